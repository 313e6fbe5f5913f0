"""The engine where several machines serve: the index lies in the database they share.

RECEPTION_SEARCH_ENGINE=postgresql; the database has to be PostgreSQL.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reception.search import postgres_writer
from reception.search.document import Document
from reception.search.hits import IndexUnusable
from reception.search.postgres_view import Known, PostgresView
from reception.search.stored_engine import StoredEngine

try:
    import psycopg
except ImportError:  # an extra: the engine says so when it is chosen
    psycopg = None

if TYPE_CHECKING:
    from psycopg import Connection

_REASONS = {
    "UndefinedTable": "missing", "InvalidSchemaName": "missing", "InsufficientPrivilege": "unwritable",
    "ReadOnlySqlTransaction": "unwritable", "DiskFull": "full", "LockNotAvailable": "busy", "OperationalError": "unreadable",
}  # fmt: skip
_NOT_OURS = "SET jit = off; SET work_mem = '64MB'; SET enable_seqscan = off"


class PostgresEngine(StoredEngine):
    """An index in tables of its own; `engine.Engine` says what it is asked. One object serves all threads."""

    def __init__(self, url: str):
        """Take the address of the house's database. Raises ValueError where that is not PostgreSQL, or cannot be spoken to."""
        if not url.startswith("postgresql"):
            raise ValueError("the engine “postgresql” needs a PostgreSQL database: set RECEPTION_DATABASE_URL")
        if psycopg is None:
            raise ValueError("the engine “postgresql” is not installed: pip install reception[postgresql]")
        scheme, _, rest = url.partition("://")
        self._url = f"{scheme.partition('+')[0]}://{rest}"
        self._idle: list[Connection] = []
        self._known = Known()

    @contextmanager
    def reading(self) -> Iterator[PostgresView]:
        """Hold the index as it now is, in one transaction that sees one state."""
        with _named_errors(), self._connection() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield PostgresView(connection, self._known)

    def apply(self, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
        """Write one batch: see `engine.Engine.apply`."""
        with _named_errors(), self._connection() as connection:
            postgres_writer.apply(connection, documents, deleted_ids, position)

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build the index anew: see `engine.Engine.rebuild`."""
        with _named_errors(), self._connection() as connection:
            postgres_writer.rebuild(connection, documents, position)

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> "Iterator[Connection]":
        """Lend a connection that nobody else uses meanwhile; one that broke is not lent again."""
        connection = self._living() or self._connect()
        try:
            yield connection
        finally:
            if connection.closed:
                self.close()
            else:
                self._idle.append(connection)

    def _living(self) -> "Connection | None":
        """Return an idle connection that the server still answers on."""
        with suppress(IndexError):
            connection = self._idle.pop()
            with suppress(psycopg.OperationalError):
                connection.execute("SELECT")
                return connection
            self.close()
        return None

    def _connect(self) -> "Connection":
        # Without prepared statements: their plans forget how common a word is.
        connection = psycopg.connect(self._url, autocommit=True, prepare_threshold=None)
        connection.execute(_NOT_OURS)
        return connection


@contextmanager
def _named_errors() -> Iterator[None]:
    """Turn what the database says into IndexUnusable; what the documents raise while they are read is the caller's."""
    try:
        yield
    except psycopg.Error as error:
        names = [each.__name__ for each in type(error).__mro__]
        reason = next((_REASONS[name] for name in names if name in _REASONS), "broken")
        raise IndexUnusable(reason, f"{type(error).__name__}: {error}") from error
