"""A librarian takes back what was done a moment ago: the question is where it was, and no letter has left."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from reception.domain import clock
from reception.domain.errors import DomainError, NotAllowed
from reception.domain.events import Tag
from reception.domain.lifecycle import Action, State
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import (
    Base,
    Clarification,
    Deadline,
    Event,
    Letter,
    LetterState,
    Promise,
    Question,
    Referral,
    ReferralState,
    Return,
    Undo,
)
from reception.services import daily, merge
from reception.services.move import check, move
from reception.services.post import UNDOABLE
from reception.services.refer import end
from reception.services.transaction import transaction
from reception.services.undoable import OF_STOPPING, key_of, restored, rows_of

HARMLESS = (
    Tag.NOTED, Tag.CONTACTS_READ, Tag.FILE_READ, Tag.LABELLED, Tag.ASSIGNED, Tag.CLAIM_TAKEN_OVER,
    Tag.PAPER_ATTACHED, Tag.LETTER_REWORDED,
)  # fmt: skip
"""What may have happened since without being in the way. The words of a letter are part of the act that writes it."""


@dataclass(frozen=True)
class Undone:
    """What became of a batch: the questions that are where they were, and those that are not, each with why."""

    done: list[Question]
    refused: list[tuple[Question, DomainError]]


def undo(actor: Actor, batch: str) -> Undone:
    """Undo a batch of one's own acts, each question in a transaction of its own."""
    own = select(Undo.id, Undo.question_id).where(Undo.batch == batch, Undo.account_id == actor.account_id).order_by(Undo.id)
    result = Undone([], [])
    for undo_id, question_id in db.session.execute(own).all():
        question = db.session.get(Question, question_id)
        try:
            _undo(actor, undo_id)
        except DomainError as error:
            result.refused.append((question, error))
        else:
            result.done.append(question)
    return result


def _undo(actor: Actor, undo_id: int) -> None:
    """Undo one act. Raises NotAllowed once it is too late or something else has happened since, Held, Stale."""
    with transaction():
        row = db.session.scalar(select(Undo).where(Undo.id == undo_id).with_for_update())
        if row is None or clock.now() >= row.until:
            raise NotAllowed("undo_too_late")
        question = row.question
        check(question, Action.UNDO, actor)
        if _has_gone_on(row):
            raise NotAllowed("undo_changed")
        _take_letters_back(row)
        _let_letters_go_on(row)
        if "followers" in row.before:
            merge.unjoin(actor, question, row.before["followers"])
        back_to = State(row.before["columns"]["state"])
        event_id = row.event_id
        _put_back(question, row)
        db.session.delete(row)
        move(question, Action.UNDO, actor, back_to=back_to, event_id=event_id)


def _has_gone_on(row: Undo) -> bool:
    """Tell whether something else has happened since: to the question, and to those that a merging has brought together."""
    concerned, harmless = [row.question_id], HARMLESS
    if "followers" in row.before:
        concerned += [*row.before["followers"], row.question.merged_into_id]
        harmless += (Tag.JOINED, Tag.PARTED)
    since = (Event.question_id.in_(concerned), Event.id > row.before["last_event"], Event.tag.not_in(harmless))
    return db.session.scalar(select(Event.id).where(*since).limit(1)) is not None


def _take_letters_back(row: Undo) -> None:
    """Delete the letters of the act. The worker may have claimed one at this moment: then it is too late for all of it."""
    ids = row.before["letters"]
    waiting = (Letter.id.in_(ids), Letter.state.in_(UNDOABLE), Letter.attempts == 0)
    taken = db.session.execute(delete(Letter).where(*waiting).execution_options(synchronize_session=False))
    if taken.rowcount != len(ids):
        raise NotAllowed("undo_too_late")


def _let_letters_go_on(row: Undo) -> None:
    """Let the letters that the act has stopped wait for what they waited for, if they would still reach whom they are for."""
    for kept in row.before.get("stopped", ()):
        letter = db.session.get(Letter, kept["id"], with_for_update=True, populate_existing=True)
        if letter.official and not (letter.official.is_in_office and letter.official.email == letter.to_address):
            raise NotAllowed("undo_changed")
        if letter.state is LetterState.STOPPED:
            for name in OF_STOPPING:
                setattr(letter, name, restored(Letter.__table__.columns[name], kept[name]))


def _put_back(question: Question, row: Undo) -> None:
    before, ran = row.before, question.due_on
    for each in list(rows_of(question)):
        kept = before["rows"].get(key_of(each))
        if kept is None:
            _take_away(question, each)
        else:
            _restore(each, kept)
    _restore(question, before["columns"])
    if before["columns"]["state"] != State.DECLINED:
        question.decline_note = None
    for letter_id, link_id in before.get("enclosed", ()):
        daily.remember(letter_id, link_id)
    if question.due_on != ran:
        _enter_date(question)


def _restore(row: Base, values: dict[str, Any]) -> None:
    for name in values.keys() - {"state" if isinstance(row, Question) else None}:  # which `move` puts back
        setattr(row, name, restored(row.__table__.columns[name], values[name]))


def _take_away(question: Question, row: Base) -> None:
    """Take away what the act has made: officials' links end, an answer that nobody has read promises nothing, and what the
    asker was asked is gone with its letter."""
    if isinstance(row, Referral):
        end(row, ReferralState.RECALLED)
        row.is_responsible = False
    elif isinstance(row, Promise):
        row.answer.promise = None
    elif isinstance(row, Clarification | Return):
        (question.clarifications if isinstance(row, Clarification) else question.returns).remove(row)
        db.session.delete(row)


def _enter_date(question: Question) -> None:
    """Say in the ledger that the date which ran before runs again, counted as it was."""
    entry = next((each for each in reversed(question.deadlines) if each.due_on == question.due_on), None)
    if entry:
        columns = (each.key for each in Deadline.__mapper__.column_attrs)
        copied = {name: getattr(entry, name) for name in columns if name not in ("id", "question_id", "event", "at")}
        question.deadlines.append(Deadline(**copied, event="undone", at=clock.now()))


def sweep() -> None:
    """Forget what can be undone no more."""
    with transaction():
        db.session.execute(delete(Undo).where(Undo.until < clock.now()))
