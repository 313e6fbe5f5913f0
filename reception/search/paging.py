"""Hits into a page: filters, facets, order. Counted over arrays by document number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reception.search.document import FACETS, FILTERS


@dataclass(frozen=True)
class Column:
    """One value for each document: the number of each value, and which value has which number."""

    numbers: np.ndarray
    values: dict[str, int]

    @classmethod
    def joined(cls, parts: Iterable["Column"]) -> "Column":
        """Return the values of several parts of an index, one after another."""
        values: dict[str, int] = {}
        numbers = [np.empty(0, np.int32)]
        for part in parts:
            here = [values.setdefault(value, len(values)) for value in part.values]
            numbers.append(np.array(here, np.int32)[part.numbers])
        return cls(np.concatenate(numbers), values)

    def having(self, documents: np.ndarray, value: str) -> np.ndarray:
        """Tell of some documents which have a value."""
        return self.numbers[documents] == self.values.get(value, -1)

    def counts(self, documents: np.ndarray) -> dict[str, int]:
        """Return how many of some documents have each value, the commonest first; no value is none."""
        counts = np.bincount(self.numbers[documents], minlength=len(self.values)).tolist()
        found = {value: counts[number] for value, number in self.values.items() if value and counts[number]}
        return dict(sorted(found.items(), key=lambda each: -each[1]))


def narrow(
    documents: np.ndarray, filters: Mapping[str, str], columns: Mapping[str, Column]
) -> tuple[np.ndarray, dict[str, dict[str, int]]]:
    """Return which of some documents pass all filters, and the facets.

    A facet counts the documents that pass all filters but its own.
    """
    passed = {name: columns[name].having(documents, value) for name, value in filters.items() if name in FILTERS and value}
    passing = _all(passed.values(), documents)
    facets = {}
    for name in FACETS:
        others = _all((mask for other, mask in passed.items() if other != name), documents) if name in passed else passing
        facets[name] = columns[name].counts(documents[others])
    return passing, facets


def by_date(documents: np.ndarray, orders: np.ndarray, newest: bool, offset: int, limit: int) -> np.ndarray:
    """Return one page of documents in the order they were asked (`candidates.order_of`), or the other way round."""
    return best_of(documents, orders[documents] * (1 if newest else -1), offset + limit)[offset:]


def best_of(documents: np.ndarray, keys: np.ndarray, count: int) -> np.ndarray:
    """Return the documents with the greatest keys, the greatest first."""
    if 0 < count < len(documents):
        chosen = np.argpartition(keys, -count)[-count:]
        documents, keys = documents[chosen], keys[chosen]
    return documents[np.argsort(keys)[::-1]][:count]


def _all(masks: Iterable[np.ndarray], documents: np.ndarray) -> np.ndarray:
    passing = np.ones(len(documents), bool)
    for mask in masks:
        passing = passing & mask
    return passing
