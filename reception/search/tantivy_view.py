"""One state of a Tantivy index, as `stored_search` reads it."""

from collections.abc import Collection, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from reception.search.plan import Plan
from reception.search.stored_search import NONE, Facets, Likeliest, Wanted
from reception.search.stored_vocabulary import StoredVocabulary
from reception.search.tantivy_queries import Queries
from reception.search.tantivy_schema import (
    JOURNAL,
    KNOWN,
    LENGTH,
    NO_QUESTIONS,
    ORDER,
    PACKED,
    PART_OF,
    POSITION,
    POSITION_HERE,
    TERMS,
    schema,
    tantivy,
)

if TYPE_CHECKING:
    from tantivy import DocAddress, Searcher

_MOST_STARTING = 200
_MOST_VALUES = 65_000
_MOST_TALLIES = 100
"""Counts that are kept while the index stays as it is: other pages, orders and forms of the same words need no new ones."""

_TOTAL = "total"


class TantivyView:
    """What one searcher sees; it stays as it is while the index moves on."""

    def __init__(self, searcher: "Searcher", words: str):
        self._searcher = searcher
        self.words = words
        others = (searcher.search(self._of_journal(each), 1).count for each in NO_QUESTIONS)
        self.live = searcher.num_docs - sum(others)
        self._queries = Queries(self._count_of, self._words_with, self.live)
        self._tallies: dict[bytes, tuple[int, Facets]] = {}
        self.vocabulary = StoredVocabulary(self._count_of, self._with_sound, self._with_prefix)

    @cached_property
    def average(self) -> float:
        """The mean length of the documents."""
        found = self._searcher.aggregate(tantivy.Query.all_query(), {LENGTH: {"avg": {"field": LENGTH}}})
        return found[LENGTH]["value"] or 1.0

    @cached_property
    def position(self) -> int:
        """How far into the journal the index has read."""
        found = self._searcher.search(self._of_journal(POSITION_HERE), 1).hits
        return self._searcher.doc(found[0][1]).get_first(POSITION) if found else 0

    def count(self, wanted: Wanted) -> int:
        """Return how many documents are wanted."""
        return self.tally(wanted, ())[0]

    def tally(self, wanted: Wanted, facets: Collection[str]) -> tuple[int, Facets]:
        """Return how many documents are wanted, and how many of each value of some fields."""
        if wanted.among is not None or wanted.without:
            return self._tally(wanted, facets)
        key = _asked(wanted, facets)
        if (found := self._tallies.get(key)) is None:
            if len(self._tallies) >= _MOST_TALLIES:
                self._tallies.clear()
            found = self._tallies[key] = self._tally(wanted, facets)
        return found[0], dict(found[1])

    def _tally(self, wanted: Wanted, facets: Collection[str]) -> tuple[int, Facets]:
        asked: dict = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in facets}
        asked[_TOTAL] = {"value_count": {"field": ORDER}}
        found = self._searcher.aggregate(self._queries.matching(wanted), asked)
        counts = {name: {each["key"]: each["doc_count"] for each in found[name]["buckets"]} for name in facets}
        return int(found[_TOTAL]["value"]), counts

    def best(self, wanted: Wanted, plan: Plan, limit: int) -> Likeliest:
        """Return the likeliest documents; of equals the newer first."""
        found = self._searcher.search(self._queries.ranking(wanted, plan), limit, count=False).hits
        addresses = [address for _, address in found]
        orders = np.array(self._searcher.fast_field_values(ORDER, addresses), np.int64)
        scores = np.round(np.fromiter((score for score, _ in found), float, len(found)), 4)
        sorted_ = np.lexsort((orders, scores))[::-1]
        return Likeliest(orders[sorted_], [addresses[at] for at in sorted_.tolist()])

    def dated(self, wanted: Wanted, newest: bool, limit: int) -> np.ndarray:
        """Return the orders of documents, sorted."""
        if not limit:
            return NONE.orders
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        found = self._searcher.search(self._queries.matching(wanted), limit, count=False, order_by_field=ORDER, order=order).hits
        return np.fromiter((order for order, _ in found), np.int64, len(found))

    def packed(self, handles: Sequence["DocAddress"]) -> list[bytes]:
        """Return the packed terms of some documents. They are read as they lie: neighbours are unpacked together."""
        found: list[bytes] = [b""] * len(handles)
        for at in sorted(range(len(handles)), key=lambda at: (handles[at].segment_ord, handles[at].doc)):
            found[at] = self._searcher.doc(handles[at]).get_first(PACKED)
        return found

    @staticmethod
    def _of_journal(what: str) -> "tantivy.Query":
        return tantivy.Query.term_query(schema(), JOURNAL, what)

    def _count_of(self, term: str) -> int:
        return self._searcher.doc_freq(TERMS, term)

    def _with_sound(self, sound: str) -> list[str]:
        return self._known(f"{sound}:")

    def _words_with(self, term: str) -> list[str]:
        return [term, *self._known(f"{PART_OF}{term}:")]

    def _known(self, start: str) -> list[str]:
        return [found.removeprefix(start) for found, _ in self._searcher.terms_with_prefix(KNOWN, start)]

    def _with_prefix(self, prefix: str) -> list[str]:
        return [term for term, _ in self._searcher.terms_with_prefix(TERMS, prefix, limit=_MOST_STARTING)]


def _asked(wanted: Wanted, facets: Collection[str]) -> bytes:
    """Return what stands, in a few bytes, for all that counts depend on if they are not narrowed to some ids.

    All of it would be much to keep: one query may have thousands of terms.
    """
    clauses, excluded = (
        [[[sorted(slot) for slot in alternative.slots] for alternative in clause.alternatives] for clause in clauses]
        for clauses in (wanted.clauses, wanted.excluded)
    )
    asked = clauses, wanted.least, excluded, sorted(wanted.filters.items()), wanted.answered, list(facets)
    return blake2b(repr(asked).encode()).digest()
