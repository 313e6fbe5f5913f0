"""Ranking: BM25F over the weighted fields, nearness of the query's words, and a little freshness.

The index holds one posting list a term, in which a word of the subject already counts more than one of the text; so
this is BM25F with one common length. Whole posting lists as arrays: a common word of 20,000 documents takes a millisecond.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple, Protocol

import numpy as np

from reception.search.hits import Slots
from reception.search.plan import Alternative, Clause, Plan

K1 = 1.2
B = 0.6
FRESHNESS = 0.05
HALF_LIFE = 730
COVERAGE = 6.0
STEEPEST = 1.5
"""How steeply a score falls with what the query asks and the document lacks; of many words some are by the way."""
OTHER_WORDS = 0.7
"""How steeply it falls with what the document has in other words only."""
BESIDES = 0.3
"""What it adds to a word found one way that the document has it another way too, as part of what is left to be told."""
AKIN = 0.6
"""Up to this worth an alternative is something like the word, no other name of the same thing."""
ID_BITS = 40
"""Of a document's order, see `Source.orders`."""
SPOT = 1 << 24
"""More than the words of any document: see `Source.spots`."""

ENOUGH = 10
"""With fewer complete hits than this the page is filled with documents that lack a word."""


_NONE, _NO_VALUES = np.empty(0, np.int64), np.empty(0)


class Weights(NamedTuple):
    """The documents that have a term, ascending, with the summed weight of its places in each."""

    documents: np.ndarray
    weights: np.ndarray


class Source(Protocol):
    """What ranking reads of an index; documents are known by consecutive numbers, arrays have one value for each.

    `norms`: see `norms`. `orders`: see `candidates.order_of`. `alive` tells which are not deleted; `live` is how many.
    """

    norms: np.ndarray
    orders: np.ndarray
    alive: np.ndarray
    live: int

    def weights(self, term: str) -> Weights:
        """Return the documents that have a term; deleted ones may be among them."""

    def holders(self, term: str, found: Weights) -> int:
        """Return about how many documents of the whole index have a term; `found` is what `weights` gave."""

    def spots(self, term: str) -> np.ndarray:
        """Return all places of a term in all documents, ascending, each as document * SPOT + place."""

    def places(self, term: str, documents: Sequence[int]) -> np.ndarray:
        """Return the places of a term in those of some documents that have it, each as its spot * FORMS + its form."""


class Ranked(NamedTuple):
    """All matching documents, ascending, the score of each, and whether it has every required clause."""

    documents: np.ndarray
    scores: np.ndarray
    complete: np.ndarray


@dataclass
class Found:
    """What one clause found, with one value for each document of the index.

    `values` are 0 where it does not match, and near 1 where it is all that the document speaks of; `fits` is what the
    alternative is worth that the document has.
    """

    values: np.ndarray
    fits: np.ndarray
    rarity: float
    required: bool


def idf(holders: int, live: int) -> float:
    """Return the rarity of what some documents of all have; never nothing, though all have it."""
    return log(1 + (max(live, holders) - holders + 0.5) / (holders + 0.5))


def norms(lengths: np.ndarray, average: float | None = None) -> np.ndarray:
    """Return, for each document, the frequency at which a word is worth half of what it can be."""
    average = average or (float(lengths.mean()) if len(lengths) else 0) or 1.0
    return K1 * (1 - B) + K1 * B / average * lengths


def rank(plan: Plan, source: Source) -> Ranked:
    """Score every document that matches a plan."""
    found = [found_by(clause, source) for clause in plan.clauses]
    counts = _counts([each for each in found if each.required] or found, source)
    required = sum(each.required for each in found)
    complete = source.alive & (counts >= (required or min(plan.least, len(found))))
    excluded = [found_by(clause, source).values > 0 for clause in plan.excluded]
    matching = complete
    if required and not plan.complete and complete.sum() < ENOUGH:
        matching = source.alive & (counts >= enough(required, lambda least: int((counts >= least).sum())))
    for each in excluded:
        complete, matching = complete & ~each, matching & ~each
    if not required and plan.share:
        matching = matching & (told(found) >= plan.share)
    documents = np.flatnonzero(matching)
    return Ranked(documents, scores(documents, found, source), complete[documents])


def told(found: Sequence[Found]) -> np.ndarray:
    """Return, for each document, which part of what all clauses tell it has: the rare ones tell more.

    In a small index rarity is chance, so each clause tells something by itself.
    """
    whole = sum(1 + each.rarity for each in found) or 1.0
    return sum((1 + each.rarity) / whole * each.fits * (each.values > 0) for each in found)


def _counts(found: Sequence[Found], source: Source) -> np.ndarray:
    """Return how many of the clauses each document has that is not deleted."""
    counts = np.zeros(len(source.alive), np.int32)
    for each in found:
        counts += (each.values > 0) & source.alive
    return counts


