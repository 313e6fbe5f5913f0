"""A query as typed, cut into its parts: words, "phrases", -minus, prefix*, numbers. Nothing that can be typed raises."""

import re
from dataclasses import dataclass

from reception.search import letters

LONGEST_QUERY = 500
MOST_WORDS = 24
_QUOTES = '"„“”«»'
_PART = re.compile(
    rf"(?P<minus>(?<!\S)[-\u2212])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<chunk>[^\s{_QUOTES}]+))"
)
_ENCLOSED = re.compile(rf"(?<=\w)[{_QUOTES}](?=[яюєїЯЮЄЇ])")


@dataclass(frozen=True)
class Part:
    """One part of a query: its words as typed, and where it stood.

    Several `words` are to stand one after another. `whole` is the part with its punctuation, which on a wrong
    keyboard layout are letters.
    """

    words: tuple[str, ...]
    whole: str
    minus: bool = False
    prefix: bool = False

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


def _parts(match: re.Match[str]) -> list[Part]:
    whole, minus = match["phrase"] if match["chunk"] is None else match["chunk"], bool(match["minus"])
    found = tuple(word for word, _, _ in letters.spans(whole))
    if not found:
        return []
    if match["chunk"] is None or minus or any(any(map(str.isdigit, word)) for word in found):
        return [Part(found, whole, minus)]
    if whole.endswith("*") and len(found) == 1:
        return [Part(found, whole, prefix=True)]
    return [Part(found, whole)] if _may_be_layout(whole) else [Part((word,), word) for word in found]


def _may_be_layout(whole: str) -> bool:
    """Punctuation between Latin letters may be Cyrillic letters of another layout: such a part stays whole."""
    return not letters.is_cyrillic(whole) and whole.isascii()
