"""How the search index does: can it be asked, does it follow the journal, is it being built anew, can it be written."""

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from reception.current import settings
from reception.domain import clock
from reception.extensions import db
from reception.models import Event
from reception.queries.engine import engine
from reception.search import rebuilding
from reception.search.hits import IndexUnusable
from reception.search.rebuilding import Rebuilding

PATIENCE = 15 * 60
"""Seconds for which the index may be behind before somebody should look."""

NO_SPACE = 20 * 1024 * 1024
"""Bytes under which a disk is as good as full: a batch with its merge may need as many."""


@dataclass(frozen=True)
class IndexState:
    """What is known of the index. `reason` is "ok", or why it cannot be asked: one of `IndexUnusable`'s."""

    reason: str
    lag: int = 0
    """Lines of the journal about questions that it has not read."""
    age: int | None = None
    """Seconds since the oldest of these lines."""
    outdated: bool = False
    """Words are cut otherwise now than when it was built."""
    rebuilding: Rebuilding | None = None
    obstacle: str | None = None
    """Why it cannot be written: unwritable or full."""

    @property
    def answers(self) -> bool:
        """Tell whether it is the index that answers searches, and not the database."""
        return self.reason == "ok"

    @property
    def is_late(self) -> bool:
        """Tell whether it has been behind for too long."""
        return (self.age or 0) > PATIENCE


def index_state() -> IndexState:
    """Return how the index does; never raises for what it looks at, but for a database that does not answer."""
    folder = settings().index
    running = rebuilding.read(folder)
    try:
        position = engine().position()
        outdated = bool(position) and engine().outdated()
    except IndexUnusable as error:
        return IndexState(error.reason, rebuilding=running, obstacle=_obstacle(folder))
    unread = (Event.id > position) & Event.question_id.is_not(None)
    lag, oldest = db.session.execute(select(func.count(), func.min(Event.at)).where(unread)).one()
    return IndexState(
        "missing" if lag and not position else "ok",
        lag,
        age_of(oldest),
        outdated,
        running,
        _obstacle(folder) if lag or outdated else None,
    )


def age_of(moment: dt.datetime | None) -> int | None:
    """Return how many seconds ago a moment was, 0 for one to come."""
    return None if moment is None else max(0, int((clock.now() - moment).total_seconds()))


def _obstacle(folder: Path) -> str | None:
    """Look at the index's folder as its next writer will find it; an index in the database has none."""
    if settings().search_engine == "postgresql":
        return None
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return "unwritable"
    return "full" if shutil.disk_usage(there).free < NO_SPACE else None
