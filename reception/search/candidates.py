"""The best documents of an engine that ranks in its own way, ranked anew in ours: by every word, nearness and freshness."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from reception.search import analysis, packed, scoring
from reception.search.document import Document
from reception.search.plan import Alternative, Clause, Plan

_ID = (1 << scoring.ID_BITS) - 1

Count = Callable[[str], int]
"""How many documents of the index have a term."""


def order_of(document: Document) -> int:
    """Return one number by which documents stand in the order they were asked; of one day the later id is the newer."""
    return document.asked_on.toordinal() << scoring.ID_BITS | document.id


def id_of(orders: np.ndarray) -> np.ndarray:
    """Return the ids of documents from their `order_of`."""
    return orders & _ID


def rarity(clause: Clause, count: Count, live: int) -> float:
    """Return how telling a clause is: that of its worthiest alternative that any document has."""
    worthiest = sorted(clause.alternatives, key=lambda each: -each.weight)
    holders = next(filter(None, (_holders(alternative, count) for alternative in worthiest)), 0)
    return scoring.idf(holders, live) if holders else 0.0


def _holders(alternative: Alternative, count: Count) -> int:
    return min(max(map(count, slot), default=0) for slot in alternative.slots)


def terms_of(plan: Plan) -> set[str]:
    """Return every term a plan asks for."""
    return {term for clause in plan.clauses for each in clause.alternatives for slot in each.slots for term in slot}


class Candidates:
    """A few documents as `scoring.Source`, from their packed terms."""

    def __init__(self, plan: Plan, rows: Sequence[tuple[int, bytes]], count: Count, live: int, average: float):
        """Take (order, packed terms) of each document; `average` is the mean length in the index."""
        self.live = live
        self.orders = np.array([order for order, _ in rows], np.int64)
        self.ids = id_of(self.orders).tolist()
        self.alive = np.ones(len(rows), bool)
        self.norms = scoring.norms(np.array([packed.length(data) for _, data in rows]), average)
        self._plan = plan
        self._count = count
        self._found = packed.unpack([data for _, data in rows], terms_of(plan))

    def scores(self) -> np.ndarray:
        """Return the score of each document, by number."""
        return scoring.scores(self.documents(), self.found, self)

    @cached_property
    def found(self) -> list[scoring.Found]:
        """What each clause found among them."""
        clauses = self._plan.clauses
        return [scoring.found_by(clause, self, rarity(clause, self._count, self.live)) for clause in clauses]

    def documents(self) -> np.ndarray:
        """Return the numbers of all documents."""
        return np.arange(len(self.ids))

    def weights(self, term: str) -> scoring.Weights:
        """Return the documents that have a term, with the summed weight of its places."""
        found = self._found.get(term, packed.NOWHERE)
        return scoring.Weights(found.documents, found.weights)

    def holders(self, term: str, _found: scoring.Weights) -> int:
        """Return about how many documents of the index have a term."""
        return self._count(term)

    def spots(self, term: str) -> np.ndarray:
        """Return all places of a term in all documents, each as document * SPOT + place."""
        return self.places(term, range(len(self.ids))) // analysis.FORMS

    def places(self, term: str, documents: Sequence[int]) -> np.ndarray:
        """Return the places of a term in those of some documents that have it, each as its spot * FORMS + its form."""
        found = self._found.get(term, packed.NOWHERE)
        starts, places = np.repeat(found.documents, found.counts) * (scoring.SPOT * analysis.FORMS), found.places
        if len(documents) < len(self.ids):
            wanted = np.repeat(np.isin(found.documents, documents), found.counts)
            starts, places = starts[wanted], places[wanted]
        return starts + places
