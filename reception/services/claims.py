"""Librarians share the work: one takes a question in hand, gives it back, takes it over, or assigns it.

To open a question claims nothing. While a colleague has it in hand, what would change it is refused by name, and whoever
cannot wait takes it over first: that is one button, keeps what was typed, and stands in the journal. A question that is
free may be changed without a claim.
"""

from sqlalchemy import delete, not_, select

from reception.domain import clock
from reception.domain.errors import Held, Invalid
from reception.domain.events import Tag
from reception.domain.lifecycle import Action, State
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor, ActorKind
from reception.extensions import db
from reception.models import Account, Assignment, Branch, Claim, Question
from reception.permissions import require
from reception.queries import choices
from reception.queries.claims import assignment_of, claim_of, holds
from reception.services.journal import record
from reception.services.transaction import transaction

AT_THE_DESK = frozenset({State.RECEIVED, State.ACCEPTED, State.ANSWERED, State.DISPUTED})
"""Where a question waits for the library. One that leaves these states is in nobody's hand any more."""

FREE_FOR_ALL = frozenset({Action.NOTE, Action.HIDE})
"""A note contradicts nobody, and what must not be public cannot wait for a colleague."""


def claim(actor: Actor, question: Question) -> None:
    """Take a question in hand. Raises Held if a colleague has it."""
    with transaction():
        _lock(actor, question)
        held = claim_of(question.id)
        if held and held.account_id != actor.account_id:
            raise Held(held.account.name)
        _put(actor, question)


def take_over(actor: Actor, question: Question) -> None:
    """Take a question out of a colleague's hand; the journal keeps out of whose. A free one is simply taken."""
    with transaction():
        _lock(actor, question)
        held = claim_of(question.id)
        if held and held.account_id != actor.account_id:
            record(Tag.CLAIM_TAKEN_OVER, actor, question, from_account_id=held.account_id)
        _put(actor, question)


def release(actor: Actor, question: Question) -> None:
    """Give a question that one has in hand back; of a colleague's nothing happens."""
    with transaction():
        _lock(actor, question)
        db.session.execute(delete(Claim).where(Claim.question_id == question.id, Claim.account_id == actor.account_id))


def assign(actor: Actor, question: Question, account_id: int | None = None, branch_id: int | None = None) -> None:
    """Make a question a colleague's or a branch's to see to, or nobody's. Raises Invalid for one who is not there."""
    with transaction():
        _lock(actor, question)
        _check_assignee(account_id, branch_id)
        row = assignment_of(question.id)
        before = {"account_id": row.account_id, "branch_id": row.branch_id} if row else None
        after = {"account_id": account_id, "branch_id": branch_id} if account_id or branch_id else None
        if before == after:
            return
        db.session.execute(delete(Assignment).where(Assignment.question_id == question.id))
        if after:
            db.session.add(Assignment(question_id=question.id, at=clock.now(), **after))
        record(Tag.ASSIGNED, actor, question, before=before, after=after)


def check_free(actor: Actor, question: Question, action: Action) -> None:
    """Raise Held if a colleague has a question in hand that a librarian wants to change; an own claim is used by it."""
    if actor.kind is not ActorKind.STAFF or action in FREE_FOR_ALL:
        return
    held = claim_of(question.id)
    if held is None:
        return
    if held.account_id != actor.account_id:
        raise Held(held.account.name)
    held.used_at = clock.now()


def let_go(question: Question) -> None:
    """End the claim on a question that does not wait for the library any more."""
    if question.state not in AT_THE_DESK:
        with db.session.no_autoflush:
            db.session.execute(delete(Claim).where(Claim.question_id == question.id))


def sweep() -> None:
    """Forget claims that hold no longer."""
    with transaction():
        db.session.execute(delete(Claim).where(not_(holds())))


def _lock(actor: Actor, question: Question) -> None:
    """Let two who want the same question wait for one another."""
    require(actor, Permission.TRIAGE, question)
    db.session.execute(select(Question.id).where(Question.id == question.id).with_for_update())


def _put(actor: Actor, question: Question) -> None:
    row = db.session.get(Claim, question.id, populate_existing=True)
    if row is None:
        row = Claim(question_id=question.id)
        db.session.add(row)
    if row.account_id != actor.account_id:
        row.taken_at = clock.now()
    row.account_id, row.used_at = actor.account_id, clock.now()


def _check_assignee(account_id: int | None, branch_id: int | None) -> None:
    if account_id:
        account = db.session.get(Account, account_id)
        if account is None or not account.is_enabled:
            raise Invalid("colleague_gone", field="assignee")
    elif branch_id and not choices.is_offered(Branch, branch_id):
        raise Invalid("branch_gone", field="assignee")
