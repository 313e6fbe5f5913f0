"""What the places of words tell: documents where the query's words stand together, and stand as typed, come first."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reception.search.plan import Clause
from reception.search.scoring import Source

NEARNESS = 0.5
NEAR = 10
AS_TYPED = 0.4
_CLOSE_ENOUGH = 0.6


def lift(clauses: Sequence[Clause], document: int, source: Source) -> float:
    """Return by how much the score of a document is to be multiplied."""
    return 1 + NEARNESS * _together(clauses, document, source) + AS_TYPED * _as_typed(clauses, document, source)


def _together(clauses: Sequence[Clause], document: int, source: Source) -> float:
    """Return how near neighbouring words of the query stand, 0 (nowhere near) to 1 (side by side)."""
    places = [sorted(_places(clause, document, source)) for clause in clauses if clause.required]
    near = [1 / distance for one, other in pairwise(places) if 0 < (distance := _nearest(one, other)) <= NEAR]
    return sum(near) / max(1, len(places) - 1)


def _as_typed(clauses: Sequence[Clause], document: int, source: Source) -> float:
    """Return the share of the words that stand in the document in the very form that was typed."""
    exact = [
        source.has_form(clause.alternatives[0].slots[0], clause.form, document)
        for clause in clauses if clause.form is not None
    ]  # fmt: skip
    return sum(exact) / len(clauses)


def _places(clause: Clause, document: int, source: Source) -> set[int]:
    close = (alternative.slots for alternative in clause.alternatives if alternative.weight >= _CLOSE_ENOUGH)
    return {place for slots in close for slot in slots for term in slot for place in source.positions(term, document)}


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
