"""The terms an index holds, by what they sound like: what a query is widened over.

It only grows. A term whose last document is gone finds nothing, which does no harm; so nothing has to be kept in step.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reception.search import letters
from reception.search.kinship import Frame, alike, frame, of_one_root, root, unprefixed

_MOST_STARTING = 200


class Vocabulary:
    """The terms of an index and, roughly, how many documents have each."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._sorted: list[str] = []
        self._by_frame: dict[str, list[tuple[Frame, str]]] = defaultdict(list)
        self._by_root: dict[str, list[tuple[Frame, str]]] = defaultdict(list)

    def add(self, terms: Iterable[tuple[str, int]]) -> None:
        """Take in the terms of a part of the index, each with its number of documents there."""
        fresh = []
        for term, count in terms:
            if term not in self._counts:
                fresh.append(term)
            self._counts[term] = self._counts.get(term, 0) + count
        for term in fresh:
            if letters.is_cyrillic(term) and len(term) > 2:
                self._place(term)
        self._sorted = sorted(self._counts)

    def _place(self, term: str) -> None:
        sound = frame(term)
        self._by_frame[sound.consonants].append((sound, term))
        origin = root(term)
        self._by_root[origin.consonants].append((origin, term))
        if (rest := unprefixed(term)) and (inner := root(rest)).consonants != origin.consonants:
            self._by_root[inner.consonants].append((inner, term))

    def __contains__(self, term: str) -> bool:
        return term in self._counts

    def count(self, term: str) -> int:
        """Return roughly how many documents have a term."""
        return self._counts.get(term, 0)

    def sounding_like(self, term: str) -> Iterator[str]:
        """Yield the terms that may be the same word in the other language."""
        sound = frame(term)
        if len(sound.consonants) > 1:
            yield from (other for there, other in self._by_frame.get(sound.consonants, ()) if alike(sound, there))

    def of_one_root(self, term: str) -> Iterator[str]:
        """Yield the terms derived from the same root, itself among them."""
        for origin in filter(None, (root(term), (rest := unprefixed(term)) and root(rest))):
            if len(origin.consonants) > 1:
                near = self._by_root.get(origin.consonants, ())
                yield from (other for there, other in near if of_one_root(origin, there))

    def starting_with(self, prefix: str) -> list[str]:
        """Return the commonest terms with a prefix."""
        at = bisect_left(self._sorted, prefix)
        found = []
        while at < len(self._sorted) and self._sorted[at].startswith(prefix):
            found.append(self._sorted[at])
            at += 1
        return sorted(found, key=self.count, reverse=True)[:_MOST_STARTING]
