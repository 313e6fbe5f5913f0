"""Files of the installation: written whole and to the disk before anything counts on them, or not at all."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reception.current import settings
from reception.disk import sync
from reception.domain.errors import NoRoom

log = logging.getLogger("reception.files")


def keep(content: bytes, ending: str, name: str = "") -> str:
    """Write a file into the folder of uploads under a name of our own, which is returned. After a power cut it is still there.

    Raises NoRoom if it cannot be written, as when the disk is full; then nothing of it stays. `name` is what its owner calls it.
    """
    folder = settings().uploads
    path = folder / f"{secrets.token_hex(16)}.{ending}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
        sync(path)
        sync(folder)
    except OSError as error:
        path.unlink(missing_ok=True)
        log.error("a file cannot be kept in %s: %s", folder, error.strerror)
        raise NoRoom(name) from error
    return path.name


def drop(name: str) -> None:
    """Remove a file that nothing counts on."""
    (settings().uploads / name).unlink(missing_ok=True)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give the path of a new file that only its owner may read, and let it be `target` once it is whole and on the disk.

    If anything fails, nothing of it stays, and what was at `target` is as it was.
    """
    partial = target.with_name(f".{target.name}.part")
    partial.touch(mode=0o600)
    try:
        yield partial
        sync(partial)
        partial.replace(target)
        sync(target.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
