"""Who has which question in hand, and whose it is to see to."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from reception.current import settings
from reception.domain import clock
from reception.extensions import db
from reception.models import Account, Assignment, Branch, Claim


def holds() -> ColumnElement[bool]:
    """The condition that a claim still holds: its holder did something within the time of the setting `claim_minutes`."""
    return Claim.used_at > clock.now() - dt.timedelta(minutes=settings().claim_minutes)


def claim_of(question_id: int) -> Claim | None:
    """Return the claim that holds on a question."""
    with db.session.no_autoflush:
        query = select(Claim).where(Claim.question_id == question_id, holds()).options(joinedload(Claim.account))
        return db.session.scalar(query.execution_options(populate_existing=True))


def claims_of(question_ids: Iterable[int]) -> dict[int, Claim]:
    """Return the claims that hold on questions, by question."""
    query = select(Claim).where(Claim.question_id.in_(question_ids), holds()).options(joinedload(Claim.account))
    return {claim.question_id: claim for claim in db.session.scalars(query)}


def assignment_of(question_id: int) -> Assignment | None:
    """Return to whom a question is assigned."""
    named = joinedload(Assignment.account), joinedload(Assignment.branch)
    return db.session.scalar(select(Assignment).where(Assignment.question_id == question_id).options(*named))


def colleagues() -> list[Account]:
    """Return the librarians to whom a question can be assigned, by name."""
    return list(db.session.scalars(select(Account).where(Account.is_enabled).order_by(Account.name, Account.id)))


def branch_names(branch_ids: set[int | None]) -> dict[int, Branch]:
    """Return branches by id."""
    return {row.id: row for row in db.session.scalars(select(Branch).where(Branch.id.in_(branch_ids - {None})))}
