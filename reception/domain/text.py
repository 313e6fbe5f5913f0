"""Text as people send it: what cannot be stored is taken out, the rest stays as it was typed."""

import re
import unicodedata
from difflib import SequenceMatcher

from reception.domain.errors import Invalid

LONGEST_LINE = 300
LONGEST_SUBJECT = 200
LONGEST_TEXT = 20_000
LONGEST_REASON = 2_000

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


def checked_text(typed: str, field: str, limit: int = LONGEST_TEXT, missing: str | None = "text_needed") -> str:
    """Return text of several lines that can be stored.

    Raises Invalid for the field: `missing` if nothing is left and something must be, text_too_long above the limit.
    """
    text = clean_text(typed)
    if not text and missing:
        raise Invalid(missing, field=field)
    if len(text) > limit:
        raise Invalid("text_too_long", field=field, limit=limit, length=len(text))
    return text


def cut_by_dashes(text: str) -> list[str]:
    """Return the pieces of a text between lines that hold nothing but dashes, without empty ones."""
    pieces = re.split(r"^[ \t]*[-–—]{3,}[ \t]*$", clean_text(text), flags=re.MULTILINE)
    return [piece.strip() for piece in pieces if piece.strip()]


def word_difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return the runs of words as ("same" | "cut" | "added", text), for the eye of a librarian."""
    # White space goes with the word before it: alone, there is so much of it that long texts would take seconds.
    old, new = (re.findall(r"\s+|\S+\s*", text) for text in (before, after))
    runs: list[tuple[str, str]] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        cut, added = "".join(old[i1:i2]), "".join(new[j1:j2])
        same = cut if op == "equal" else _same_space(cut, added)
        kept = len(same)
        changes = [("cut", cut[: len(cut) - kept]), ("added", added[: len(added) - kept])]
        runs += [run for run in (*changes, ("same", same)) if run[1]]
    return runs


def _same_space(one: str, other: str) -> str:
    """Return the white space with which both end."""
    space = one[len(one.rstrip()) :]
    return space if other.endswith(space) else ""
