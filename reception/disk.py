"""Making sure that what was written is on the disk: after a power cut it is still there."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Write a file through to the disk; or a folder's own list, without which a new file may be there and have no name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
