"""Text as people send it: what cannot be stored is taken out, the rest stays as it was typed."""

import re
import unicodedata
from difflib import SequenceMatcher

LONGEST_LINE = 300
LONGEST_SUBJECT = 200
LONGEST_TEXT = 20_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_text(typed: str) -> str:
    """Return text of several lines without control characters and direction marks, line ends made one, NFC."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = _DIRECTION.sub("", _CONTROL.sub("", text))
    return re.sub(r"\n{3,}", "\n\n", unicodedata.normalize("NFC", text)).strip()


def clean_line(typed: str) -> str:
    """Return text of one line: as `clean_text`, with white space folded."""
    return re.sub(r"\s+", " ", clean_text(typed)).strip()


def word_difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return the runs of words as ("same" | "cut" | "added", text), for the eye of a librarian."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    runs: list[tuple[str, str]] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append(("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            runs.append(("cut", "".join(old[i1:i2])))
        if j2 > j1:
            runs.append(("added", "".join(new[j1:j2])))
    return runs
