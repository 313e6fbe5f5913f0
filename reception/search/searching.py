"""A plan over one snapshot of an index: the page of hits, and the nearest documents."""

from collections.abc import Collection, Mapping

import numpy as np

from reception.search import nearness, paging
from reception.search.document import FACETS
from reception.search.hits import Hits
from reception.search.plan import Plan
from reception.search.scoring import Source, rank
from reception.search.similarity import SHARE_OF_THE_BEST
from reception.search.whoosh_snapshot import Snapshot

RERANKED = 100
"""Best documents by words alone that are ordered anew by nearness as well."""


def search(
    plan: Plan, snapshot: Snapshot, filters: Mapping[str, str], sort: str, offset: int, limit: int | None,
    among: Collection[int] | None,
) -> Hits:  # fmt: skip
    """Return one page of the documents that match a plan, or all of them, without facets."""
    documents, scores, complete = rank(plan, snapshot)
    if among is not None:
        wanted = np.isin(snapshot.ids[documents], np.fromiter(among, np.int64))
        documents, scores, complete = documents[wanted], scores[wanted], complete[wanted]
    passing, facets = paging.narrow(documents, filters, snapshot.columns, () if limit is None else FACETS)
    limit = snapshot.live if limit is None else max(0, limit)
    documents, scores, whole = documents[passing], scores[passing], int(complete[passing].sum())
    if sort == "relevance" and plan.clauses:
        page = best(plan, documents, scores, snapshot, offset + limit)[offset:]
    else:
        page = paging.by_date(documents, snapshot.orders, sort != "oldest", offset, limit)
    ids = tuple(snapshot.ids[page].tolist())
    return Hits(ids, len(documents), whole, facets, plan.suggestion, whole < len(documents), plan.marks)


def nearest(plan: Plan, snapshot: Snapshot, limit: int, answered_only: bool, exclude: Collection[int]) -> list[int]:
    """Return the ids of the best documents of a plan, by words alone."""
    documents, scores, _ = rank(plan, snapshot)
    wanted = ~np.isin(snapshot.ids[documents], np.fromiter(exclude, np.int64))
    if answered_only:
        wanted &= snapshot.columns["answered"].having(documents, "1")
    documents, scores = documents[wanted], scores[wanted]
    return [snapshot.ids[documents[at]].item() for at in nearest_first(scores, snapshot.ids[documents], limit)]


def nearest_first(scores: np.ndarray, ids: np.ndarray, limit: int) -> list[int]:
    """Return the places of the best scores, the best first, of equals the later id; without those far below the best."""
    order = np.lexsort((ids, scores))[::-1][:limit]
    return [at for at in order.tolist() if scores[at] >= SHARE_OF_THE_BEST * scores[order[0]]]


def best(plan: Plan, documents: np.ndarray, scores: np.ndarray, source: Source, last: int) -> np.ndarray:
    """Return the best documents by score; ties go to the newer, then the later number."""
    scores = np.round(scores, 6)
    count = max(last, RERANKED)
    if count < len(documents):
        upper = scores >= np.partition(scores, -count)[-count]
        documents, scores = documents[upper], scores[upper]
    order = np.lexsort((source.orders[documents], scores))[::-1]
    documents, scores = documents[order], scores[order]
    first = documents[:RERANKED]
    lifted = np.round(scores[:RERANKED] * nearness.lifts(plan.clauses, first, source), 6)
    again = np.lexsort((source.orders[first], lifted))[::-1]
    return np.concatenate([first[again], documents[RERANKED:]])[:last]
