"""Letters as many programs write them, made for the tests of the reader: one file a kind, each letter with what is expected."""

import re
from pathlib import Path

from tests.unit.mail.inbox.messages import message

_FOLDER = Path(__file__).parent


def letters(file: str) -> dict[str, str]:
    """Return the letters of a file, each with its head lines, by the name that stands above it."""
    text = (_FOLDER / file).read_text(encoding="utf-8")
    pieces = re.split(r"^%% (?!words$)(.+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def as_message(letter: str, **headers: str) -> bytes:
    """Return a letter as bytes: lines "Name: value" up to an empty line are its own headers, if it begins with any."""
    found = re.match(r"((?:[A-Z][A-Za-z-]+: .*\n)+)\n", letter)
    own = dict(line.split(": ", 1) for line in found[1].splitlines()) if found else {}
    return message(letter[found.end() :] if found else letter, **headers | {k.replace("-", "_"): v for k, v in own.items()})
