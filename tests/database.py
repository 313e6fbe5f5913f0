"""A database of its own for each test, cheaply: a copy of one that the real migrations made once for this process."""

import heapq
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg


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

    def drop(self, url: str) -> None:
        """Remove the database, with the files SQLite keeps beside it."""
        for path in self.folder.glob(f"{Path(url).name}*"):
            path.unlink()
        self.numbers.give_back(int(Path(url).stem))


class PostgresqlDatabases:
    """Databases in the cluster of this run. `worker` keeps the names of two processes apart."""

    kind = "postgresql"

    def __init__(self, cluster_url: str, worker: str, migrate: Callable[[str], None]) -> None:
        self.cluster_url = cluster_url
        self.worker = worker
        self.numbers = Numbers()
        self.template = self.create_empty()
        migrate(self.template)

    def create_empty(self) -> str:
        """Return the address of a new database without tables."""
        return self._create("template1")

    def create(self) -> str:
        """Return the address of a new database with all tables and no rows."""
        return self._create(database_name(self.template))

    def drop(self, url: str) -> None:
        """Remove the database, whoever is still connected."""
        name = database_name(url)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self.numbers.give_back(int(name.rpartition("_")[2]))

    def _create(self, template: str) -> str:
        name = f"test_{self.worker}_{self.numbers.take()}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.cluster_url.replace("/postgres?", f"/{name}?")

    def _run(self, statement: str) -> None:
        address = self.cluster_url.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def database_name(url: str) -> str:
    """Return the database's name in an address of this module's own form."""
    return url.rsplit("/", 1)[-1] if "?" not in url else url.split("?")[0].rsplit("/", 1)[-1]
