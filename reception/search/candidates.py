"""The best documents of an engine that ranks in its own way, ranked anew in ours: by every word, nearness and freshness."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
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


def id_of(order: int) -> int:
    """Return the id of a document from its `order_of`."""
    return order & _ID


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
        self.ids = (self.orders & _ID).tolist()
        self.alive = np.ones(len(rows), bool)
        self.norms = scoring.norms(np.array([packed.length(data) for _, data in rows]), average)
        self._plan = plan
        self._count = count
        self._found: dict[str, dict[int, packed.Occurrences]] = defaultdict(dict)
        wanted = packed.checksums(terms_of(plan))
        for number, (_, data) in enumerate(rows):
            for each in packed.unpack(data, wanted):
                self._found[each.term][number] = each

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
        found = self._found.get(term, {})
        return scoring.Weights(np.array([*found], np.int64), np.array([each.weight for each in found.values()]))

    def holders(self, term: str, _found: scoring.Weights) -> int:
        """Return about how many documents of the index have a term."""
        return self._count(term)

    def spots(self, term: str) -> np.ndarray:
        """Return all places of a term in all documents, each as document * SPOT + place."""
        found = self._found.get(term, {}).items()
        spots = [number * scoring.SPOT + place // analysis.FORMS for number, each in found for place in each.places]
        return np.array(spots, np.int64)

    def places(self, term: str, documents: Iterable[int]) -> dict[int, Sequence[int]]:
        """Return the places of a term in those of some documents that have it, each with its form."""
        found = self._found.get(term, {})
        return {number: found[number].places for number in documents if number in found}
