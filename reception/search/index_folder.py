"""The folder of an index that is files: which of its versions is the current one, and making sure that it is on the disk.

A rebuild writes a new folder beside the old one; the file CURRENT then names the new one, in one atomic step.
"""

import errno
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from reception.disk import sync
from reception.search import analysis, dictionary
from reception.search.hits import IndexUnusable

_CURRENT = "CURRENT"
_LOCK = "REBUILDING"
_REASONS = {
    errno.ENOSPC: "full", errno.EDQUOT: "full",
    errno.EACCES: "unreadable", errno.EPERM: "unreadable", errno.EROFS: "unwritable",
}  # fmt: skip
_PANIC = "PanicException"
_FROM_RUST = re.compile(r"\(os error (\d+)\)")


@dataclass(frozen=True)
class Current:
    """What CURRENT says: the folder, and by which schema and which rules for words it was built."""

    folder: str
    schema: str
    words: str


def words_version() -> str:
    """Return by which rules and dictionaries words become terms now."""
    return f"{analysis.VERSION};{dictionary.version()}"


def current(path: Path, version: str) -> Current:
    """Read which index is the current one; IndexUnusable where there is none, or one of another schema."""
    try:
        with named_errors():
            found = Current(**json.loads((path / _CURRENT).read_text(encoding="utf-8")))
    except IndexUnusable as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise IndexUnusable("missing", str(path)) from None
        raise
    if found.schema != version:
        raise IndexUnusable("version", f"{path} is of version {found.schema}, not {version}")
    return found


def current_or_new(path: Path, version: str, begin: Callable[[], None]) -> Path:
    """Return the folder of the current index; where there is none, that of one that is now begun."""
    try:
        return path / current(path, version).folder
    except IndexUnusable as error:
        if error.reason != "missing":
            raise
    begin()
    return path / current(path, version).folder


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """Give the next numbered folder to one rebuild at a time: whoever ends takes away the folders of all others.

    It is removed if the building fails: on a full disk each try would otherwise leave one behind.
    """
    with named_errors(writing=True):
        path.mkdir(parents=True, exist_ok=True)
        alone = (path / _LOCK).open("a")
    with alone:
        with named_errors(writing=True):
            flock(alone, LOCK_EX)
            taken = [int(each.name.rpartition("-")[2]) for each in _folders(path)]
            folder = path / f"index-{max(taken, default=0) + 1}"
            folder.mkdir()
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def switch(path: Path, folder: Path, version: str) -> None:
    """Make a finished folder the current one, and remove the others (readers that have them open are not disturbed)."""
    pointer = Current(folder.name, version, words_version())
    draft = path / f"{_CURRENT}.{folder.name}"
    draft.write_text(json.dumps(asdict(pointer)), encoding="utf-8")
    sync(draft)
    draft.replace(path / _CURRENT)
    sync(path)
    for other in _folders(path):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def sync_folder(folder: Path, before: set[str]) -> None:
    """Write the files that were not there before, and the folder itself, through to the disk, for an engine that does not."""
    for each in folder.iterdir():
        if each.name not in before and each.is_file():
            sync(each)
    sync(folder)


@contextmanager
def named_errors(writing: bool = False) -> Iterator[None]:
    """Turn whatever a damaged or forbidden index raises into IndexUnusable with a reason.

    The engines have no error of their own for damage: Whoosh raises anything, Tantivy ValueError, or its Rust panics,
    which is no Exception.
    """
    try:
        yield
    except IndexUnusable:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        reason = _REASONS.get(_number(error), "broken")
        reason = "unwritable" if writing and reason == "unreadable" else reason
        raise IndexUnusable(reason, f"{type(error).__name__}: {error}") from error


def _number(error: BaseException) -> int:
    """Return the system's number of an error; from Rust it comes as words."""
    told = _FROM_RUST.search(str(error))
    return getattr(error, "errno", None) or (int(told[1]) if told else 0)


def _folders(path: Path) -> list[Path]:
    return [each for each in path.glob("index-*") if each.name.rpartition("-")[2].isdigit()]
