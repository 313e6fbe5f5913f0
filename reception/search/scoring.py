"""Ranking: BM25F over the weighted fields, nearness of the query's words, and a little freshness.

The index holds one posting list a term, in which a word of the subject already counts more than one of the text; so
this is BM25F with one common length. Pure Python over arrays: a common word of 20,000 documents takes milliseconds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import Protocol

from reception.search.plan import Alternative, Clause, Plan

K1 = 1.2
B = 0.6
FRESHNESS = 0.05
HALF_LIFE = 730
COVERAGE = 2.5
"""How steeply a score falls with what the query asks and the document lacks, or has in other words only."""
SPOT = 1 << 24
"""More than the words of any document: see `Source.spots`."""

ENOUGH = 10
"""With fewer complete hits than this the page is filled with documents that lack a word."""


class Source(Protocol):
    """What ranking reads of an index; documents are known by consecutive numbers."""

    norms: Sequence[float]
    days: Sequence[int]
    live: int

    def documents(self) -> Set[int]:
        """Return all documents."""

    def weights(self, term: str) -> Iterable[tuple[int, float]]:
        """Return the documents that have a term, with the summed weight of its places."""

    def spots(self, term: str) -> Iterable[int]:
        """Return all places of a term in all documents, each as document * SPOT + place."""

    def positions(self, term: str, document: int) -> Sequence[int]:
        """Return the places of a term in one document."""

    def has_form(self, terms: Iterable[str], form: int, document: int) -> bool:
        """Tell whether one of the terms stands in a document in one form."""


@dataclass
class Ranked:
    """All matching documents with their scores; those in `complete` have every required clause."""

    scores: dict[int, float]
    complete: set[int]


@dataclass
class Found:
    """What one clause found: each document's value (0 to 1, saturated), and what the alternative is worth that it has.

    Documents that have the word just as it was asked for, which are most, do not stand in `fits`: they fit wholly.
    """

    values: dict[int, float]
    fits: dict[int, float]
    rarity: float
    required: bool


def norms(lengths: Sequence[float], average: float) -> list[float]:
    """Return, for each document, the frequency at which a word is worth half of what it can be."""
    base, slope = K1 * (1 - B), K1 * B / average
    return [base + slope * length for length in lengths]


def rank(plan: Plan, source: Source) -> Ranked:
    """Score every document that matches a plan."""
    found = [_found(clause, source) for clause in plan.clauses]
    required = [each for each in found if each.required]
    if required:
        complete = set.intersection(*sorted((set(each.values) for each in required), key=len))
    else:
        complete = _with_some(found, plan.least) if found else source.documents()
    matching = complete if len(complete) >= ENOUGH else complete | _nearly(required)
    for clause in plan.excluded:
        excluded = _found(clause, source).values.keys()
        complete, matching = complete - excluded, matching - excluded
    return Ranked(_scores(matching, found, source), complete)


def _with_some(found: list[Found], least: int) -> set[int]:
    """Return the documents that have at least so many of the clauses."""
    counts = Counter(document for each in found for document in each.values)
    return {document for document, count in counts.items() if count >= least}


def _nearly(required: list[Found]) -> set[int]:
    """Return the documents that have most of the required clauses; if there are none, any of them."""
    counts = Counter(document for each in required for document in each.values)
    least = max(1, (len(required) * 3 + 4) // 5)
    while least > 1 and not any(count >= least for count in counts.values()):
        least -= 1
    return {document for document, count in counts.items() if count >= least}


def _found(clause: Clause, source: Source) -> Found:
    """Return what a clause finds; each document counts by its best alternative.

    Rarity is that of the word itself, so that what it is widened by does not make it common.
    """
    values: dict[int, float] = {}
    fits: dict[int, float] = {}
    rarity = 0.0
    for alternative in sorted(clause.alternatives, key=lambda each: -each.weight):
        for matches in _matches(alternative, source):
            _take(values, fits, matches, alternative.weight, source.norms)
        if values and not rarity:
            rarity = log(1 + (source.live - len(values) + 0.5) / (len(values) + 0.5))
    return Found(values, fits, max(rarity, 0.0), clause.required)


def _take(
    values: dict[int, float], fits: dict[int, float], matches: Iterable[tuple[int, float]], worth: float,
    norms: Sequence[float],
) -> None:  # fmt: skip
    """Add what one term or phrase finds, where that is more than what was found before."""
    fresh = {document: worth * frequency / (frequency + norms[document]) for document, frequency in matches}
    if worth < 1:
        fits.update(dict.fromkeys(fresh.keys() - values.keys(), worth))
    if values:
        fresh = {document: value for document, value in fresh.items() if value > values.get(document, 0.0)}
    values.update(fresh)


def _matches(alternative: Alternative, source: Source) -> Iterable[Iterable[tuple[int, float]]]:
    if len(alternative.slots) == 1:
        return map(source.weights, alternative.slots[0])
    return [_phrase(alternative.slots, source)]


def _phrase(slots: tuple[frozenset[str], ...], source: Source) -> Iterable[tuple[int, float]]:
    """Return the documents where the slots stand one after another, with how often they do."""
    base = min(range(len(slots)), key=lambda at: sum(1 for term in slots[at] for _ in source.weights(term)))
    spots = set(_spots(slots[base], source))
    for at, slot in enumerate(slots):
        if at != base:
            spots.intersection_update(map((base - at).__add__, _spots(slot, source)))
    return [(document, float(times)) for document, times in Counter(spot // SPOT for spot in spots).items()]


def _spots(slot: Iterable[str], source: Source) -> Iterable[int]:
    return chain.from_iterable(map(source.spots, slot))


def _scores(matching: set[int], found: list[Found], source: Source) -> dict[int, float]:
    """Add up the clauses, scaled by how well the whole query is covered, and lifted a little for the newer."""
    scores = dict.fromkeys(matching, 0.0)
    lost: Counter[int] = Counter()
    whole = sum(each.rarity for each in found if each.required)
    for each in found:
        values, rarity = each.values, each.rarity
        for document in matching & values.keys():
            scores[document] += rarity * values[document]
        if each.required and whole:
            lost.update(dict.fromkeys(matching - values.keys(), rarity / whole))
            for document in matching & each.fits.keys():
                lost[document] += (1 - each.fits[document]) * rarity / whole
    for document, share in lost.items():
        scores[document] *= max(0.0, 1 - share) ** COVERAGE
    return _freshened(scores, source.days) if found else scores


def _freshened(scores: dict[int, float], days: Sequence[int]) -> dict[int, float]:
    present = set(map(days.__getitem__, scores))
    newest = max(present, default=0)
    lift = {day: 1 + FRESHNESS * 0.5 ** ((newest - day) / HALF_LIFE) for day in present}
    return {document: score * lift[days[document]] for document, score in scores.items()}
