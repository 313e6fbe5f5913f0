"""Alembic's environment: the application's own engine, batch mode so that SQLite can change tables too."""

from alembic import context
from sqlalchemy import Connection, Enum

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


def _references(connection: Connection, switch: str) -> None:
    """Let SQLite look after references or not. It changes a table by making it anew: with references on, the rows that
    refer to it would go with the old one. Has no effect within a transaction."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={switch}")


def run() -> None:
    """Run the migrations in one transaction."""
    with db.engine.connect().execution_options(**{WRITING: True}) as connection:
        _references(connection, "OFF")
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
        _references(connection, "ON")


run()
