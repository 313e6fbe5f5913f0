"""The marks that readers see in place of personal data, and what of an original they stand for.

The marks themselves are facts in `reception/data/privacy/marks.toml` (shared/domain.md, 5.2).
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from reception.domain.privacy.cues import facts
from reception.domain.privacy.findings import Finding, Kind
from reception.domain.privacy.reading import APOSTROPHES


class Part(StrEnum):
    """The texts of a question that become public, each after a librarian has looked at it."""

    SUBJECT = "subject"
    TEXT = "text"
    ANSWER = "answer"
    COMMENT = "comment"
    REQUEST = "request"
    REPLY = "reply"


class CutPiece(NamedTuple):
    """A piece of an original that a mark stands for: its kind, and `original[start:end]`."""

    kind: Kind
    start: int
    end: int


@cache
def marks() -> dict[Kind, str]:
    """Return the mark of each kind, in the order in which they are offered."""
    return {Kind(kind): row["mark"] for kind, row in facts("marks").items()}


@cache
def pattern() -> re.Pattern[str]:
    """Return the expression for any mark."""
    return re.compile("|".join(map(re.escape, marks().values())))


def kinds_in(text: str) -> list[Kind]:
    """Return the kinds whose marks stand in a text, each once, in the order in which they are offered."""
    present = set(pattern().findall(text))
    return [kind for kind, mark in marks().items() if mark in present]


def with_marks(text: str, pieces: Iterable[Finding | CutPiece]) -> str:
    """Return a text with marks in place of pieces of it."""
    done, at = "", 0
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if piece.start >= at:
            done += text[at : piece.start] + marks()[piece.kind]
            at = piece.end
    return done + text[at:]


def words_marked(text: str, words: str, kind: Kind) -> tuple[str, int]:
    """Return a text with a mark in place of some words wherever they stand, and in how many places they stood.

    However they are spaced and capitalised, and whichever apostrophe was typed. What stands in a mark already is left alone.
    """
    sought = _expression(words)
    if not sought:
        return text, 0
    either = re.compile(rf"(?P<mark>{pattern().pattern})|(?<!\w){sought}(?!\w)", re.IGNORECASE)
    places = sum(not match["mark"] for match in either.finditer(text))
    return either.sub(lambda match: match["mark"] or marks()[kind], text), places


def places_of(text: str, words: str) -> list[tuple[int, int]]:
    """Return where some words stand in a text, however they are spaced and capitalised, and whichever apostrophe was typed."""
    sought = _expression(words)
    return [match.span() for match in re.finditer(rf"(?<!\w){sought}(?!\w)", text, re.IGNORECASE)] if sought else []


def _expression(words: str) -> str:
    return r"\s+".join(map(_any_apostrophe, words.split()))


def _any_apostrophe(word: str) -> str:
    """Return the expression for a word with whichever apostrophe."""
    return "".join(f"[{APOSTROPHES}]" if sign in APOSTROPHES else re.escape(sign) for sign in word)


def cut_pieces(original: str, public: str, findings: Iterable[Finding]) -> list[CutPiece]:
    """Return what of an original the marks of its public text stand for.

    That is what the detector finds in the original (`findings`) and the public text has a mark of that kind for and no more
    the words; and what stands in the original where the public text has nothing but marks.
    """
    kinds = kinds_in(public)
    pieces = [CutPiece(each.kind, each.start, each.end) for each in findings if each.kind in kinds and each.text not in public]
    for piece in _replaced(original, public):
        pieces += _uncovered(original, piece, pieces)
    return sorted(pieces, key=lambda piece: piece.start)


def _uncovered(original: str, piece: CutPiece, others: list[CutPiece]) -> list[CutPiece]:
    """Return what of a piece no other covers, without the spaces and signs around it."""
    left, at = [], piece.start
    for other in [*sorted(others, key=lambda other: other.start), CutPiece(piece.kind, piece.end, piece.end)]:
        if other.end < piece.start or other.start > piece.end:
            continue
        words = list(re.finditer(r"\w", original[at : max(at, other.start)]))
        if words:
            left.append(CutPiece(piece.kind, at + words[0].start(), at + words[-1].end()))
        at = max(at, other.end)
    return left


def _replaced(original: str, public: str) -> Iterator[CutPiece]:
    """Yield the runs of words in whose place nothing but marks and punctuation stands, as of the first mark's kind."""
    old, new = _tokens(original), _tokens(public)
    matcher = SequenceMatcher(None, [match.group() for match in old], [match.group() for match in new], autojunk=False)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        put = [match.group() for match in new[j1:j2]]
        found = [kinds[0] for each in put if (kinds := kinds_in(each))]
        if op == "replace" and found and not any(re.match(r"\w", each) for each in put):
            yield CutPiece(found[0], old[i1].start(), old[i2 - 1].end())


def _tokens(text: str) -> list[re.Match[str]]:
    """Return the words of a text, numbers and addresses in one piece, and its marks."""
    return list(re.finditer(rf"{pattern().pattern}|\w(?:[\w@.+()-]*\w)?|[^\w\s]", text))
