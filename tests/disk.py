"""A disk that is full, in earnest: the system itself refuses to write more."""

import contextlib
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let the system refuse what would make any file of this process, and of those it starts, larger than `size` bytes.

    The writing breaks off in the middle, as on a disk that is full; anybody may do this to himself, everywhere.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Let a folder be a disk of its own with so much room. Raises PermissionError where one may not mount."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "reception-test", folder]
    if subprocess.run(command, capture_output=True).returncode:
        raise PermissionError("mounting a disk needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)
