"""One generation of a Whoosh index, as ranking reads it: posting lists and columns as arrays, kept while they serve.

Segments never change, so what was read of one is kept as long as the segment lives; only deletions are new each time.
Reading Whoosh's blocks whole takes a tenth of the time of its matchers, which matters for common words; that rests on
names inside 2.7.4, which is frozen.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import chain, repeat
from operator import add
from threading import Lock
from typing import Any, NamedTuple
from weakref import finalize

from whoosh.reading import TermNotFound

from reception.search.analysis import FORMS
from reception.search.document import FILTERS
from reception.search.scoring import SPOT, norms
from reception.search.whoosh_schema import NOT_A_QUESTION, WORDS

CACHED_POSTINGS = 400_000
"""Postings of one segment kept in memory, at about 70 bytes each."""

COLUMNS = (*FILTERS, "answered")


class Postings(NamedTuple):
    """The documents of one segment that have a term: numbers in the segment, weights, encoded places."""

    documents: Sequence[int] = ()
    weights: Sequence[float] = ()
    places: Sequence[bytes] = ()


_NONE = Postings()


class Leaf:
    """One segment, with what was read of it; its files are closed when the last search lets go of it."""

    def __init__(self, reader: Any):
        self._reader = reader
        finalize(self, reader.close)
        self._cache: OrderedDict[str, Postings] = OrderedDict()
        self._cached = 0
        self._lock = Lock()
        self.count = reader.doc_count_all()
        self.ids = self._column("number_of", "q", NOT_A_QUESTION)
        self.days = self._column("day", "i", 0)
        self.lengths = array("f", (reader.doc_field_length(number, WORDS) or 0 for number in range(self.count)))
        self.values = {name: self._values(name) for name in COLUMNS}

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Yield the segment's terms, each with its number of documents."""
        for term, info in self._reader.iter_field(WORDS):
            yield term.decode(), info.doc_frequency()

    def postings(self, term: str) -> Postings:
        """Return a term's postings; files have one place to read from, so only one thread reads at a time."""
        found = self._cache.get(term)
        if found is not None:
            return found
        with self._lock:
            found = self._read(WORDS, term.encode())
            self._cache[term] = found
            self._cached += len(found.documents) + 1
            while self._cached > CACHED_POSTINGS and len(self._cache) > 1:
                self._cached -= len(self._cache.popitem(last=False)[1].documents) + 1
        return found

    def _read(self, field: str, term: bytes) -> Postings:
        try:
            matcher = self._reader._terms.matcher(field, term, self._reader.schema[field].format)
        except TermNotFound:
            return _NONE
        documents, weights, places = array("I"), array("f"), []
        while matcher.is_active():
            matcher.id(), matcher.weight()
            documents.extend(matcher._ids)
            weights.extend(matcher._weights)
            if field == WORDS:
                matcher.value()
                places.extend(matcher._values)
            if not hasattr(matcher, "_next_block"):
                break
            matcher._next_block()
        return Postings(documents, weights, places)

    def _column(self, name: str, code: str, default: int) -> array:
        if not self._reader.has_column(name):
            return array(code, [default]) * self.count
        return array(code, iter(self._reader.column_reader(name)))

    def _values(self, field: str) -> list[str]:
        values = [""] * self.count
        for term in self._reader.lexicon(field):
            value = term.decode()
            for document in self._read(field, term).documents:
                values[document] = value
        return values


class Snapshot:
    """All segments of one generation side by side, documents numbered through."""

    def __init__(self, leaves: Sequence[Leaf], deleted: Sequence[set[int]]):
        self.leaves = leaves
        self.bases = [sum(leaf.count for leaf in leaves[:at]) for at in range(len(leaves))]
        self.ids, self.days, lengths = array("q"), array("i"), array("f")
        for leaf in leaves:
            self.ids.extend(leaf.ids)
            self.days.extend(leaf.days)
            lengths.extend(leaf.lengths)
        self.values = {name: [value for leaf in leaves for value in leaf.values[name]] for name in COLUMNS}
        self.dead = {base + number for base, gone in zip(self.bases, deleted, strict=True) for number in gone}
        self.dead.update(number for number, id in enumerate(self.ids) if id == NOT_A_QUESTION)
        self.live = len(self.ids) - len(self.dead)
        self.norms = norms(lengths, sum(lengths) / max(1, len(lengths)) or 1.0)

    def documents(self) -> Set[int]:
        """Return the numbers of all documents that are not deleted."""
        return self._documents

    @cached_property
    def _documents(self) -> frozenset[int]:
        return frozenset(range(len(self.ids))) - self.dead

    def weights(self, term: str) -> Iterator[tuple[int, float]]:
        """Return the documents that have a term, with the summed weight of its places there; deleted ones among them."""
        found = ((base, leaf.postings(term)) for base, leaf in zip(self.bases, self.leaves, strict=True))
        return chain.from_iterable(zip(map(base.__add__, each.documents), each.weights, strict=True) for base, each in found)

    def spots(self, term: str) -> Iterator[int]:
        """Yield all places of a term in all documents, each as document * SPOT + place."""
        for base, leaf in zip(self.bases, self.leaves, strict=True):
            documents, _, places = leaf.postings(term)
            starts = map(SPOT.__mul__, map(base.__add__, documents))
            repeated = chain.from_iterable(map(repeat, starts, (len(each) // 4 for each in places)))
            yield from map(add, repeated, map(FORMS.__rfloordiv__, memoryview(b"".join(places)).cast("I")))

    def positions(self, term: str, document: int) -> list[int]:
        """Return the places of a term in one document."""
        return [place // FORMS for place in self._places(term, document)]

    def has_form(self, terms: Iterable[str], form: int, document: int) -> bool:
        """Tell whether one of the terms stands in a document in one form."""
        return any(place % FORMS == form for term in terms for place in self._places(term, document))

    def _places(self, term: str, document: int) -> list[int]:
        at = bisect_right(self.bases, document) - 1
        documents, _, places = self.leaves[at].postings(term)
        within = document - self.bases[at]
        found = bisect_left(documents, within)
        if found == len(documents) or documents[found] != within:
            return []
        return memoryview(places[found]).cast("I").tolist()
