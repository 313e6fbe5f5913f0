"""Marking what was found: over the text from the database, by the same analysis, so that the inflected word is marked."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from reception.search import analysis, letters
from reception.search.hits import Hits, Slots

Piece = tuple[str, int]
"""A piece of a text, and which word of the query it is, counted from 1; 0 for none."""

Mark = tuple[int, int, int]
"""Where a word begins and ends in a text, and which word of the query it is."""

ELLIPSIS = "…"
_LONGEST_TEXT = 100_000


def highlight(text: str, hits: Hits | None) -> list[Piece]:
    """Return a whole text in pieces that join to it, those that the hits' query found marked."""
    return _pieces(text, 0, len(text), _marked(text, hits))


def snippet(text: str, hits: Hits | None, width: int = 240) -> list[Piece]:
    """Return the part of a text that shows best what was found, about `width` characters; its start if nothing was.

    An ellipsis stands where text was left out; runs of white space are one space.
    """
    text = " ".join(text[:_LONGEST_TEXT].split())
    marked = _marked(text, hits)
    start, end = _window(text, marked, width)
    pieces = _pieces(text, start, end, marked)
    return [(ELLIPSIS, 0)] * (start > 0) + pieces + [(ELLIPSIS, 0)] * (end < len(text))


def _marked(text: str, hits: Hits | None) -> list[Mark]:
    """Return what the query found, in order and without overlap."""
    if hits is None or not hits.marks:
        return []
    spans = list(letters.spans(text))
    forms = {word: analysis.terms(word) for word in {word for word, _, _ in spans}}
    found: dict[int, int] = {}
    for number, alternatives in reversed(list(enumerate(hits.marks, 1))):
        single = frozenset(term for slots in alternatives if len(slots) == 1 for term in slots[0])
        wanted = {word for word, terms in forms.items() if not single.isdisjoint(terms)}
        places = [at for at, (word, _, _) in enumerate(spans) if word in wanted] if wanted else []
        phrases = (_phrase(slots, [word for word, _, _ in spans], forms) for slots in alternatives if len(slots) > 1)
        found.update(dict.fromkeys(chain(places, *phrases), number))
    return [(*spans[at][1:], found[at]) for at in sorted(found)]


def _phrase(slots: Slots, words: Sequence[str], forms: Mapping[str, tuple[str, ...]]) -> Iterator[int]:
    """Yield the numbers of the words that stand in a phrase."""
    fitting = [{word for word, terms in forms.items() if not slot.isdisjoint(terms)} for slot in slots]
    for at in range(len(words) - len(slots) + 1):
        if all(words[at + distance] in fits for distance, fits in enumerate(fitting)):
            yield from range(at, at + len(slots))


def _window(text: str, marked: Sequence[Mark], width: int) -> tuple[int, int]:
    """Choose the stretch with the most words of the query, the earliest of equals, cut at spaces."""
    if len(text) <= width:
        return 0, len(text)
    best, most = 0, 0
    ends = [end for _, end, _ in marked]
    for at, (start, _, _) in enumerate(marked):
        inside = {number for _, _, number in marked[at : bisect_right(ends, start + width * 3 // 4)]}
        if len(inside) > most:
            best, most = start, len(inside)
    start = max(0, min(best - width // 4, len(text) - width))
    if start:
        start = text.find(" ", start, start + width // 4) + 1 or start
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start + width // 2, end), 0) or end
    return start, end


def _pieces(text: str, start: int, end: int, marked: Sequence[Mark]) -> list[Piece]:
    return list(_cut(text, start, end, marked))


def _cut(text: str, start: int, end: int, marked: Sequence[Mark]) -> Iterator[Piece]:
    at = start
    for one, other, number in marked:
        if one < at or other > end:
            continue
        if one > at:
            yield text[at:one], 0
        yield text[one:other], number
        at = other
    if at < end:
        yield text[at:end], 0
