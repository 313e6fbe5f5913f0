"""Nearness: documents where the query's words stand together come before those where they are scattered."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reception.search.plan import Clause
from reception.search.scoring import Source

NEARNESS = 0.6
NEAR = 10


def bonus(clauses: Sequence[Clause], document: int, source: Source) -> float:
    """Return how near neighbouring words of the query stand in a document, 0 (nowhere near) to 1 (side by side)."""
    places = [sorted(_places(clause, document, source)) for clause in clauses]
    near = [1 / distance for one, other in pairwise(places) if 0 < (distance := _nearest(one, other)) <= NEAR]
    return sum(near) / max(1, len(places) - 1)


def _places(clause: Clause, document: int, source: Source) -> set[int]:
    slots = (slot for alternative in clause.alternatives for slot in alternative.slots)
    return {place for slot in slots for term in slot for place in source.positions(term, document)}


def _nearest(one: Iterable[int], other: Sequence[int]) -> int:
    """Return the least distance between two sorted lists of places; 0 where there is none."""
    best, at = 0, 0
    for place in one:
        while at < len(other) - 1 and other[at + 1] <= place:
            at += 1
        for candidate in other[at : at + 2]:
            distance = abs(candidate - place)
            if distance and (not best or distance < best):
                best = distance
    return best
