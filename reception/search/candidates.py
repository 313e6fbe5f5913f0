"""The best documents of an engine that ranks in its own way, ranked anew in ours: by every word, nearness and freshness."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log

from reception.search import analysis, packed, scoring
from reception.search.document import Document
from reception.search.plan import Alternative, Clause, Plan

_ID_BITS = 40
_ID = (1 << _ID_BITS) - 1

Count = Callable[[str], int]
"""How many documents of the index have a term."""


def order_of(document: Document) -> int:
    """Return one number by which documents stand in the order they were asked; of one day the later id is the newer."""
    return document.asked_on.toordinal() << _ID_BITS | document.id


def id_of(order: int) -> int:
    """Return the id of a document from its `order_of`."""
    return order & _ID


def rarity(clause: Clause, count: Count, live: int) -> float:
    """Return how telling a clause is: that of its worthiest alternative that any document has."""
    worthiest = sorted(clause.alternatives, key=lambda each: -each.weight)
    holders = next(filter(None, (_holders(alternative, count) for alternative in worthiest)), 0)
    return idf(holders, live) if holders else 0.0


def idf(holders: int, live: int) -> float:
    """Return the rarity of what some documents of all have; never nothing, though all have it."""
    return log(1 + (max(live, holders) - holders + 0.5) / (holders + 0.5))


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
        self.ids = [id_of(order) for order, _ in rows]
        self.days = [order >> _ID_BITS for order, _ in rows]
        self.norms = scoring.norms([packed.length(data) for _, data in rows], average or 1.0)
        self._plan = plan
        self._count = count
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._places: dict[tuple[str, int], Sequence[int]] = {}
        wanted = packed.checksums(terms_of(plan))
        for number, (_, data) in enumerate(rows):
            for term, weight, places in packed.unpack(data, wanted):
                self._weights[term][number] = weight
                self._places[term, number] = places

    def scores(self) -> dict[int, float]:
        """Return the score of each document, by number."""
        found = [scoring._found(clause, self) for clause in self._plan.clauses]
        for each, clause in zip(found, self._plan.clauses, strict=True):
            each.rarity = rarity(clause, self._count, self.live)
        return scoring._scores(self.documents(), found, self)

    def documents(self) -> set[int]:
        """Return the numbers of all documents."""
        return set(range(len(self.ids)))

    def weights(self, term: str) -> Iterable[tuple[int, float]]:
        """Return the documents that have a term, with the summed weight of its places."""
        return self._weights.get(term, {}).items()

    def spots(self, term: str) -> Iterator[int]:
        """Yield all places of a term in all documents, each as document * SPOT + place."""
        for document in self._weights.get(term, {}):
            yield from (document * scoring.SPOT + place for place in self.positions(term, document))

    def positions(self, term: str, document: int) -> list[int]:
        """Return the places of a term in one document."""
        return [place // analysis.FORMS for place in self._places.get((term, document), ())]

    def has_form(self, terms: Iterable[str], form: int, document: int) -> bool:
        """Tell whether one of the terms stands in a document in one form."""
        return any(place % analysis.FORMS == form for term in terms for place in self._places.get((term, document), ()))
