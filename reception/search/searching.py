"""A plan over one snapshot of an index: the page of hits, and the nearest documents."""

from collections.abc import Collection, Mapping
from heapq import nlargest

from reception.search import nearness, paging
from reception.search.hits import Hits
from reception.search.plan import Plan
from reception.search.scoring import Ranked, rank
from reception.search.whoosh_snapshot import Snapshot

RERANKED = 100
"""Best documents by words alone that are ordered anew by nearness as well."""


def search(
    plan: Plan, snapshot: Snapshot, filters: Mapping[str, str], sort: str, offset: int, limit: int,
    among: Collection[int] | None,
) -> Hits:  # fmt: skip
    """Return one page of the documents that match a plan."""
    ranked = rank(plan, snapshot)
    matching = ranked.scores.keys() - snapshot.dead
    if among is not None:
        wanted = frozenset(among)
        matching = {document for document in matching if snapshot.ids[document] in wanted}
    passing, facets = paging.narrow(matching, filters, snapshot)
    complete = sum(map(ranked.complete.__contains__, passing))
    if sort == "relevance" and plan.clauses:
        page = _best(plan, ranked, passing, snapshot, min(offset + limit, paging.DEEPEST))[offset:]
    else:
        page = paging.by_date(passing, snapshot, sort != "oldest", offset, limit)
    ids = tuple(snapshot.ids[document] for document in page)
    relaxed = complete < len(passing)
    return Hits(ids, len(passing), complete, facets, plan.suggestion, relaxed, plan.marks)


def nearest(plan: Plan, snapshot: Snapshot, limit: int, answered_only: bool, exclude: Collection[int]) -> list[int]:
    """Return the ids of the best documents of a plan, by words alone."""
    scores = rank(plan, snapshot).scores
    left_out, answered = frozenset(exclude), snapshot.values["answered"]
    candidates = [
        document for document in scores.keys() - snapshot.dead
        if snapshot.ids[document] not in left_out and (answered[document] or not answered_only)
    ]  # fmt: skip
    best = nlargest(limit, candidates, key=lambda document: (scores[document], snapshot.ids[document]))
    return [snapshot.ids[document] for document in best]


def _best(plan: Plan, ranked: Ranked, passing: list[int], snapshot: Snapshot, last: int) -> list[int]:
    """Return the best documents by score; ties go to the newer, then the later number."""
    scores = ranked.scores

    def order(document: int) -> tuple[float, int, int]:
        return round(scores[document], 6), snapshot.days[document], snapshot.ids[document]

    best = sorted(_upper(passing, scores, max(last, RERANKED)), key=order, reverse=True)
    for document in best[:RERANKED]:
        scores[document] *= nearness.lift(plan.clauses, document, snapshot)
    best = sorted(best[:RERANKED], key=order, reverse=True) + best[RERANKED:]
    return best[:last]


def _upper(passing: list[int], scores: dict[int, float], count: int) -> list[int]:
    """Return the documents among the best `count` by score, all that tie with the last of them included."""
    if len(passing) <= count:
        return passing
    least = nlargest(count, map(scores.__getitem__, passing))[-1] - 1e-6
    return [document for document in passing if scores[document] >= least]
