"""Run commands at once: at_once.py "make test-sqlite" "make test-postgresql". What the first says is shown as it comes, what
the others say is kept until it is their turn. Fails if one of them does."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from typing import IO

PAUSE = 0.2
"""Seconds between two looks at what a command has said meanwhile."""


def start(command: str, said: IO[bytes] | None) -> subprocess.Popen:
    """Start a command that says everything into a file, or says it at once."""
    return subprocess.Popen(command, shell=True, stdout=said, stderr=said and subprocess.STDOUT)  # noqa: S602 – the Makefile says it


def show(running: subprocess.Popen, said: IO[bytes]) -> None:
    """Show what a command has said and says, until it has ended."""
    with open(said.name, "rb") as words:
        over = False
        while not over:
            over = running.poll() is not None
            shutil.copyfileobj(words, sys.stdout.buffer)
            sys.stdout.flush()
            time.sleep(0 if over else PAUSE)


def main(first: str, *others: str) -> int:
    """Run them all; return 0 if all went well."""
    with contextlib.ExitStack() as files:
        later = [(each, files.enter_context(tempfile.NamedTemporaryFile())) for each in others]
        running = [start(first, None), *(start(command, said) for command, said in later)]
        try:
            running[0].wait()
            for process, (command, said) in zip(running[1:], later, strict=True):
                print(f"\n{command}", flush=True)
                show(process, said)
        except KeyboardInterrupt:  # whoever pressed the keys has stopped them too
            print("stopped", file=sys.stderr)
        return max(abs(process.wait()) for process in running)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
