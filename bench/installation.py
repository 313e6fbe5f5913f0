"""An installation in a folder of its own, and how much a process and a folder take."""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from reception import create_app
from reception.config import Settings
from reception.extensions import db
from reception.queries.engine import close_engine

MEGABYTE = 1e6
LIBRARIAN = "librarian"


@contextmanager
def installation(folder: Path) -> Iterator[Flask]:
    """Give the application of the installation in a folder, and close its database and index afterwards."""
    keys = {"secret_key": "secret key of the benchmark, long enough", "token_key": "token key of the benchmark, long enough"}
    app = create_app(Settings(instance=folder / "instance", index=folder / "search_index", log_level="ERROR", **keys))
    try:
        yield app
    finally:
        with app.app_context():
            close_engine()
            db.session.remove()
            db.engine.dispose()


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def memory() -> float:
    """Return the memory this process has now, in MB; where the system does not say, the most that it had."""
    status = Path("/proc/self/status")
    if not status.exists():
        return most_memory()
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / MEGABYTE


def most_memory() -> float:
    """Return the most memory this process had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def size(folder: Path) -> float:
    """Return what the files under a folder take, in MB."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / MEGABYTE
