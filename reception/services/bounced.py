"""A report says that a letter was not delivered: the letter is a task again, and an address that fails too often is marked."""

import datetime as dt
import re

from reception.current import settings
from reception.domain.reply_address import marks_of
from reception.mail.inbox import Reading
from reception.mail.inbox.authenticity import is_forged
from reception.models import DeliveryReport, Incoming, IncomingState, Letter, LetterState, WhyHeld
from reception.queries import incoming as stored
from reception.services import delivery

HARD, SOFT, WITHIN = 2, 5, dt.timedelta(weeks=5)
"""So many failures of a kind at one address within such a time, and it is marked as an official's that does not work."""

LEFT = (LetterState.SENT, LetterState.DELIVERED)
NO_FAILURE = ("delivered", "delayed", "feedback")

_READ = 300_000
"""Bytes of a report in which the returned letter's Message-ID is looked for."""


def settle(row: Incoming, raw: bytes, reading: Reading) -> None:
    """Settle the letter that a report is about. Runs within a transaction.

    A report says nothing if it bears no mark and no Message-ID of ours, which only those know who got the letter, or if a
    trusted server found that its sender is another: it is held, no letter fails by it and no address is marked.
    """
    letter = _letter(raw, reading)
    if letter is None:
        row.state, row.reason = IncomingState.HELD, WhyHeld.NO_LETTER
        return
    if is_forged(reading.mail, settings().mail_trusted_servers):
        row.state, row.reason, row.question_id = IncomingState.HELD, WhyHeld.FORGED_REPORT, letter.question_id
        return
    row.question_id, row.official_id = letter.question_id, letter.official_id
    row.address = letter.to_address if letter.official_id else None
    if (told := report_of(reading)) is not None:
        delivery.reported(letter, told)
    if reading.reason in NO_FAILURE or letter.state not in LEFT:
        return
    report = reading.failure
    delivery.came_back(
        letter, report.words or report.reason, report.code or report.reason, _address_is_gone(letter, reading.hard)
    )


def report_of(reading: Reading) -> DeliveryReport | None:
    """Return what a report tells of a letter that did not fail; only what every block calls delivered is (RFC 3464, 2.3.3)."""
    if reading.reason == "delayed":
        return DeliveryReport.DELAYED
    if reading.reason != "delivered":
        return None
    actions = {block["action"].strip().lower() for block in reading.mail.reports if block.get("action")}
    return DeliveryReport.DELIVERED if actions == {"delivered"} else DeliveryReport.RELAYED


def _letter(raw: bytes, reading: Reading) -> Letter | None:
    """Return the letter that a report is about: by the address it came to or the mark it repeats, else by the returned letter."""
    ours = settings()
    marks = marks_of(reading.mail.came_to(), ours.mail_bounce_address)
    marks += [block["original-envelope-id"].strip() for block in reading.mail.reports if block.get("original-envelope-id")]
    marked = stored.letter_marked(marks)
    if marked:
        return marked
    domain = re.escape(ours.sender.rpartition("@")[2].encode())
    found = re.findall(rb"<[^<>\s]{3,200}@" + domain + rb">", raw[:_READ])
    return stored.letter_of([each.decode("ascii", "replace") for each in dict.fromkeys(found)])


def _address_is_gone(letter: Letter, hard: bool | None) -> bool:
    if letter.official_id is None:
        return bool(hard)
    return any(stored.reports(letter, kind, WITHIN, NO_FAILURE) >= most for kind, most in ((True, HARD), (False, SOFT)))
