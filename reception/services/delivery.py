"""Letters leave: each is claimed, sent and settled by itself, so that a worker that dies delays one letter and loses none."""

import datetime as dt
import logging
from contextlib import nullcontext
from dataclasses import dataclass

from sqlalchemy import inspect, or_, select, update

from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.mail_causes import MailCause
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.mail.outbox import Outbox
from reception.mail.smtp_errors import NotSent
from reception.models import LEAVING, Audience, DeliveryReport, Letter, LetterState
from reception.queries.conversation import thread_of
from reception.queries.outages import resting
from reception.queries.refused import paused
from reception.services import alerts, brakes, cut_off, delegating, enclosures, outages, reminders, waiting
from reception.services.journal import record
from reception.services.transaction import transaction

FAR = dt.timedelta(days=30)
"""No letter waits for so long: when such a time was written the clock was wrong, and the letter is due."""

RETRIES = (dt.timedelta(minutes=5), dt.timedelta(hours=1), *[dt.timedelta(days=1)] * 7)
"""When to try again after each attempt that failed; after the last the letter is a task for a person.

For as long a letter belongs to the worker that is sending it; who has not said more by then was killed.
"""

CLAIM = RETRIES[0]
"""How long a letter belongs at least to the worker that is sending it."""

log = logging.getLogger("reception.mail")

@dataclass(frozen=True)
class Sent:
    """What a batch came to: letters sent, and attempts that failed."""

    count: int = 0
    failed: int = 0


def send_due(limit: int = 100, outbox: Outbox | None = None) -> Sent:
    """Send up to `limit` of the letters that are due, oldest first, over the line of `outbox` if it is given.

    Each is claimed, sent and settled by itself. At least once each, always with the same Message-ID: a letter whose sending was
    cut off is sent again. A permanent refusal, and a temporary one that outlasts `RETRIES`, are written into the journal and
    shown at the desk. A failure that is the server's, and would be every letter's, stops the batch (services/outages.py).
    """
    sent = failed = 0
    with nullcontext(outbox) if outbox else Outbox() as line:
        while sent + failed < limit and (letter := _claim()):
            try:
                is_reported = _send(line, letter)
            except NotSent as error:
                failed += 1
                _not_sent(letter, error)
            else:
                if is_reported is not None:
                    sent += 1
                    _sent(letter, is_reported)
    return Sent(sent, failed)


def _send(line: Outbox, letter: Letter) -> bool | None:
    """Send a letter that is claimed; return None if it may not leave now. Raises NotSent."""
    try:
        cut_off.refuse_for_ever(letter, RETRIES)
        if not (reminders.may_leave(letter) and enclosures.may_leave(letter) and brakes.may_leave(letter)):
            return None
        return bool(line.send(letter, thread_of(letter)))
    except NotSent:
        raise
    except Exception as error:  # whatever it is, and others wait
        log.exception("letter %s could not be sent", letter.id)
        line.close()
        raise cut_off.not_made(error) from error


def make_due() -> None:
    """Let every letter that waits for another attempt be due now; not one that a librarian may still take back."""
    with transaction():
        outages.forget_pause()
        waiting = (Letter.state == LetterState.QUEUED, Letter.next_attempt_at > clock.now(), Letter.attempts > 0)
        db.session.execute(update(Letter).where(*waiting).values(next_attempt_at=clock.now()))


def _claim() -> Letter | None:
    """Take the next letter. Of two workers that want the same one, the second finds it changed and takes none."""
    now = clock.now()
    is_time = or_(Letter.next_attempt_at <= now, Letter.next_attempt_at > now + FAR)
    due = (Letter.state.in_(LEAVING), is_time, ~paused(), ~resting())
    next_id = select(Letter.id).where(*due).order_by(Letter.next_attempt_at, Letter.id).limit(1).scalar_subquery()
    if db.session.scalar(select(next_id)) is None:
        return None
    claimed = {"state": LetterState.SENDING, "attempts": Letter.attempts + 1, "next_attempt_at": cut_off.free_again(now, RETRIES)}
    with transaction():
        letter_id = db.session.scalar(update(Letter).where(Letter.id == next_id, *due).values(claimed).returning(Letter.id))
    return db.session.get(Letter, letter_id, populate_existing=True) if letter_id else None


def _is_gone(letter: Letter) -> bool:
    """Tell whether a letter was deleted while it was leaving, as when its reader stopped the subscription."""
    return db.session.get(Letter, inspect(letter).identity) is None


def _sent(letter: Letter, is_reported: bool) -> None:
    with transaction():
        outages.over()
        if _is_gone(letter):
            return
        letter.sent_at, letter.error, letter.cause, letter.held = clock.now(), None, None, None
        if letter.state is not LetterState.DELIVERED:  # the report of it was quicker
            letter.state, letter.report = LetterState.SENT, DeliveryReport.ASKED if is_reported else None
        _told(letter)


def _told(letter: Letter) -> None:
    alerts.sent(letter)
    reminders.sent(letter)


def _not_sent(letter: Letter, error: NotSent) -> None:
    with transaction():
        outages.failed(error)
        if error.cause is MailCause.NO_REPLY:
            brakes.pause_domain(letter.to_address)
        if _is_gone(letter) or letter.state is not LetterState.SENDING:
            return
        final = error.permanent or letter.attempts > len(RETRIES)
        if alerts.not_sent(letter, final, error.address_refused):
            return
        letter.error, letter.cause = _words(letter, str(error)), error.cause
        if not final:
            letter.state = LetterState.QUEUED
            letter.next_attempt_at = clock.now() + RETRIES[letter.attempts - 1]
            return
        _given_up(letter, error.code, error.address_refused)


def reported(letter: Letter, report: DeliveryReport) -> None:
    """Note what another server has told of a letter, other than that it failed. Runs within a transaction.

    Only *delivered* is evidence: then it is not sent again either, if our own server's word was never heard. A letter that is
    known to be in the mailbox, or is a task, is not made less sure by a report that comes late.
    """
    if letter.attempts == 0 or letter.state not in (*LEAVING, LetterState.SENT):
        return
    letter.report, letter.reported_at = report, clock.now()
    if report is DeliveryReport.DELIVERED:
        was_sent, letter.sent_at = letter.sent_at, letter.sent_at or clock.now()
        letter.state, letter.error, letter.cause = LetterState.DELIVERED, None, None
        if not was_sent:
            _told(letter)


def came_back(letter: Letter, words: str, code: str, address_refused: bool) -> None:
    """Settle a letter that left, but that another server could not deliver, as its report says in `words`."""
    with transaction():
        if alerts.not_sent(letter, True, address_refused):
            return
        letter.error, letter.cause = _words(letter, words), None
        _given_up(letter, code, address_refused)


def _given_up(letter: Letter, code: str, address_refused: bool) -> None:
    letter.state = LetterState.FAILED
    record(Tag.LETTER_FAILED, SYSTEM, letter.question, letter_id=letter.id, error=code)
    if address_refused:
        delegating.came_back(letter)
    if address_refused and letter.official and not letter.is_to(letter.official.email):
        waiting.came_back_from_old_address(letter)
    elif address_refused and letter.official:
        letter.official.address_refused_at = clock.now()
        record(Tag.ADDRESS_REFUSED, SYSTEM, letter.question, official_id=letter.official_id)
        waiting.came_back(letter)


def _words(letter: Letter, said: str) -> str:
    return said if letter.audience in (Audience.OFFICIAL, Audience.STAFF) else outages.without_addresses(said)
