"""Which questions an actor may see."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from reception.domain.errors import NotFound, Withdrawn
from reception.domain.lifecycle import State
from reception.domain.roles import Actor, ActorKind
from reception.extensions import db
from reception.models import DeclineReason, Question

NOT_DEALT_WITH = (State.DECLINED, State.WITHDRAWN)


def public() -> ColumnElement[bool]:
    """The condition under which everybody may see a question.

    One that was declined shows only with its reason: the librarian chose to show it, and the catalogue lets the reason be shown.
    Of questions that ask the same the one that is answered stands for all; for a letter that was split, its parts.
    """
    may_be_shown = Question.decline_reason_id.in_(select(DeclineReason.id).where(DeclineReason.is_public))
    return and_(
        Question.public_at.is_not(None),
        Question.hidden_at.is_(None),
        Question.state.not_in((State.WITHDRAWN, State.DUPLICATE, State.SPLIT)),
        or_(Question.state != State.DECLINED, and_(Question.shown_declined, may_be_shown)),
    )


def is_public(question: Question) -> bool:
    """Tell whether everybody may see a question."""
    return db.session.scalar(select(Question.id).where(Question.id == question.id, public())) is not None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which an actor may see a question among others.

    Askers and officials come to their own by what they hold (`queries/asker.py`, `queries/office.py`), not by looking for it.
    """
    return true() if actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM) else public()


def find(actor: Actor, number: str) -> Question:
    """Return the question of a number.

    Raises NotFound if there is none that the actor may see, Withdrawn if it was public and was taken down.
    """
    question = db.session.scalar(select(Question).where(Question.number == number, visible_to(actor)))
    if question is not None:
        return question
    gone = select(Question).where(Question.number == number, Question.public_at.is_not(None))
    withdrawn = db.session.scalar(gone)
    if withdrawn is None:
        raise NotFound
    raise Withdrawn(withdrawn.hidden_reason or "")
