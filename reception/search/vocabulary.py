"""The terms an index holds, by what they sound like: what a query is widened over."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from reception.search import letters
from reception.search.kinship import Frame, alike, frame, of_one_root, roots

_MOST_STARTING = 200


class Vocabulary:
    """The terms of an index and, roughly, how many documents have each."""

    def __init__(self, *parts: Mapping[str, int]) -> None:
        self._counts: Mapping[str, int] = {}
        self._sorted: list[str] | None = None
        self._placed: set[str] = set()
        self._by_frame: dict[str, list[tuple[Frame, str]]] = defaultdict(list)
        self._by_root: dict[str, list[tuple[Frame, str]]] = defaultdict(list)
        self.hold(parts)

    def hold(self, parts: Iterable[Mapping[str, int]]) -> None:
        """Hold the terms of all parts of the index, each with its number of documents there, and no others."""
        counts: Counter[str] = Counter()
        for part in sorted(parts, key=len, reverse=True):  # the first is taken whole, at once
            counts.update(part)
        fresh = counts.keys() - self._placed
        for term in fresh:
            if letters.is_cyrillic(term) and len(term) > 2:
                self._place(term)
        self._placed |= fresh
        self._counts, self._sorted = counts, None

    def _place(self, term: str) -> None:
        sound = frame(term)
        self._by_frame[sound.consonants].append((sound, term))
        for origin in roots(term):
            self._by_root[origin.consonants].append((origin, term))

    def __contains__(self, term: str) -> bool:
        return self.count(term) > 0

    def count(self, term: str) -> int:
        """Return roughly how many documents have a term."""
        return self._counts.get(term, 0)

    def sounding_like(self, term: str) -> Iterator[str]:
        """Yield the terms that may be the same word in the other language."""
        sound = frame(term)
        if len(sound.consonants) > 1:
            yield from (other for there, other in self._by_frame.get(sound.consonants, ()) if alike(sound, there))

    def of_one_root(self, *terms: str) -> Iterator[str]:
        """Yield the terms derived from the root of any of some terms, these among them."""
        for origin in {origin: None for term in terms for origin in roots(term) if len(origin.consonants) > 1}:
            near = self._by_root.get(origin.consonants, ())
            yield from (other for there, other in near if of_one_root(origin, there))

    def starting_with(self, prefix: str) -> list[str]:
        """Return the commonest terms with a prefix."""
        every = self._in_order()
        at, found = bisect_left(every, prefix), []
        while at < len(every) and every[at].startswith(prefix):
            found.append(every[at])
            at += 1
        return sorted(found, key=self.count, reverse=True)[:_MOST_STARTING]

    def _in_order(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(term for term, count in self._counts.items() if count)
        return self._sorted