def enough(required: int, count: Callable[[int], int]) -> int:
    """Return how many of the required clauses a document needs: most of them, or as few as it takes to fill a page.

    `count` tells how many documents have so many of them.
    """
    least = max(1, min((required * 3 + 4) // 5, 1 + required // 4))
    while least > 1 and count(least) < ENOUGH:
        least -= 1
    return least


def found_by(clause: Clause, source: Source, rarity: float = 0.0) -> Found:
    """Return what a clause finds; each document counts by its best alternative, and a little by the others.

    Rarity is that of the word itself, so that what it is widened by does not make it common; but a word that is only
    akin to a rare one tells no more than by its own rarity. `rarity` is given where the source is not the whole index.
    """
    values, fits = np.zeros(len(source.norms)), np.ones(len(source.norms))
    for alternative in sorted(clause.alternatives, key=lambda each: -each.weight):
        documents, worths, now = _one_way(alternative, source, rarity)
        before = values[documents]
        fresh = before == 0
        fits[documents[fresh]] = worths[fresh]
        more = np.maximum(before, now)
        values[documents] = more + BESIDES * (1 - more) * np.minimum(before, now)
        if not rarity and (holders := np.count_nonzero(values)):
            rarity = idf(holders, source.live)
    return Found(values, fits, max(rarity, 0.0), clause.required)


def _one_way(alternative: Alternative, source: Source, rarity: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the documents of an alternative, once for each of its terms there, what each term is worth, and the best value.

    Terms of one alternative may be one word in one place, so they do not add up.
    """
    matches = [(found, holders) for found, holders in _matches(alternative, source) if len(found.documents)]
    if not matches:
        return _NONE, _NO_VALUES, _NO_VALUES
    worths = [alternative.weight * telling(alternative, holders, rarity, source.live) for _, holders in matches]
    documents = np.concatenate([each.documents for each, _ in matches])
    weights = np.concatenate([each.weights for each, _ in matches])
    worth = np.repeat(worths, [len(each.documents) for each, _ in matches])
    values = worth * weights / (weights + source.norms[documents])
    if len(matches) > 1:
        best = np.zeros(len(source.norms))
        np.maximum.at(best, documents, values)
        values = best[documents]
    return documents, worth, values


def telling(alternative: Alternative, holders: int, rarity: float, live: int) -> float:
    """Return which part of what a clause tells is told by a term of one of its alternatives."""
    if not rarity or not holders or alternative.weight > AKIN:
        return 1.0
    return min(1.0, idf(holders, live) / rarity)


def _matches(alternative: Alternative, source: Source) -> Iterator[tuple[Weights, int]]:
    """Yield what each term or the phrase finds, and how many documents have it."""
    if len(alternative.slots) == 1:
        for term in sorted(alternative.slots[0]):  # a set has another order in each process
            yield (found := source.weights(term)), source.holders(term, found)
    else:
        found = _phrase(alternative.slots, source)
        yield found, len(found.documents)


def _phrase(slots: Slots, source: Source) -> Weights:
    """Return the documents where the slots stand one after another, with how often they do."""
    spots = _spots(slots[0], source)
    for at, slot in enumerate(slots[1:], 1):
        spots = np.intersect1d(spots, _spots(slot, source) - at, assume_unique=True)
    documents, times = np.unique(spots // SPOT, return_counts=True)
    return Weights(documents, times.astype(float))


def _spots(slot: Iterable[str], source: Source) -> np.ndarray:
    spots = [source.spots(term) for term in slot]
    return spots[0] if len(spots) == 1 else np.unique(np.concatenate(spots))


def scores(documents: np.ndarray, found: Sequence[Found], source: Source) -> np.ndarray:
    """Add up the clauses, scaled by how well the whole query is covered, and lifted a little for the newer."""
    total, lacking, otherwise = np.zeros(len(documents)), np.zeros(len(documents)), np.zeros(len(documents))
    whole = sum(each.rarity for each in found if each.required)
    for each in found:
        values = each.values[documents]
        total += each.rarity * values
        if each.required and whole:
            part = each.rarity / whole
            lacking += np.where(values > 0, 0.0, part)
            otherwise += np.where(values > 0, part * (1 - each.fits[documents]), 0.0)
    had = np.maximum(0.0, 1 - lacking) ** steepness(sum(each.required for each in found))
    as_asked = np.maximum(0.0, 1 - otherwise) ** OTHER_WORDS
    return total * had * as_asked * _freshness(source.orders[documents] >> ID_BITS)


def steepness(required: int) -> float:
    """Return how steeply a score falls with what a document lacks of so many required clauses."""
    return min(STEEPEST, COVERAGE / max(1, required))


def _freshness(days: np.ndarray) -> np.ndarray:
    return 1 + FRESHNESS * 0.5 ** ((days.max(initial=0) - days) / HALF_LIFE)
