"""A database of its own for each test, cheaply: a copy of one that the real migrations made once for this process."""

import heapq
import itertools
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import Engine, event


class Numbers:
    """The smallest number that is free: databases one after the other have the same name, and the same application."""

    def __init__(self) -> None:
        self.free: list[int] = []
        self.unused = itertools.count(1)

    def take(self) -> int:
        """Return a number that nobody has."""
        return heapq.heappop(self.free) if self.free else next(self.unused)

    def give_back(self, number: int) -> None:
        """Let another have a number."""
        heapq.heappush(self.free, number)


@event.listens_for(Engine, "connect")
def _for_tests(connection, _record):
    """No test cuts the power: what is written need not be on the disk. The cluster of PostgreSQL does the same.

    Rows that nobody asked for in an order come the other way round: who counts on an order fails each time, not now and then.
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA reverse_unordered_selects=ON")


class SqliteDatabases:
    """Databases that are files in one folder."""

    kind = "sqlite"

    def __init__(self, folder: Path, migrate: Callable[[str], None]) -> None:
        self.folder = folder
        self.numbers = Numbers()
        self.template = self.create_empty()
        migrate(self.template)

    def create_empty(self) -> str:
        """Return the address of a database that does not exist yet."""
        return f"sqlite:///{self.folder}/{self.numbers.take()}.db"

    def create(self) -> str:
        """Return the address of a new database with all tables and no rows."""
        url = self.create_empty()
        shutil.copyfile(self.template.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
        return url

    def close(self) -> None:
        """There is nothing to let go of."""

    def drop(self, url: str) -> None:
        """Remove the database, with the files SQLite keeps beside it."""
        for path in self.folder.glob(f"{Path(url).name}*"):
            path.unlink()
        self.numbers.give_back(int(Path(url).stem))


class PostgresqlDatabases:
    """Databases in the cluster of this run. `worker` keeps the names of two processes apart.

    To make a database and to drop it costs more than most tests; so one whose tables are all as they were is emptied
    and serves the next. So does a connection to make another: each database keeps one, through which it is emptied.
    """

    kind = "postgresql"
    EMPTY = """
        DO $$ DECLARE each record; BEGIN
            SET LOCAL session_replication_role = replica;  -- no foreign key, and no trigger that keeps the journal whole
            FOR each IN SELECT oid::regclass AS name FROM pg_class
                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
                AND pg_relation_size(oid) > 0  -- where no row ever was, there is none to delete
            LOOP
                EXECUTE format('DELETE FROM %s', each.name);
            END LOOP;
            PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
        END $$
    """
    SHAPE = """
        SELECT md5(string_agg(line, ';' ORDER BY line)) FROM (
            SELECT concat_ws(' ', attrelid, relnamespace, relname, attnum, attname, atttypid, attnotnull, attisdropped)
                FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attrelid >= 16384 AND attnum > 0
            UNION ALL SELECT concat_ws(' ', tgrelid, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
        ) AS lines (line)
    """
    """What stands in the catalogue of all relations but the system's own, whose numbers are lower."""
    ALONE = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
    """

    def __init__(self, cluster_url: str, worker: str, migrate: Callable[[str], None]) -> None:
        self.cluster_url = cluster_url
        self.worker = worker
        self.numbers = Numbers()
        self.emptied: list[str] = []
        self.kept: dict[str, psycopg.Connection] = {}
        self.template = self.create_empty()
        migrate(self.template)
        self.shape = self._run(self.SHAPE, self.template)
        self.close()  # what others are connected to is no template

    def create_empty(self) -> str:
        """Return the address of a new database without tables."""
        return self._create("template1")

    def create(self) -> str:
        """Return the address of a database with all tables and no rows."""
        return self.emptied.pop() if self.emptied else self._create(database_name(self.template))

    def drop(self, url: str) -> None:
        """Remove all that is in the database, whoever is still connected."""
        self._run(self.ALONE, url)
        if self._run(self.SHAPE, url) == self.shape:
            self._run(self.EMPTY, url)
            self.emptied.append(url)
        else:
            self._remove(database_name(url))

    def close(self) -> None:
        """Let go of every database."""
        for connection in self.kept.values():
            connection.close()
        self.kept.clear()

    def _remove(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self.numbers.give_back(int(name.rpartition("_")[2]))

    def _create(self, template: str) -> str:
        name = f"test_{self.worker}_{self.numbers.take()}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.cluster_url.replace("/postgres?", f"/{name}?")

    def _run(self, statement: str, url: str | None = None) -> list[tuple]:
        try:
            done = self._connected(url or self.cluster_url).execute(statement)
        except psycopg.OperationalError:  # a test has ended every connection, or removed the database that bore the name
            done = self._connected(url or self.cluster_url).execute(statement)
        return done.fetchall() if done.description else []

    def _connected(self, url: str) -> psycopg.Connection:
        if url not in self.kept or self.kept[url].closed:
            self.kept[url] = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)
        return self.kept[url]


def database_name(url: str) -> str:
    """Return the database's name in an address of this module's own form."""
    return url.rsplit("/", 1)[-1] if "?" not in url else url.split("?")[0].rsplit("/", 1)[-1]
