"""Prints the text of a PDF: `python pdf_text.py < file.pdf`.

A program of its own, so that a hostile file can hang or swell nothing else; it knows nothing of the house, so it starts
quickly and has nothing to give away. Each page is printed once it is read: whatever ends it early, the pages before count.
"""

import contextlib
import io
import os
import resource
import sys
from typing import BinaryIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

PAGES = 200
CHARACTERS = 100_000
"""Of a longer text (a whole book) the beginning is enough to find it by."""

SECONDS = 20
MEMORY = 512 * 1024 * 1024
"""Bytes of the address space, of which interpreter and parser themselves take about a tenth."""


def main() -> None:
    """Print the pages up to the limits; of what is no PDF, or a locked one, nothing."""
    os.nice(10)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    with contextlib.suppress(Exception):  # a damaged file may raise anything at all
        _print_pages(io.BytesIO(sys.stdin.buffer.read()))


def _limit(what: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS has no limit of the address space
        resource.setrlimit(what, (most, most))


def _print_pages(file: BinaryIO) -> None:
    left = CHARACTERS
    for page in extract_pages(file, maxpages=PAGES):
        text = "\n".join(part.get_text() for part in page if isinstance(part, LTTextContainer))[:left]
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
        left -= len(text)
        if not left:
            break


if __name__ == "__main__":
    main()
