"""One generation of a Whoosh index, as ranking reads it: posting lists and columns as arrays.

Segments never change, so what was read of one is kept as long as the segment lives; only deletions are new each time.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np

from reception.search.analysis import FORMS
from reception.search.column import Column
from reception.search.document import FILTERS
from reception.search.scoring import ID_BITS, SPOT, Weights, norms
from reception.search.whoosh_schema import NOT_A_QUESTION, words_path
from reception.search.whoosh_words import Words

COLUMNS = (*FILTERS, "answered")


class Leaf:
    """One segment, with what was read of it; its files are closed when the last search lets go of it."""

    def __init__(self, reader: Any, folder: Path):
        self._reader = reader
        finalize(self, reader.close)
        self.words = Words(words_path(folder, reader.segment()))
        self.count = reader.doc_count_all()
        self.ids = self._column("number_of", "i8", NOT_A_QUESTION)
        self.days = self._column("day", "i8", 0)
        self.lengths = self._column("length", "f4", 0.0)
        self.columns = {name: self._values(name) for name in COLUMNS}

    def _column(self, name: str, kind: str, default: float) -> np.ndarray:
        if not self._reader.has_column(name):
            return np.full(self.count, default, kind)
        return np.fromiter(self._reader.column_reader(name), kind, self.count)

    def _values(self, field: str) -> Column:
        numbers, values = np.zeros(self.count, np.int32), {"": 0}
        for term in self._reader.lexicon(field):
            documents = np.fromiter(self._reader.postings(field, term).all_ids(), np.int64)
            numbers[documents] = values.setdefault(term.decode(), len(values))
        return Column(numbers, values)


class Snapshot:
    """All segments of one generation side by side, documents numbered through."""

    def __init__(self, leaves: Sequence[Leaf], deleted: Sequence[set[int]]):
        self.leaves = leaves
        self.bases = [sum(leaf.count for leaf in leaves[:at]) for at in range(len(leaves))]
        self.ids = _joined(leaves, "ids", "i8")
        self.orders = _joined(leaves, "days", "i8") << ID_BITS | np.maximum(self.ids, 0)
        self.columns = {name: Column.joined(leaf.columns[name] for leaf in leaves) for name in COLUMNS}
        self.alive = self.ids != NOT_A_QUESTION
        for base, gone in zip(self.bases, deleted, strict=True):
            self.alive[[base + number for number in gone]] = False
        self.live = int(self.alive.sum())
        self.norms = norms(_joined(leaves, "lengths", "f4"))

    def weights(self, term: str) -> Weights:
        """Return the documents that have a term, with the summed weight of its places there; deleted ones among them."""
        found = [(base, leaf.words.postings(term)) for base, leaf in zip(self.bases, self.leaves, strict=True)]
        documents = [each.documents.astype(np.int64) + base for base, each in found]
        return Weights(np.concatenate(documents), np.concatenate([each.weights for _, each in found]))

    def holders(self, _term: str, found: Weights) -> int:
        """Return how many documents have a term."""
        return len(found.documents)

    def spots(self, term: str) -> np.ndarray:
        """Return all places of a term in all documents, each as document * SPOT + place."""
        spots = [np.empty(0, np.int64)]
        for base, leaf in zip(self.bases, self.leaves, strict=True):
            found = leaf.words.postings(term)
            starts = (found.documents.astype(np.int64) + base) * SPOT
            spots.append(np.repeat(starts, found.counts) + found.places // FORMS)
        return np.concatenate(spots)

    def places(self, term: str, documents: Sequence[int]) -> np.ndarray:
        """Return the places of a term in those of some documents that have it, each as its spot * FORMS + its form."""
        wanted, places = np.sort(documents), [np.empty(0, np.int64)]
        for base, leaf in zip(self.bases, self.leaves, strict=True):
            found = leaf.words.postings(term)
            at = _positions(found.documents, wanted - base)
            counts = found.counts[at].astype(np.int64)
            before, ends = np.cumsum(found.counts, dtype=np.int64)[at] - counts, np.cumsum(counts)
            here = np.repeat(before - ends + counts, counts) + np.arange(counts.sum())
            starts = (found.documents[at].astype(np.int64) + base) * (SPOT * FORMS)
            places.append(np.repeat(starts, counts) + found.places[here])
        return np.concatenate(places)


def _positions(documents: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return where in an ascending array the wanted stand that are there."""
    at = np.searchsorted(documents, wanted)
    inside = at < len(documents)
    return at[inside][documents[at[inside]] == wanted[inside]]


def _joined(leaves: Sequence[Leaf], name: str, kind: str) -> np.ndarray:
    return np.concatenate([np.empty(0, kind), *(getattr(leaf, name) for leaf in leaves)])
