"""What the places of words tell: documents where the query's words stand together, and stand as typed, come first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reception.search.analysis import FORMS
from reception.search.plan import Clause
from reception.search.scoring import Source

NEARNESS = 0.5
NEAR = 10
AS_TYPED = 0.4
_CLOSE_ENOUGH = 0.6


def lifts(clauses: Sequence[Clause], documents: Sequence[int], source: Source) -> list[float]:
    """Return by how much the score of each document is to be multiplied."""
    required = [clause for clause in clauses if clause.required]
    near = [_places(clause, documents, source) for clause in required] if len(required) > 1 else []
    typed = [_as_typed(clause, documents, source) for clause in clauses if clause.form is not None]
    return [
        1 + NEARNESS * _together([each.get(document, ()) for each in near])
        + AS_TYPED * sum(document in each for each in typed) / max(1, len(clauses))
        for document in documents
    ]  # fmt: skip


def _together(places: Sequence[Sequence[int]]) -> float:
    """Return how near neighbouring words of the query stand, 0 (nowhere near) to 1 (side by side)."""
    near = [1 / distance for one, other in pairwise(places) if 0 < (distance := _nearest(one, other)) <= NEAR]
    return sum(near) / max(1, len(places) - 1)


def _as_typed(clause: Clause, documents: Sequence[int], source: Source) -> set[int]:
    """Return the documents in which a word stands in the very form that was typed."""
    return {
        document for term in clause.alternatives[0].slots[0] for document, places in source.places(term, documents).items()
        if any(place % FORMS == clause.form for place in places)
    }  # fmt: skip


def _places(clause: Clause, documents: Sequence[int], source: Source) -> dict[int, list[int]]:
    """Return where a word, or what is close enough to it, stands in each document."""
    close = (alternative.slots for alternative in clause.alternatives if alternative.weight >= _CLOSE_ENOUGH)
    found: dict[int, set[int]] = defaultdict(set)
    for term in {term for slots in close for slot in slots for term in slot}:
        for document, places in source.places(term, documents).items():
            found[document].update(place // FORMS for place in places)
    return {document: sorted(places) for document, places in found.items()}


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
