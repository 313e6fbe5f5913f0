"""The one door through which a question changes state: it reads the table of `domain/lifecycle.py`."""

from typing import Any

from reception.domain import clock
from reception.domain.errors import NotAllowed, Stale
from reception.domain.lifecycle import Action, Row, State, To, row_of, rows_from
from reception.domain.placeholders import refuse_places
from reception.domain.roles import Actor, ActorKind
from reception.domain.text import LONGEST_REASON, checked_text
from reception.mail.letters import Occasion
from reception.models import Event, Question
from reception.permissions import can, require
from reception.services import claims
from reception.services.journal import record
from reception.services.post import post


def check(question: Question, action: Action, actor: Actor, version: int | None = None) -> Row:
    """Return the row of an action that may be taken now.

    Raises NotFound if the actor may not, Held if a colleague has the question in hand, Stale if the question has another
    version than the page was made from, NotAllowed if the state does not admit the action.
    """
    row = row_of(action)
    require(actor, row.permission, question)
    claims.check_free(actor, question, action)
    if version is not None and version != question.version:
        raise Stale
    if not _fits(row, question):
        raise NotAllowed("not_in_this_state", state=question.state.value)
    return row


def _fits(row: Row, question: Question) -> bool:
    fits = row.hidden in (None, question.hidden_at is not None) and row.returned in (None, question.is_returned)
    return question.state in row.froms and fits


def move(
    question: Question,
    action: Action,
    actor: Actor,
    version: int | None = None,
    occasion: Occasion | None = None,
    back_to: State | None = None,
    **data: Any,
) -> Event:
    """Take an action: check it, change the state, write the journal and the letters of its row.

    `data` are the keys of the event; `occasion` is what the letters tell of, the question and the reason if not given;
    `back_to` is where the question was before what is undone.
    Raises as `check`; Invalid if the row asks for a reason and there is none.
    """
    row = check(question, action, actor, version)
    if row.reason:
        reason = checked_text(data["reason"] or "", "reason", LONGEST_REASON, missing="reason_needed")
        if actor.kind is ActorKind.STAFF:
            refuse_places(reason, "reason")
    before = question.state
    question.state = back_to if row.to is To.BEFORE and back_to else target(row, question)
    if row.touches:
        question.changed_at = clock.now()
    event = record(row.event, actor, question, **data)
    event.old_state, event.new_state = before.value, question.state.value
    claims.let_go(question)
    post(row.letters, occasion or Occasion(question, reason=data.get("reason")))
    return event


def target(row: Row, question: Question) -> State:
    """Return the state to which a row leads a question."""
    match row.to:
        case To.SAME | To.BEFORE:
            return question.state
        case To.RESUME:
            return question.resume_state or State.ACCEPTED
        case To.AS_REFERRALS_STAND:
            return as_referrals_stand(question)
        case _:
            return State(row.to)


def as_referrals_stand(question: Question) -> State:
    """Return where a question is by what its officials have done: the one who is responsible decides it, others may add."""
    at_hand = question.at_hand
    if any(referral.is_responsible for referral in at_hand) or (at_hand and not question.waiting_answers):
        return State.CLARIFICATION if question.state is State.CLARIFICATION else State.REFERRED
    return State.ANSWERED if question.waiting_answers else State.ACCEPTED


def allowed(question: Question, actor: Actor) -> frozenset[Action]:
    """Return the actions that the actor may take on a question now: what a page offers."""
    rows = (row for row in rows_from(question.state) if _fits(row, question))
    return frozenset(row.action for row in rows if can(actor, row.permission, question))
