"""One state of a PostgreSQL index, as `stored_search` reads it, inside one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from reception.search.candidates import rarity
from reception.search.plan import Alternative, Clause, Plan
from reception.search.postgres_queries import Condition, any_of, condition
from reception.search.postgres_schema import SCHEMA
from reception.search.stored_search import Facets, Likeliest, Wanted
from reception.search.stored_vocabulary import StoredVocabulary

if TYPE_CHECKING:
    from psycopg import Connection

CANDIDATES = 2_000
"""So many of the newest hits are ranked: to rank every hit of a common word is what costs."""

LIKELY = 500
"""Where any of many words will do, the rarest are looked for that about so many documents have."""

_MOST_STARTING = 200
_MOST_KNOWN = 50_000
_AS_ASKED = 0.6
_WIDER = 0.3


@dataclass
class Known:
    """What one process has learnt of the vocabulary of one state."""

    change: int = -1
    counts: dict[str, int] = field(default_factory=dict)
    sounds: dict[str, list[str]] = field(default_factory=dict)


class PostgresView:
    """What one transaction sees."""

    def __init__(self, connection: "Connection", known: Known):
        self._connection = connection
        state = self._rows(f"SELECT position, rules, change, live, average FROM {SCHEMA}.state")  # noqa: S608
        self.position, self.words, change, self.live, self.average = state[0]
        if known.change != change or len(known.counts) > _MOST_KNOWN:
            known.change, known.counts, known.sounds = change, {}, {}
        self._known = known
        self.vocabulary = StoredVocabulary(self._count_of, self._with_sound, self._with_prefix)

    def count(self, wanted: Wanted) -> int:
        """Return how many documents are wanted."""
        where = self._where(wanted)
        return self._rows(f"SELECT count(*) FROM {SCHEMA}.document WHERE {where.sql}", where.values)[0][0]  # noqa: S608

    def tally(self, wanted: Wanted, facets: Collection[str]) -> tuple[int, Facets]:
        """Return how many documents are wanted, and how many of each value of some fields."""
        if not facets:
            return self.count(wanted), {}
        where = self._where(wanted)
        names = list(facets)
        columns, sets = ", ".join(names), ", ".join(f"({name})" for name in names)
        rows = self._rows(
            f"SELECT count(*), GROUPING({columns}), {columns} FROM {SCHEMA}.document WHERE {where.sql} "  # noqa: S608
            f"GROUP BY GROUPING SETS ((), {sets}) ORDER BY 1 DESC",
            where.values,
        )
        total, counts = 0, {name: {} for name in names}
        whole = 2 ** len(names) - 1
        for number, grouping, *values in rows:
            if grouping == whole:
                total = number
                continue
            at = len(names) - 1 - (whole - grouping).bit_length() + 1
            if values[at]:
                counts[names[at]][values[at]] = number
        return total, counts

    def best(self, wanted: Wanted, plan: Plan, limit: int) -> Likeliest:
        """Return the likeliest of the newest documents, then the rest, the newest first."""
        telling = self._telling(wanted)
        where = self._where(telling)
        score, terms = _score(plan)
        rows = self._rows(
            f"SELECT asked FROM (SELECT asked, words, row_number() OVER (ORDER BY asked + 0 DESC) AS age "  # noqa: S608
            f"FROM {SCHEMA}.document WHERE {where.sql} ORDER BY asked + 0 DESC LIMIT %s) AS newest "
            f"ORDER BY CASE WHEN age <= {CANDIDATES} THEN {score} ELSE -1 END DESC, asked DESC LIMIT %s",
            [*where.values, max(limit, CANDIDATES), *terms, limit],
        )
        found = _orders(rows)
        if len(found) < limit and telling is not wanted:
            every = self.dated(wanted, True, limit)
            found = np.concatenate([found, every[~np.isin(every, found)]])[:limit]
        return Likeliest(found, found)

    def dated(self, wanted: Wanted, newest: bool, limit: int) -> np.ndarray:
        """Return the orders of documents, sorted."""
        where = self._where(wanted)
        direction = "DESC" if newest else "ASC"
        found = f"SELECT asked FROM {SCHEMA}.document WHERE {where.sql} ORDER BY asked {direction} LIMIT %s"  # noqa: S608
        return _orders(self._rows(found, [*where.values, limit]))

    def packed(self, handles: Sequence[np.int64]) -> list[bytes]:
        """Return the packed terms of some documents."""
        orders = [order.item() for order in handles]
        found = dict(self._rows(f"SELECT asked, packed FROM {SCHEMA}.document WHERE asked = ANY(%s)", [orders]))  # noqa: S608
        return [found[order] for order in orders]

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple]:
        with self._connection.cursor(binary=True) as cursor:
            return cursor.execute(statement, values).fetchall()

    def _where(self, wanted: Wanted) -> Condition:
        return condition(wanted, self._holders)

    def _holders(self, clause: Clause) -> int:
        """Return at most how many documents a clause finds."""
        terms = {term for alternative in clause.alternatives for slot in alternative.slots for term in slot}
        return sum(map(self._count_of, terms))

    def _telling(self, wanted: Wanted) -> Wanted:
        """Leave out the commonest of clauses any of which will do, where the rarer ones find enough to rank."""
        if wanted.least != 1 or len(wanted.clauses) < 2:
            return wanted
        kept: list[Clause] = []
        found = 0
        for clause in sorted(wanted.clauses, key=lambda clause: -rarity(clause, self._count_of, self.live)):
            found += self._holders(clause)
            if kept and found > LIKELY:
                break
            kept.append(clause)
        return replace(wanted, clauses=tuple(kept))

    def _count_of(self, term: str) -> int:
        if term not in self._known.counts:
            rows = self._rows(f"SELECT documents FROM {SCHEMA}.term WHERE term = %s", [term])  # noqa: S608
            self._known.counts[term] = rows[0][0] if rows else 0
        return self._known.counts[term]

    def _with_sound(self, sound: str) -> list[str]:
        if sound not in self._known.sounds:
            found = f"SELECT term, documents FROM {SCHEMA}.sound JOIN {SCHEMA}.term USING (term) WHERE sound = %s"  # noqa: S608
            counts: Mapping[str, int] = dict(self._rows(found, [sound]))
            self._known.counts.update(counts)
            self._known.sounds[sound] = [term for term, count in counts.items() if count]
        return self._known.sounds[sound]

    def _with_prefix(self, prefix: str) -> list[str]:
        like = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = (
            f"SELECT term, documents FROM {SCHEMA}.term WHERE term LIKE %s AND documents > 0 "  # noqa: S608
            f"ORDER BY documents DESC, term LIMIT {_MOST_STARTING}"
        )
        counts: Mapping[str, int] = dict(self._rows(found, [like]))
        self._known.counts.update(counts)
        return [*counts]


def _orders(rows: Sequence[tuple[int]]) -> np.ndarray:
    return np.fromiter((order for (order,) in rows), np.int64, len(rows))


def _score(plan: Plan) -> tuple[str, list[str]]:
    """Return what orders the candidates: words as asked, and for a part what they were widened to."""
    asked: list[Alternative] = []
    wider: list[Alternative] = []
    for clause in plan.clauses:
        for alternative in clause.alternatives:
            (asked if alternative.weight >= _AS_ASKED else wider).append(alternative)
    ranks = [(1.0, any_of(asked))] + ([(_WIDER, any_of(wider))] if wider else [])
    terms = [query for _, query in ranks]
    return " + ".join(f"{weight} * ts_rank(words, %s::tsquery, 1)" for weight, _ in ranks), terms
