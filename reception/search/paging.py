"""Hits into a page: filters, facets, order. Counted over arrays by document number."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import nlargest, nsmallest
from typing import Protocol

from reception.search.document import FACETS, FILTERS

DEEPEST = 10_000
"""Hits beyond this are counted, not shown: nobody pages there, and each page costs as much as all before it."""


class Columns(Protocol):
    """What paging reads of an index, by document number."""

    ids: Sequence[int]
    days: Sequence[int]
    values: Mapping[str, Sequence[str]]


def narrow(matching: Iterable[int], filters: Mapping[str, str], columns: Columns) -> tuple[list[int], dict[str, dict[str, int]]]:
    """Return the documents that pass all filters, and the facets.

    A facet counts the documents that pass all filters but its own.
    """
    active = {name: value for name, value in filters.items() if name in FILTERS and value}
    matching = list(matching)
    passing = _passing(matching, active, columns)
    facets = {}
    for facet in FACETS:
        others = {name: value for name, value in active.items() if name != facet}
        counted = _passing(matching, others, columns) if facet in active else passing
        facets[facet] = _counts(columns.values[facet], counted)
    return passing, facets


def by_date(documents: Sequence[int], columns: Columns, newest: bool, offset: int, limit: int) -> list[int]:
    """Return one page of documents by the day they were asked; of one day the later number is the newer."""
    last, days = min(offset + limit, DEEPEST), columns.days
    if 0 < last < len(documents):
        edge = (nlargest if newest else nsmallest)(last, map(days.__getitem__, documents))[-1]
        documents = [each for each in documents if (days[each] >= edge if newest else days[each] <= edge)]
    return sorted(documents, key=lambda each: (days[each], columns.ids[each]), reverse=newest)[offset:last]


def _passing(matching: list[int], active: Mapping[str, str], columns: Columns) -> list[int]:
    for name, value in active.items():
        own = columns.values[name]
        matching = [document for document in matching if own[document] == value]
    return matching


def _counts(values: Sequence[str], documents: Collection[int]) -> dict[str, int]:
    counts = Counter(map(values.__getitem__, documents))
    counts.pop("", None)
    return dict(counts.most_common())
