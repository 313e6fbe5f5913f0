"""How reliable letters are: hundreds of schedules of misbehaving mail servers and killed workers, and what came of each letter.

Run: python -m bench.reliability [--schedules 200]. The schedules are drawn from a fixed seed, so two runs try the same; the
trial itself is that of the tests (tests/faults/trial.py). PostgreSQL is left out where it is not installed.
"""

import argparse
import contextlib
import dataclasses
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
from rich.console import Console
from rich.table import Table

from bench.tables import PLAIN_WIDTH
from reception import create_app
from reception.config import Settings
from tests.application import opened, settings_in
from tests.cluster import Cluster
from tests.database import PostgresqlDatabases
from tests.faults.killed import NEVER
from tests.faults.server import Act, ScriptedServer
from tests.faults.trial import Figures, Round, Schedule, Trial, Workers
from tests.mailserver import FreePortController, running

SEED = 11
SLOW = (Act.SILENCE, Act.TAKE_AND_SILENCE)
CROWD = Schedule(((),) * 200, (Round((NEVER, NEVER)),))
"""Two workers that begin to send 200 letters at one moment."""


def schedules(count: int) -> Iterator[Schedule]:
    """Yield schedules, always the same: a worker killed before each step in turn, a crowd, then what chance gives."""
    for step in range(1, STEPS):
        yield Schedule(((Act.NO_SUCH,), (Act.TAKE,)), (Round((step,)),))
    yield CROWD
    chance = random.Random(SEED)  # noqa: S311 – it is to be the same each time
    for _ in range(count):
        acts = tuple(tuple(_act(chance) for _ in range(chance.randrange(4))) for _ in range(chance.randint(1, 5)))
        yield Schedule(acts, tuple(_round(chance) for _ in range(chance.randrange(5))))


STEPS = 60
"""More than a worker takes for two letters: the last of them kill nobody."""


def _act(chance: random.Random) -> Act:
    return chance.choice([act for act in Act if act not in SLOW] * 3 + list(SLOW))


def _round(chance: random.Random) -> Round:
    kills = tuple(chance.choice((NEVER, chance.randint(1, 90))) for _ in range(chance.randint(1, 2)))
    return Round(kills, chance.random() < 0.2, chance.choice((0, 0, 0, -1, 1)), chance.random() < 0.2)


@dataclasses.dataclass
class Measured:
    """The figures of one database, and what was not as promised."""

    figures: Figures
    broken: list[str]


def measure(settings: Settings, count: int) -> Measured:
    """Carry the schedules out on an installation."""
    measured = Measured(Figures(), [])
    with running(FreePortController(ScriptedServer())) as server:
        settings = dataclasses.replace(settings, mail_server=server.host, mail_port=server.port)
        with opened(create_app(settings)) as app, app.app_context():
            flask_migrate.upgrade()
            workers = Workers(settings)
            for schedule in schedules(count):
                try:
                    Trial(schedule, server, workers, measured.figures).run()
                except AssertionError as error:
                    measured.broken.append(f"{error}\n{schedule}")
            workers.stop()
    return measured


def every_database(count: int) -> dict[str, Measured]:
    """Return what each database came to."""
    with tempfile.TemporaryDirectory(prefix="reception-reliability-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        found = {"SQLite": measure(settings_in(folder / "sqlite", log_level="CRITICAL"), count)}
        try:
            cluster = Cluster()
        except RuntimeError as error:
            print(f"PostgreSQL is left out: {error}")
            return found
        stack.callback(cluster.stop)
        url = PostgresqlDatabases(cluster.url("postgres"), "bench", lambda _url: None).create_empty()
        settings = settings_in(folder / "postgresql", database_url=url, log_level="CRITICAL")
        return found | {"PostgreSQL": measure(settings, count)}


def rows(figures: Figures) -> Iterator[tuple[str, int]]:
    """Yield the lines of the table."""
    yield "schedules", figures.schedules
    yield "letters", figures.letters
    yield "worker processes", figures.workers
    yield "… killed by the system (kill -9)", figures.kills.total()
    for where, times in sorted(_grouped(figures.kills).items()):
        yield f"    {where}", times
    yield "the mail server could not be reached", figures.down
    yield "letters offered to the mail server", figures.acts.total()
    for act in Act:
        yield f"    it {act}", figures.acts[act]
    yield "taken, and the worker never came to write it down", figures.unheard
    for copies, letters in sorted(figures.copies.items()):
        yield f"letters that came {copies} times", letters
    yield "letters that became a task for a person", figures.failed


def _grouped(kills: Counter) -> Counter:
    found: Counter = Counter()
    for where, times in kills.items():
        found[next((name for sign, name in PLACES.items() if where.startswith(sign)), where)] += times
    return found


PLACES = {
    "claiming": "1 while it claimed a letter",
    "connecting": "2 while it called the server, or greeted it",
    "before EHLO": "2 while it called the server, or greeted it",
    "after EHLO": "2 while it called the server, or greeted it",
    "the answer to the connection": "2 while it called the server, or greeted it",
    "the answer to EHLO": "2 while it called the server, or greeted it",
    "before the text": "4 before it sent the text",
    "after the text": "5 after the text, before its answer",
    "the answer to the text": "6 after the answer, before it was written down",
    "settling": "7 while it wrote the answer down",
    "before QUIT": "8 while it took its leave",
    "after QUIT": "8 while it took its leave",
    "the answer to QUIT": "8 while it took its leave",
    "before ": "3 at MAIL, RCPT, DATA or RSET",
    "after ": "3 at MAIL, RCPT, DATA or RSET",
    "the answer to ": "3 at MAIL, RCPT, DATA or RSET",
}
"""How the places where workers were killed are put together, by how they begin."""


def show(found: dict[str, Measured], write: Callable[[object], None]) -> None:
    """Print the table, then what was not as promised."""
    table = Table("", box=None)
    cells: dict[str, dict[str, int]] = {}
    for name, measured in found.items():
        table.add_column(name, justify="right")
        for row, value in rows(measured.figures):
            cells.setdefault(row, {})[name] = value
        cells.setdefault("SCHEDULES IN WHICH A PROMISE WAS BROKEN", {})[name] = len(measured.broken)
    for row in sorted(cells, key=lambda row: row.startswith("SCHEDULES")):
        table.add_row(row, *(f"{cells[row].get(name, 0):,}" for name in found))
    write(table)
    for name, measured in found.items():
        for words in measured.broken:
            write(f"{name}: {words}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=200, help="how many chance gives, beside those that are always tried")
    console = Console()
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH, markup=False)
    show(every_database(parser.parse_args().schedules), console.print)


if __name__ == "__main__":
    main()
