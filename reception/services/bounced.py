"""A report says that a letter was not delivered: the letter is a task again, and an address that fails too often is marked."""

import datetime as dt
import re

from reception.current import settings
from reception.mail.inbox import Reading
from reception.models import Incoming, IncomingState, Letter, LetterState
from reception.queries import incoming as stored
from reception.services import delivery

HARD, SOFT, WITHIN = 2, 5, dt.timedelta(weeks=5)
"""So many failures of a kind within such a time, and an official's address is marked."""

NO_FAILURE = ("delivered", "delayed", "feedback")
_READ = 300_000
"""Bytes of a report in which the returned letter's Message-ID is looked for."""


def settle(row: Incoming, raw: bytes, reading: Reading) -> None:
    """Settle the letter that a report is about; a report on none of ours is held. Runs within a transaction."""
    letter = _letter(raw)
    if letter is None:
        row.state, row.reason = IncomingState.HELD, "no_letter"
        return
    row.question_id, row.official_id = letter.question_id, letter.official_id
    if reading.reason in NO_FAILURE or letter.state is not LetterState.SENT:
        return
    report = reading.failure
    delivery.came_back(
        letter, report.words or report.reason, report.code or report.reason, _address_is_gone(letter, reading.hard)
    )


def _letter(raw: bytes) -> Letter | None:
    domain = re.escape(settings().sender.rpartition("@")[2].encode())
    found = re.findall(rb"<[^<>\s]{3,200}@" + domain + rb">", raw[:_READ])
    return stored.letter_of([each.decode("ascii", "replace") for each in dict.fromkeys(found)])


def _address_is_gone(letter: Letter, hard: bool | None) -> bool:
    if letter.official_id is None:
        return bool(hard)
    return any(
        stored.reports(letter.official_id, kind, WITHIN, NO_FAILURE) >= most for kind, most in ((True, HARD), (False, SOFT))
    )
