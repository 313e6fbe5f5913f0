"""An act that can be undone for a moment: what was before it is kept, and its letters wait so long.

Sends and publications are of this kind (setting `undo_seconds`). Undoing itself: `services/undo.py`.
"""

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Date, Enum, Integer, func, select, update

from reception.current import settings
from reception.domain import clock
from reception.domain.lifecycle import Action, row_of
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import (
    Answer,
    AnswerLink,
    Attachment,
    Base,
    Clarification,
    Enclosure,
    Event,
    Letter,
    LetterState,
    Promise,
    Question,
    Referral,
    Return,
    Undo,
)
from reception.models.base import Instant
from reception.services.post import UNDOABLE

_BATCH = "reception_undo_batch"
_NOT_RESTORED = frozenset({"id", "version", "changed_at"})
WITHOUT_WORDS = (Instant, Date, Boolean, Integer, Enum)
"""Types of columns in which nobody's words stand."""

RESTORED = [
    column
    for column in Question.__table__.columns
    if isinstance(column.type, WITHOUT_WORDS) and not isinstance(column.type, JSON) and column.key not in _NOT_RESTORED
]
"""What is put back: states, dates, results and numbers of rows, and nobody's words."""

OF_ROWS = {
    Referral: ("state", "closed_at", "awaits_daily", "is_responsible"),
    AnswerLink: ("expires_at", "revoked_at"),
    Answer: ("published_at", "sent_back_at"),
    Promise: ("state", "done_on", "settled_at", "desk_since", "taken_over_by_id"),
    Attachment: ("is_public",),
    Clarification: (),
    Return: (),
}
"""What acts that can be undone change in the rows that hang on a question: it is put back with the question."""

OF_STOPPING = ("state", "tell_since")
"""What is changed in a letter that is stopped before it leaves."""

UNTRIED = (Letter.state == LetterState.QUEUED, Letter.attempts == 0)
"""Letters that nobody has tried to send."""

OF_ACCEPTING = frozenset({"state", "public_at"})
"""Taking up is saved together with edits, which stay: only what taking up itself has changed is put back."""


@contextmanager
def together() -> Iterator[str]:
    """Let all acts within belong to one batch; give its name."""
    name = db.session.info[_BATCH] = secrets.token_urlsafe(16)
    try:
        yield name
    finally:
        del db.session.info[_BATCH]


@contextmanager
def undoable(actor: Actor, question: Question, action: Action) -> Iterator[None]:
    """Keep what a question was before a librarian's act, and let the letters of the act wait. Within a transaction."""
    seconds = settings().undo_seconds
    concerned = [question.id, *(each.id for each in question.duplicates)]
    if seconds <= 0 or actor.account_id is None or _frees_others(action, concerned):
        yield
        return
    before, unsent, enclosed = _before(question, action), _unsent(concerned), _enclosed(question, *UNTRIED)
    letters, events = _newest(Letter, *concerned), _newest(Event, question.id)
    yield
    db.session.flush()
    if action is Action.MERGE:
        before["followers"] = concerned[1:]
    before["stopped"] = _stopped(unsent)
    still = _enclosed(question)
    before["enclosed"] = [place for place in enclosed if place not in still]
    until = clock.now() + dt.timedelta(seconds=seconds)
    made = select(Letter.id).where(Letter.question_id.in_(concerned), Letter.id > letters)
    before["letters"] = list(db.session.scalars(made))  # those whose questions were merged into this one are written to as well
    held = update(Letter).where(Letter.id.in_(before["letters"])).values(next_attempt_at=until)
    db.session.execute(held)
    done = (Event.question_id == question.id, Event.id > events, Event.tag == row_of(action).event)
    event_id = db.session.scalar(select(func.max(Event.id)).where(*done))
    before["last_event"] = _newest(Event, *concerned)
    _keep(Undo(question_id=question.id, account_id=actor.account_id, event_id=event_id, until=until, before=before))


def _keep(row: Undo) -> None:
    """Keep what can be undone; what came before it on the same question no longer can."""
    _forget(row.question_id)
    row.batch = db.session.info.get(_BATCH) or secrets.token_urlsafe(16)
    db.session.add(row)


def _forget(question_id: int) -> None:
    for old in db.session.scalars(select(Undo).where(Undo.question_id == question_id)):
        db.session.delete(old)
    db.session.flush()


def _frees_others(action: Action, concerned: list[int]) -> bool:
    """Tell whether questions that were merged into this one go on by themselves from now: that cannot be undone."""
    return action is Action.DECLINE and len(concerned) > 1


def _unsent(concerned: list[int]) -> dict[int, dict[str, Any]]:
    """Return what stopping would change in the letters that nobody has tried to send."""
    unsent = (Letter.question_id.in_(concerned), Letter.state.in_(UNDOABLE), Letter.attempts == 0)
    return {letter.id: _columns(letter, OF_STOPPING) for letter in db.session.scalars(select(Letter).where(*unsent))}


def _stopped(unsent: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was in those of the letters that an act has stopped."""
    stopped = select(Letter.id).where(Letter.id.in_(unsent), Letter.state == LetterState.STOPPED)
    return [{"id": each, **unsent[each]} for each in db.session.scalars(stopped)]


def _enclosed(question: Question, *conditions: ColumnElement[bool]) -> list[list[int]]:
    """Return the places of a question in letters that tell of several: letter and link."""
    places = select(Enclosure.letter_id, Enclosure.link_id).join(Enclosure.letter).join(Enclosure.link).join(AnswerLink.referral)
    return [list(row) for row in db.session.execute(places.where(Referral.question_id == question.id, *conditions))]


def _newest(model: type, *question_ids: int) -> int:
    return db.session.scalar(select(func.max(model.id)).where(model.question_id.in_(question_ids))) or 0


def rows_of(question: Question) -> Iterator[Base]:
    """Yield the rows of a question of which something is put back (`OF_ROWS`)."""
    yield from question.referrals
    for referral in question.referrals:
        yield from referral.links
    yield from question.answers
    for answer in question.answers:
        yield from answer.attachments
        if answer.promise:
            yield answer.promise
    yield from question.clarifications
    yield from question.returns


def key_of(row: Base) -> str:
    """Return the name under which a row of a question is kept."""
    return f"{row.__tablename__} {row.id}"


def _before(question: Question, action: Action) -> dict[str, Any]:
    names = OF_ACCEPTING if action is Action.ACCEPT else {column.key for column in RESTORED}
    return {
        "columns": _columns(question, names),
        "rows": {key_of(row): _columns(row, OF_ROWS[type(row)]) for row in rows_of(question)},
    }


def _columns(row: Base, names: Iterable[str]) -> dict[str, Any]:
    return {name: _stored(getattr(row, name)) for name in names}


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def restored(column: Any, value: Any) -> Any:
    """Return a value of a question's column from what was kept of it."""
    if value is None:
        return None
    if isinstance(column.type, Instant):
        return dt.datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return dt.date.fromisoformat(value)
    return column.type.enum_class(value) if isinstance(column.type, Enum) and column.type.enum_class else value
