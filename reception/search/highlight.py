"""Marking what was found: over the text from the database, by the same analysis, so that the inflected word is marked."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

from reception.search import analysis, letters
from reception.search.hits import Hits, Slots
from reception.search.openings import Openings

Piece = tuple[str, int]
"""A piece of a text, and which word of the query it is, counted from 1; 0 for none."""

Mark = tuple[int, int, int]
"""Where a word begins and ends in a text, and which word of the query it is."""

Span = tuple[int, int]
Terms = tuple[str, ...]

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
    spans = list(_openings(hits.marks).spans(text))
    terms = {word: analysis.terms(word) for word in {word for word, _, _ in spans}}
    found: dict[Span, int] = {}
    for number, alternatives in reversed(list(enumerate(hits.marks, 1))):
        single = frozenset(term for slots in alternatives if len(slots) == 1 for term in slots[0])
        wanted = {word for word, its in terms.items() if not single.isdisjoint(its)}
        words = [(start, end) for word, start, end in spans if word in wanted]
        phrases = (_phrase(slots, text, spans, terms) for slots in alternatives if len(slots) > 1)
        found.update(dict.fromkeys(chain(words, *phrases), number))
    return [(*span, found[span]) for span in sorted(found)]


@lru_cache(maxsize=8)
def _openings(marks: tuple[tuple[Slots, ...], ...]) -> Openings:
    """Return how the words begin that are to be marked; of a phrase its first one, behind which the others are looked for."""
    return Openings({term for alternatives in marks for slots in alternatives for term in slots[0]})


def _phrase(slots: Slots, text: str, spans: Iterable[tuple[str, int, int]], terms: Mapping[str, Terms]) -> Iterator[Span]:
    """Yield where the words stand that stand in a phrase."""
    fitting = {word for word, its in terms.items() if not slots[0].isdisjoint(its)}
    for word, start, end in spans:
        if word in fitting:
            others = list(islice(letters.spans(text, end), len(slots) - 1))
            if len(others) == len(slots) - 1 and all(map(_fits, slots[1:], others)):
                yield start, end
                yield from ((one, other) for _, one, other in others)


def _fits(slot: frozenset[str], span: tuple[str, int, int]) -> bool:
    return not slot.isdisjoint(analysis.terms(span[0]))


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
