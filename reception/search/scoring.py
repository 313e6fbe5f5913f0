"""Ranking: BM25F over the weighted fields, nearness of the query's words, and a little freshness.

The index holds one posting list a term, in which a word of the subject already counts more than one of the text; so
this is BM25F with one common length. Pure Python over arrays: a common word of 20,000 documents takes milliseconds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from reception.search.plan import Alternative, Clause, Plan

K1 = 1.2
B = 0.6
FRESHNESS = 0.05
HALF_LIFE = 730
ENOUGH = 10
"""With fewer complete hits than this the page is filled with documents that lack a word."""


class Source(Protocol):
    """What ranking reads of an index; documents are known by consecutive numbers."""

    lengths: Sequence[float]
    days: Sequence[int]
    live: int
    average_length: float

    def documents(self) -> set[int]:
        """Return all documents."""

    def weights(self, term: str) -> Iterable[tuple[int, float]]:
        """Return the documents that have a term, with the summed weight of its places."""

    def positions(self, term: str, document: int) -> Sequence[int]:
        """Return the places of a term in one document."""


@dataclass
class Ranked:
    """All matching documents with their scores; those in `complete` have every required clause."""

    scores: dict[int, float]
    complete: set[int]


def rank(plan: Plan, source: Source) -> Ranked:
    """Score every document that matches a plan."""
    found = [_frequencies(clause, source) for clause in plan.clauses]
    required = [documents for clause, documents in zip(plan.clauses, found, strict=True) if clause.required]
    if required:
        complete = set.intersection(*sorted(map(set, required), key=len))
    else:
        complete = set().union(*found) if found else source.documents()
    matching = complete if len(complete) >= ENOUGH else complete | _nearly(required)
    for clause in plan.excluded:
        excluded = _frequencies(clause, source).keys()
        complete, matching = complete - excluded, matching - excluded
    return Ranked(_scores(matching, found, source), complete)


def _nearly(required: list[dict[int, float]]) -> set[int]:
    """Return the documents that have most of the required clauses; if there are none, any of them."""
    counts = Counter(document for documents in required for document in documents)
    least = max(1, (len(required) * 3 + 4) // 5)
    while least > 1 and not any(count >= least for count in counts.values()):
        least -= 1
    return {document for document, count in counts.items() if count >= least}


def _frequencies(clause: Clause, source: Source) -> dict[int, float]:
    """Return each document's best weighted frequency among the alternatives of a clause."""
    result: dict[int, float] = {}
    for alternative in clause.alternatives:
        for document, weight in _matches(alternative, source):
            value = weight * alternative.weight
            if value > result.get(document, 0.0):
                result[document] = value
    return result


def _matches(alternative: Alternative, source: Source) -> Iterable[tuple[int, float]]:
    if len(alternative.slots) == 1:
        for term in alternative.slots[0]:
            yield from source.weights(term)
    else:
        yield from _phrase(alternative.slots, source)


def _phrase(slots: tuple[frozenset[str], ...], source: Source) -> Iterable[tuple[int, float]]:
    """Yield the documents where the slots stand one after another, with how often they do."""
    holders = [{document: weight for term in slot for document, weight in source.weights(term)} for slot in slots]
    for document in set.intersection(*map(set, holders)):
        places = _places(slots[0], document, source)
        for distance, slot in enumerate(slots[1:], 1):
            places &= {place - distance for place in _places(slot, document, source)}
        if places:
            yield document, min(holder[document] for holder in holders)


def _places(slot: Iterable[str], document: int, source: Source) -> set[int]:
    return {place for term in slot for place in source.positions(term, document)}


def _scores(matching: set[int], found: list[dict[int, float]], source: Source) -> dict[int, float]:
    lengths, days = source.lengths, source.days
    base, slope = K1 * (1 - B), K1 * B / source.average_length
    norms = {document: base + slope * lengths[document] for document in matching}
    scores = dict.fromkeys(matching, 0.0)
    for documents in found:
        rarity = log(1 + (source.live - len(documents) + 0.5) / (len(documents) + 0.5)) * (K1 + 1)
        small, large = sorted((documents, scores), key=len)
        for document in small:
            if document in large:
                frequency = documents[document]
                scores[document] += rarity * frequency / (frequency + norms[document])
    newest = max((days[document] for document in matching), default=0)
    return {
        document: score * (1 + FRESHNESS * 0.5 ** ((newest - days[document]) / HALF_LIFE)) for document, score in scores.items()
    }
