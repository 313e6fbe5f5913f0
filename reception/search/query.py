"""A query as typed, cut into its parts: words, "phrases", -minus, prefix*, numbers. Nothing that can be typed raises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reception.search import letters

LONGEST_QUERY = 500
MOST_WORDS = 24
_QUOTES = '"„“”«»'
_PART = re.compile(
    rf"(?P<minus>(?<!\S)[-\u2212])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<chunk>[^\s{_QUOTES}]+))"
)
_BREAK = re.compile(r"[;:()]|[.,](?!\d)|(?<!\d)[.,]")
"""What ends a word or a number though no space follows; in 12.05.2026 nothing does."""
_ENCLOSED = re.compile(rf"(?<=\w)[{_QUOTES}](?=[яюєїЯЮЄЇ])")


@dataclass(frozen=True)
class Part:
    """One part of a query: its words as typed, and where it stood.

    Several `words` are to stand one after another. `whole` is the part with its punctuation, which on a wrong
    keyboard layout are letters; `quoted`, what stood in quotation marks.
    """

    words: tuple[str, ...]
    whole: str
    minus: bool = False
    prefix: bool = False
    quoted: bool = False

    def saying(self, words: str) -> str:
        """Return some words with the signs that this part was typed with."""
        return "-" * self.minus + (f'"{words}"' if self.quoted else words)

    @property
    def is_phrase(self) -> bool:
        """Whether the words must follow one another."""
        return len(self.words) > 1


def parse(query: str) -> list[Part]:
    """Cut a query into parts; what is longer than anybody types is cut off."""
    parts, words = [], 0
    for match in _PART.finditer(_ENCLOSED.sub("'", query[:LONGEST_QUERY])):
        for part in _parts(match):
            words += len(part.words)
            if words > MOST_WORDS:
                return parts
            parts.append(part)
    return parts


def _parts(match: re.Match[str]) -> Iterator[Part]:
    minus = bool(match["minus"])
    if match["chunk"] is None:
        if words := _words(match["phrase"]):
            yield Part(words, match["phrase"], minus, quoted=True)
        return
    whole = match["chunk"]
    for piece in [whole] if minus or _may_be_layout(whole) else _BREAK.split(whole):
        words = _words(piece)
        if piece.endswith("*") and len(words) == 1:
            yield Part(words, piece, minus, prefix=True)
        elif words and (minus or _may_be_layout(piece) or any(any(map(str.isdigit, word)) for word in words)):
            yield Part(words, piece, minus)
        else:
            yield from (Part((word,), word) for word in words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(letters.words(text))


def _may_be_layout(whole: str) -> bool:
    """Punctuation between Latin letters may be Cyrillic letters of another layout: such a part stays whole."""
    return not letters.is_cyrillic(whole) and whole.isascii()
