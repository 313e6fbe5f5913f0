"""A plan over an index that finds and counts by itself: which documents are wanted, and the best of them in our order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

import numpy as np

from reception.search import scoring, searching
from reception.search.candidates import Candidates, id_of
from reception.search.document import FACETS, FILTERS
from reception.search.hits import Hits
from reception.search.plan import Clause, Plan
from reception.search.stored_vocabulary import StoredVocabulary

Facets = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Wanted:
    """Which documents: with at least `least` of the clauses and none of the excluded, that pass everything else.

    `among` are the only ids wanted, `without` ids that are not; `answered` leaves out what has no answer.
    """

    clauses: tuple[Clause, ...] = ()
    least: int = 0
    excluded: tuple[Clause, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    among: Collection[int] | None = None
    without: Collection[int] = ()
    answered: bool = False


class Likeliest(NamedTuple):
    """Documents by their order (see `candidates.order_of`), and what the engine finds each again by: all hits may be many."""

    orders: np.ndarray
    handles: Sequence[Any]


NONE = Likeliest(np.empty(0, np.int64), ())


class View(Protocol):
    """One state of an index, read by an engine."""

    vocabulary: StoredVocabulary
    live: int
    average: float
    position: int
    words: str

    def count(self, wanted: Wanted) -> int:
        """Return how many documents are wanted."""

    def tally(self, wanted: Wanted, facets: Collection[str]) -> tuple[int, Facets]:
        """Return how many documents are wanted, and how many of each value of some fields."""

    def best(self, wanted: Wanted, plan: Plan, limit: int) -> Likeliest:
        """Return the likeliest documents by the engine's own arithmetic."""

    def dated(self, wanted: Wanted, newest: bool, limit: int) -> np.ndarray:
        """Return the orders of documents, sorted."""

    def packed(self, handles: Sequence[Any]) -> list[bytes]:
        """Return the packed terms of some documents."""


def search(
    plan: Plan, view: View, filters: Mapping[str, str], sort: str, offset: int, limit: int | None, among: Collection[int] | None
) -> Hits:
    """Return one page of the documents that match a plan, or all of them, without facets."""
    counted = () if limit is None else FACETS
    active = {name: value for name, value in filters.items() if name in FILTERS and value}
    whole = _complete(plan)
    narrowed = replace(whole, excluded=plan.excluded, filters=active, among=among)
    total, facets = _tally(narrowed, view, counted)
    complete = total
    wanted = narrowed if plan.complete or complete >= scoring.ENOUGH else replace(narrowed, least=_least(whole, narrowed, view))
    if relaxed := wanted.least < whole.least:
        total, facets = _tally(wanted, view, counted)
    last = view.live if limit is None else offset + max(0, limit)
    if sort == "relevance" and plan.clauses:
        first = view.best(narrowed, plan, scoring.ENOUGH) if relaxed else NONE
        page = _best(plan, view, wanted, first, last)
    else:
        page = id_of(view.dated(wanted, sort != "oldest", last))
    return Hits(tuple(page[offset:last].tolist()), total, complete, facets, plan.suggestion, complete < total, plan.marks)


def nearest(plan: Plan, view: View, limit: int, answered_only: bool, exclude: Collection[int]) -> list[int]:
    """Return the ids of the best documents of a plan, by words alone."""
    wanted = Wanted(plan.clauses, plan.least, without=exclude, answered=answered_only)
    candidates = _candidates(plan, view, *view.best(wanted, plan, max(limit, searching.RERANKED)))
    near = np.flatnonzero(scoring.told(candidates.found) >= plan.share)
    ids = np.array(candidates.ids, np.int64)[near]
    return [ids[at].item() for at in searching.nearest_first(candidates.scores()[near], ids, limit)]


def _complete(plan: Plan) -> Wanted:
    required = tuple(clause for clause in plan.clauses if clause.required)
    return Wanted(required, len(required)) if required else Wanted(plan.clauses, min(1, len(plan.clauses)))


def _least(whole: Wanted, narrowed: Wanted, view: View) -> int:
    """Return how many clauses a document needs: all of them where enough documents have all, else most, else any.

    Too few are left when narrowed: that is known. How many there are in all is counted only where that may be more.
    """
    if whole.least < 2 or (narrowed != whole and view.count(whole) >= scoring.ENOUGH):
        return whole.least
    return scoring.enough(whole.least, lambda least: view.count(replace(whole, least=least)))


def _tally(wanted: Wanted, view: View, counted: Collection[str]) -> tuple[int, Facets]:
    """Return the total and the facets; a facet counts the documents that pass all filters but its own."""
    total, facets = view.tally(wanted, [name for name in counted if name not in wanted.filters])
    for name in counted:
        if name in wanted.filters:
            others = {other: value for other, value in wanted.filters.items() if other != name}
            facets |= view.tally(replace(wanted, filters=others), [name])[1]
    return total, facets


def _best(plan: Plan, view: View, wanted: Wanted, first: Likeliest, last: int) -> np.ndarray:
    """Return the ids of the best documents: the likeliest in our own order, those after them in the engine's."""
    found = view.best(wanted, plan, max(last, searching.RERANKED))
    others = np.flatnonzero(~np.isin(found.orders, first.orders))
    orders = np.concatenate([first.orders, found.orders[others]])
    handles = [*first.handles, *(found.handles[at] for at in others[: searching.RERANKED].tolist())]
    candidates = _candidates(plan, view, orders[: searching.RERANKED], handles[: searching.RERANKED])
    best = searching.best(plan, candidates.documents(), candidates.scores(), candidates, searching.RERANKED)
    return id_of(np.concatenate([candidates.orders[best], orders[searching.RERANKED :]]))


def _candidates(plan: Plan, view: View, orders: np.ndarray, handles: Sequence[Any]) -> Candidates:
    rows = list(zip(orders.tolist(), view.packed(handles), strict=True))
    return Candidates(plan, rows, view.vocabulary.count, view.live, view.average)
