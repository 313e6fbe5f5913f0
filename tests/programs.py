"""The product's programs in processes of their own, for tests that kill them (`kill -9`, so nothing of them runs afterwards).

They are forked from a process that imports the product once and does nothing else: what starts and is killed again and again
is soon at its work, and is killed there. How a program starts and stops by itself is told in journeys/test_command_line.py.
"""

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import waitress

from reception import create_app
from reception.config import Settings
from reception.search.engine import open_engine
from reception.worker import Worker
from tests.unit.search.conftest import document

NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload([__name__])
SAID = ("instance", "index", "database_url", "secret_key", "token_key", "mail_server", "mail_port", "public_url")
SAID += ("submissions_per_hour",)
NUMBERS = range(2, 400)


def work(environ: dict[str, str]) -> None:
    """Be the worker of an installation."""
    os.environ |= environ
    Worker(create_app()).run(threading.Event())


def serve(environ: dict[str, str], port: int) -> None:
    """Be the web server of an installation."""
    os.environ |= environ
    waitress.serve(create_app(), port=port, threads=4)


def write(told: Connection, name: str, index: Path, url: str = "") -> None:
    """Change an index again and again, and tell the number of each change once it is done."""
    engine = open_engine(name, index, url)
    for number in NUMBERS:
        engine.apply([document(number, f"Яма номер {number}"), document(1, f"Яма перша {number}")], (), number)
        told.send(number)


def environ_of(settings: Settings) -> dict[str, str]:
    """Return an installation's settings as a program is told them."""
    return {f"RECEPTION_{name.upper()}": str(getattr(settings, name)) for name in SAID}


def started(program: Callable[..., None], *given: Any) -> BaseProcess:
    """Start a program."""
    process = NURSERY.Process(target=program, args=given, daemon=True)
    process.start()
    return process


def killed(process: BaseProcess) -> None:
    """Kill a program, and wait until it is dead."""
    process.kill()
    process.join()


@contextlib.contextmanager
def starting() -> Iterator[Callable[..., BaseProcess]]:
    """Give `started`, and kill afterwards whatever still runs."""
    running: list[BaseProcess] = []

    def start(program: Callable[..., None], *given: Any) -> BaseProcess:
        running.append(started(program, *given))
        return running[-1]

    yield start
    for process in running:
        killed(process)
        process.close()


def written_by_a_writer_that_is_killed(place: tuple, changes: int, seconds: float) -> int:
    """Let a writer change an index, and kill it some seconds after so many changes; return the last that it told."""
    hear, tell = NURSERY.Pipe(duplex=False)
    with hear, starting() as start:
        writer = start(write, tell, *place)
        tell.close()
        last = [hear.recv() for _change in range(changes)][-1]
        threading.Event().wait(seconds)
        killed(writer)
        with contextlib.suppress(EOFError):
            while True:
                last = hear.recv()
    return last
