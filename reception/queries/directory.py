"""What administrators look through: accounts, branches with their terminals, catalogues, authorities with their officials."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from reception.extensions import db
from reception.models import Account, Authority, Branch, CannedText, DeclineReason, Event, Official, Terminal, Topic

ORDER = {
    Account: (Account.is_enabled.desc(), Account.name),
    Branch: (Branch.is_active.desc(), Branch.code),
    Topic: (Topic.is_active.desc(), Topic.position, Topic.id),
    DeclineReason: (DeclineReason.is_active.desc(), DeclineReason.id),
    CannedText: (CannedText.is_active.desc(), CannedText.action, CannedText.position, CannedText.id),
    Authority: (Authority.is_active.desc(), Authority.valid_to.is_not(None), Authority.name_uk),
    Official: (Official.is_active.desc(), Official.valid_to.is_not(None), Official.authority_id, Official.name),
}
_WITH = {
    Account: (joinedload(Account.branch),),
    Authority: (selectinload(Authority.officials), selectinload(Authority.topics), joinedload(Authority.successor)),
    Official: (joinedload(Official.authority),),
}


def rows(model: type) -> list:
    """Return all rows of a kind, those in use first."""
    return list(db.session.scalars(select(model).options(*_WITH.get(model, ())).order_by(*ORDER[model])))


def row(model: type, row_id: int):
    """Return one row, or None."""
    return db.session.get(model, row_id)


def terminals() -> list[Terminal]:
    """Return the library's terminals by branch; those that were revoked stand last."""
    order = (Terminal.revoked_at.is_not(None), Branch.code, Terminal.name)
    query = select(Terminal).join(Terminal.branch).options(joinedload(Terminal.branch))
    return list(db.session.scalars(query.order_by(*order)))


def counts() -> dict[str, int]:
    """Return how many of each there are in use."""
    conditions = {
        "accounts": Account.is_enabled,
        "branches": Branch.is_active,
        "terminals": Terminal.revoked_at.is_(None),
        "topics": Topic.is_active,
        "reasons": DeclineReason.is_active,
        "texts": CannedText.is_active,
        "authorities": Authority.is_current,
        "officials": Official.is_current,
    }
    columns = [select(func.count()).where(condition).scalar_subquery().label(name) for name, condition in conditions.items()]
    return dict(db.session.execute(select(*columns)).one()._mapping)


def journal(limit: int = 100) -> list[tuple[Event, str | None]]:
    """Return the latest events that belong to no question, newest first, each with the librarian's name."""
    query = select(Event, Account.name).outerjoin(Account, Account.id == Event.account_id).where(Event.question_id.is_(None))
    return [(event, name) for event, name in db.session.execute(query.order_by(Event.id.desc()).limit(limit))]
