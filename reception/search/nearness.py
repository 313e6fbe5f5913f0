"""What the places of words tell: documents where the query's words stand together, and stand as typed, come first."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from reception.search.analysis import FORMS
from reception.search.plan import Clause
from reception.search.scoring import SPOT, Source

NEARNESS = 0.5
NEAR = 10
AS_TYPED = 0.4
PHRASE_AS_TYPED = 1.0
"""Whoever wants words side by side mostly remembers them as they stood."""
_CLOSE_ENOUGH = 0.6


def lifts(clauses: Sequence[Clause], documents: np.ndarray, source: Source) -> np.ndarray:
    """Return by how much the score of each document is to be multiplied."""
    required = [clause for clause in clauses if clause.required]
    near = [_spots(clause, documents, source) for clause in required] if len(required) > 1 else []
    together, typed = np.zeros(len(documents)), np.zeros(len(documents))
    for one, other in pairwise(near):
        together += _closeness(one, other, documents)
    for clause in clauses:
        if clause.forms:
            worth = AS_TYPED if len(clause.forms) == 1 else PHRASE_AS_TYPED
            typed += worth * np.isin(documents, _as_typed(clause, documents, source))
    return 1 + NEARNESS * together / max(1, len(near) - 1) + typed / max(1, len(clauses))


def _spots(clause: Clause, documents: np.ndarray, source: Source) -> np.ndarray:
    """Return where a word, or what is close enough to it, stands in some documents, ascending."""
    close = (alternative.slots for alternative in clause.alternatives if alternative.weight >= _CLOSE_ENOUGH)
    terms = {term for slots in close for slot in slots for term in slot}
    return np.unique(_places(terms, documents, source) // FORMS)


def _as_typed(clause: Clause, documents: np.ndarray, source: Source) -> np.ndarray:
    """Return the documents in which a word, or each of a phrase, stands in the very form that was typed."""
    first, *others = (
        places[places % FORMS == form] // FORMS - at
        for at, (slot, form) in enumerate(zip(clause.alternatives[0].slots, clause.forms, strict=True))
        for places in [_places(slot, documents, source)]
    )
    for other in others:
        first = np.intersect1d(first, other)
    return first // SPOT


def _places(terms: Iterable[str], documents: np.ndarray, source: Source) -> np.ndarray:
    return np.concatenate([source.places(term, documents) for term in terms])


def _closeness(one: np.ndarray, other: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Return how near two words stand to each other in each document: 0 (nowhere near) to 1 (side by side)."""
    result = np.zeros(len(documents))
    if not len(one) or not len(other):
        return result
    at = np.searchsorted(other, one, "right")
    after = other[np.minimum(at, len(other) - 1)] - one
    before = one - other[np.maximum(at - 1, 0)]
    distances = np.minimum(*(np.where(each > 0, each, SPOT) for each in (after, before)))
    near = distances <= NEAR
    order = np.argsort(documents)
    places = order[np.searchsorted(documents, one[near] // SPOT, sorter=order)]
    np.maximum.at(result, places, 1 / distances[near])
    return result
