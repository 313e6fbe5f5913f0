"""Hits into a page: filters, facets, order. Counted over arrays by document number."""

from collections.abc import Iterable, Mapping

import numpy as np

from reception.search.column import Column
from reception.search.document import FILTERS


def narrow(
    documents: np.ndarray, filters: Mapping[str, str], columns: Mapping[str, Column], counted: Iterable[str]
) -> tuple[np.ndarray, dict[str, dict[str, int]]]:
    """Return which of some documents pass all filters, and the facets.

    A facet counts the documents that pass all filters but its own.
    """
    passed = {name: columns[name].having(documents, value) for name, value in filters.items() if name in FILTERS and value}
    passing = _all(passed.values(), documents)
    facets = {}
    for name in counted:
        others = _all((mask for other, mask in passed.items() if other != name), documents) if name in passed else passing
        facets[name] = _commonest_first(columns[name].counts(documents[others]))
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


def _commonest_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts of what has a value: no value is none."""
    return dict(sorted(((value, count) for value, count in counts.items() if value), key=lambda each: -each[1]))


def _all(masks: Iterable[np.ndarray], documents: np.ndarray) -> np.ndarray:
    passing = np.ones(len(documents), bool)
    for mask in masks:
        passing = passing & mask
    return passing
