"""How far a rebuild has come: a small file in the index folder, for whoever asks meanwhile in another process."""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reception.domain import clock

FORGOTTEN = dt.timedelta(minutes=10)
"""After so long without a word the rebuild has been killed: a new one begins at the worker's next start."""

_FILE = "REBUILDING"


@dataclass(frozen=True)
class Rebuilding:
    """So many of all questions have been read for the new index."""

    done: int
    total: int


def note(folder: Path, done: int, total: int) -> None:
    """Write down how far it is. Where that cannot be written, the index cannot either, and that is said elsewhere."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{_FILE}.new"
        draft.write_text(json.dumps([done, total, clock.now().isoformat()]), encoding="utf-8")
        draft.replace(folder / _FILE)


def forget(folder: Path) -> None:
    """Take the note away: the rebuild has ended, one way or the other."""
    with suppress(OSError):
        (folder / _FILE).unlink(missing_ok=True)


def read(folder: Path) -> Rebuilding | None:
    """Return how far a rebuild is, None if there is none."""
    try:
        done, total, at = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        running = clock.now() - dt.datetime.fromisoformat(at) < FORGOTTEN
    except (OSError, ValueError, TypeError):
        return None
    return Rebuilding(done, total) if running else None
