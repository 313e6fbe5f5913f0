"""Letters leave: each is claimed, sent and settled by itself, so that a worker that dies delays one letter and loses none."""

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import inspect, or_, select, update

from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.mail.outbox import NotSent, Outbox
from reception.models import Audience, Letter, LetterState
from reception.queries.refused import paused
from reception.services import alerts, daily, delegating, reminders, waiting
from reception.services.journal import record
from reception.services.transaction import transaction

CLAIM = dt.timedelta(minutes=5)
"""How long a letter belongs to the worker that is sending it; if it has not said more by then, it was killed."""

FAR = dt.timedelta(days=30)
"""No letter waits for so long: when such a time was written the clock was wrong, and the letter is due."""

RETRIES = (dt.timedelta(minutes=5), dt.timedelta(hours=1), *[dt.timedelta(days=1)] * 7)
"""When to try again after each attempt that failed; after the last the letter is a task for a person."""

_ADDRESS = re.compile(r"\S+@\S+")
"""In a server's words about an asker's letter the address is left out: contacts are read only where it is written down."""

_UNSENT = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(frozen=True)
class Sent:
    """What a batch came to: letters sent, and attempts that failed."""

    count: int = 0
    failed: int = 0


def send_due(limit: int = 100) -> Sent:
    """Send up to `limit` of the letters that are due, oldest first.

    At least once each, always with the same Message-ID: a letter whose sending was cut off is sent again. A permanent
    refusal, and a temporary one that outlasts `RETRIES`, are written into the journal and shown at the desk.
    """
    sent = failed = 0
    with Outbox() as outbox:
        while sent + failed < limit and (letter := _claim()):
            if not (reminders.may_leave(letter) and daily.may_leave(letter)):
                continue
            try:
                outbox.send(letter, _thread(letter))
            except NotSent as error:
                failed += 1
                _not_sent(letter, error)
            else:
                sent += 1
                _sent(letter)
    return Sent(sent, failed)


def make_due() -> None:
    """Let every letter that waits for another attempt be due now; not one that a librarian may still take back."""
    with transaction():
        waiting = (Letter.state == LetterState.QUEUED, Letter.next_attempt_at > clock.now(), Letter.attempts > 0)
        db.session.execute(update(Letter).where(*waiting).values(next_attempt_at=clock.now()))


def _claim() -> Letter | None:
    """Take the next letter. Of two workers that want the same one, the second finds it changed and takes none."""
    now = clock.now()
    is_time = or_(Letter.next_attempt_at <= now, Letter.next_attempt_at > now + FAR)
    due = (Letter.state.in_(_UNSENT), is_time, ~paused())
    next_id = select(Letter.id).where(*due).order_by(Letter.next_attempt_at, Letter.id).limit(1).scalar_subquery()
    if db.session.scalar(select(next_id)) is None:
        return None
    claimed = {"state": LetterState.SENDING, "attempts": Letter.attempts + 1, "next_attempt_at": now + CLAIM}
    with transaction():
        letter_id = db.session.scalar(update(Letter).where(Letter.id == next_id, *due).values(claimed).returning(Letter.id))
    return db.session.get(Letter, letter_id, populate_existing=True) if letter_id else None


def _thread(letter: Letter) -> str | None:
    """Return the Message-ID of the first letter to the same person about the same question, if it is another one."""
    if letter.question_id is None:
        return None
    same = select(Letter.message_id).where(Letter.question_id == letter.question_id, Letter.to_address == letter.to_address)
    first = db.session.scalar(same.order_by(Letter.id).limit(1))
    return first if first != letter.message_id else None


def _is_gone(letter: Letter) -> bool:
    """Tell whether a letter was deleted while it was leaving, as when its reader stopped the subscription."""
    return db.session.get(Letter, inspect(letter).identity) is None


def _sent(letter: Letter) -> None:
    with transaction():
        if _is_gone(letter):
            return
        letter.state, letter.sent_at, letter.error = LetterState.SENT, clock.now(), None
        alerts.sent(letter)
        reminders.sent(letter)


def _not_sent(letter: Letter, error: NotSent) -> None:
    with transaction():
        if _is_gone(letter):
            return
        final = error.permanent or letter.attempts > len(RETRIES)
        if alerts.not_sent(letter, final, error.address_refused):
            return
        letter.error = _words(letter, str(error))
        if not final:
            letter.state = LetterState.QUEUED
            letter.next_attempt_at = clock.now() + RETRIES[letter.attempts - 1]
            return
        _given_up(letter, error.code, error.address_refused)


def came_back(letter: Letter, words: str, code: str, address_refused: bool) -> None:
    """Settle a letter that left, but that another server could not deliver, as its report says in `words`."""
    with transaction():
        if alerts.not_sent(letter, True, address_refused):
            return
        letter.error = _words(letter, words)
        _given_up(letter, code, address_refused)


def _given_up(letter: Letter, code: str, address_refused: bool) -> None:
    letter.state = LetterState.FAILED
    record(Tag.LETTER_FAILED, SYSTEM, letter.question, letter_id=letter.id, error=code)
    if address_refused:
        delegating.came_back(letter)
    if address_refused and letter.official:
        letter.official.address_refused_at = clock.now()
        record(Tag.ADDRESS_REFUSED, SYSTEM, letter.question, official_id=letter.official_id)
        waiting.came_back(letter)


def _words(letter: Letter, said: str) -> str:
    return said if letter.audience in (Audience.OFFICIAL, Audience.STAFF) else _ADDRESS.sub("…", said)
