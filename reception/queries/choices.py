"""What a form offers to choose from."""

from sqlalchemy import select

from reception.extensions import db
from reception.models import Authority, Branch, Lasting, Official, Topic


def topics() -> list[Topic]:
    """Return the topics that are in use, in the catalogue's order."""
    return list(db.session.scalars(select(Topic).where(Topic.is_active).order_by(Topic.position, Topic.id)))


def authorities() -> list[Authority]:
    """Return the authorities that are there now, by name."""
    return list(db.session.scalars(select(Authority).where(Authority.is_current).order_by(Authority.name_uk)))


def officials() -> list[Official]:
    """Return the officials who are still there, by name."""
    return list(db.session.scalars(select(Official).where(Official.is_current).order_by(Official.name)))


def branches() -> list[Branch]:
    """Return the branches of the library that are open, by their numbers."""
    return list(db.session.scalars(select(Branch).where(Branch.is_active).order_by(Branch.code)))


def is_offered(model: type[Topic] | type[Authority] | type[Branch], row_id: int) -> bool:
    """Tell whether a topic, an authority or a branch may be chosen now."""
    row = db.session.get(model, row_id)
    return row is not None and (row.is_current if isinstance(row, Lasting) else row.is_active)
