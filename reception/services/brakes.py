"""What keeps our own letters from flooding somebody: a daily cap for an address, and a breaker for loops.

No letter is lost by it. Above the cap letters wait until tomorrow, and the desk says so; what goes round in a loop is a task.
"""

import datetime as dt

from sqlalchemy import ColumnElement, func, select, update

from reception.current import settings
from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import SYSTEM, Actor
from reception.extensions import db
from reception.models import Brake, Letter, LetterState
from reception.permissions import require
from reception.services.journal import record
from reception.services.transaction import transaction

LOOP = dt.timedelta(hours=1)
PAUSE = dt.timedelta(minutes=5)
"""How long the letters to one domain wait when the server fell silent over one of them."""


def may_leave(letter: Letter) -> bool:
    """Tell whether a letter that was claimed may leave now; if not, it waits or is a task."""
    if letter.held is Brake.RELEASED:
        return True
    if _goes_round(letter):
        with transaction():
            letter.state, letter.held = LetterState.FAILED, Brake.LOOP
            record(Tag.LETTER_FAILED, SYSTEM, letter.question, letter_id=letter.id, error=Brake.LOOP.value)
        return False
    if _is_above_cap(letter):
        with transaction():
            letter.state, letter.held, letter.attempts = LetterState.QUEUED, Brake.DAILY_CAP, letter.attempts - 1
            letter.next_attempt_at = clock.start_of(clock.today() + dt.timedelta(days=1))
        return False
    return True


def release(actor: Actor) -> int:
    """Let the letters leave that wait for tomorrow because their addresses have had enough for a day; return how many."""
    require(actor, Permission.TRIAGE, None)
    held = (Letter.state == LetterState.QUEUED, Letter.held == Brake.DAILY_CAP)
    with transaction():
        changed = {"held": Brake.RELEASED, "next_attempt_at": clock.now()}
        return db.session.execute(update(Letter).where(*held).values(changed)).rowcount


def pause_domain(address: str) -> None:
    """Let the other letters to an address's domain wait, so that they hold up nobody else's. Runs within a transaction."""
    domain = address.rpartition("@")[2]
    same = (Letter.state == LetterState.QUEUED, Letter.to_address.iendswith(f"@{domain}", autoescape=True))
    due = (*same, Letter.next_attempt_at <= clock.now())
    db.session.execute(update(Letter).where(*due).values(next_attempt_at=clock.now() + PAUSE))


def _goes_round(letter: Letter) -> bool:
    """Tell whether the same letter about the same question went to the same address too often within an hour."""
    limit = settings().mail_loop_limit
    if not limit or letter.question_id is None:
        return False
    same = (Letter.name == letter.name, Letter.question_id == letter.question_id)
    return _sent_since(letter, clock.now() - LOOP, *same) >= limit


def _is_above_cap(letter: Letter) -> bool:
    limit = settings().mail_daily_cap
    return bool(limit) and _sent_since(letter, clock.start_of(clock.today())) >= limit


def _sent_since(letter: Letter, since: dt.datetime, *among: ColumnElement[bool]) -> int:
    there = func.lower(Letter.to_address) == func.lower(letter.to_address)
    counted = (Letter.sent_at > since, there, Letter.id != letter.id)
    return db.session.scalar(select(func.count()).select_from(Letter).where(*counted, *among)) or 0
