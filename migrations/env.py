"""Alembic's environment: the application's own engine, batch mode so that SQLite can change tables too."""

from alembic import context
from sqlalchemy import Enum

from reception import models
from reception.database import WRITING
from reception.extensions import db
from reception.models.base import Instant


def render(kind: str, thing: object, _context: object) -> str | bool:
    """Write types as what the database makes of them: migrations do not depend on today's code."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    return False


def run() -> None:
    """Run the migrations in one transaction."""
    with db.engine.connect().execution_options(**{WRITING: True}) as connection:
        context.configure(
            connection=connection,
            target_metadata=models.Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


run()
