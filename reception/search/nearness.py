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
PHRASE_AS_TYPED = 1.0
"""Whoever wants words side by side mostly remembers them as they stood."""
_CLOSE_ENOUGH = 0.6


def lifts(clauses: Sequence[Clause], documents: Sequence[int], source: Source) -> list[float]:
    """Return by how much the score of each document is to be multiplied."""
    required = [clause for clause in clauses if clause.required]
    near = [_places(clause, documents, source) for clause in required] if len(required) > 1 else []
    typed = [(_worth(clause), _as_typed(clause, documents, source)) for clause in clauses if clause.forms]
    return [
        1 + NEARNESS * _together([each.get(document, ()) for each in near])
        + sum(worth for worth, each in typed if document in each) / max(1, len(clauses))
        for document in documents
    ]  # fmt: skip


def _together(places: Sequence[Sequence[int]]) -> float:
    """Return how near neighbouring words of the query stand, 0 (nowhere near) to 1 (side by side)."""
    near = [1 / distance for one, other in pairwise(places) if 0 < (distance := _nearest(one, other)) <= NEAR]
    return sum(near) / max(1, len(places) - 1)


def _worth(clause: Clause) -> float:
    return AS_TYPED if len(clause.forms) == 1 else PHRASE_AS_TYPED


def _as_typed(clause: Clause, documents: Sequence[int], source: Source) -> set[int]:
    """Return the documents in which a word, or each of a phrase, stands in the very form that was typed."""
    slots, form = clause.alternatives[0].slots, clause.forms[0]
    if len(slots) == 1:
        found = (each for term in slots[0] for each in source.places(term, documents).items())
        return {document for document, places in found if any(place % FORMS == form for place in places)}
    first, *others = (_standing(slot, form, documents, source) for slot, form in zip(slots, clause.forms, strict=True))
    return {
        document for document, places in first.items()
        if any(all(place + at in each.get(document, ()) for at, each in enumerate(others, 1)) for place in places)
    }  # fmt: skip


def _standing(slot: Iterable[str], form: int, documents: Sequence[int], source: Source) -> dict[int, set[int]]:
    """Return where in each document a word stands in one form; only of documents where it does."""
    found: dict[int, set[int]] = defaultdict(set)
    for term in slot:
        for document, places in source.places(term, documents).items():
            if standing := [place // FORMS for place in places if place % FORMS == form]:
                found[document].update(standing)
    return found


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
