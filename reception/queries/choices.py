"""What a form offers to choose from."""

from sqlalchemy import select

from reception.extensions import db
from reception.models import Authority, Branch, Topic


def topics() -> list[Topic]:
    """Return the topics that are in use, in the catalogue's order."""
    return list(db.session.scalars(select(Topic).where(Topic.is_active).order_by(Topic.position, Topic.id)))


def authorities() -> list[Authority]:
    """Return the authorities that are still there, by name."""
    return list(db.session.scalars(select(Authority).where(Authority.is_active).order_by(Authority.name_uk)))


def branches() -> list[Branch]:
    """Return the branches of the library that are open, by their numbers."""
    return list(db.session.scalars(select(Branch).where(Branch.is_active).order_by(Branch.code)))
