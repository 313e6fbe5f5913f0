"""Programs of ours that read strangers' files run outside of the house, with nothing of it."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple


class Ended(NamedTuple):
    """What a program printed, and how it ended: None if it was ended because it took too long."""

    code: int | None
    printed: bytes


def run(program: ModuleType, path: Path, *arguments: str, patience: float) -> Ended:
    """Run a module as a program with a file as its input, for at most some seconds of the clock.

    Raises FileNotFoundError if there is no such file.
    """
    command = [sys.executable, "-P", program.__file__, *arguments]
    # Our secrets are settings in the environment: a program that reads strangers’ files need not know them.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("RECEPTION_")}
    with path.open("rb") as file:
        pipes = {"stdin": file, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        try:
            done = subprocess.run(command, **pipes, env=environ, cwd="/", timeout=patience, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as late:
            return Ended(None, late.stdout or b"")
    return Ended(done.returncode, done.stdout)
