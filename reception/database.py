"""How the database is opened: SQLite made safe (WAL, full sync, foreign keys, writers that queue); nobody waits for ever."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_SECONDS = 10
"""How long a writer waits for another before the page says that the database is busy."""

WRITING = "reception_writing"
"""The execution option of a connection that is going to write."""


@event.listens_for(Engine, "connect")
def _open(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        _open_sqlite(connection)
    else:
        _open_postgresql(connection)


def _open_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own lower() knows Latin letters only: without ours "Яма" would not be found by "яма".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _open_postgresql(connection: Any) -> None:
    connection.autocommit = True  # else a first transaction that is rolled back would take the setting with it
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.autocommit = False


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    # A reader that becomes a writer can be refused; one that says so at once only waits.
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
