"""What is wanted, as a condition of SQL with its parameters."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb
from typing import NamedTuple

from reception.search.plan import Alternative, Clause
from reception.search.postgres_schema import lexeme
from reception.search.stored_search import Wanted

_MOST_COMBINATIONS = 20


class Condition(NamedTuple):
    """A condition over the documents, and what stands for its places."""

    sql: str
    values: list


def condition(wanted: Wanted, count: Callable[[Clause], int]) -> Condition:
    """Return the condition that the wanted documents fulfil; `count` tells about how many documents a clause finds."""
    parts: list[str] = []
    values: list = []

    def add(sql: str, *given: object) -> None:
        parts.append(sql)
        values.extend(given)

    if wanted.least:
        enough, given = _enough(wanted, count)
        add(enough, *given)
    for clause in wanted.excluded:
        add("NOT words @@ %s::tsquery", any_of(clause.alternatives))
    for name, value in wanted.filters.items():
        add(f"{name} = %s", plain(value))
    if wanted.answered:
        add("answered")
    if wanted.among is not None:
        add("id = ANY(%s)", list(wanted.among))
    if wanted.without:
        add("id <> ALL(%s)", list(wanted.without))
    return Condition(" AND ".join(parts) or "true", values)


def any_of(alternatives: Sequence[Alternative]) -> str:
    """Return a tsquery that one of some alternatives satisfies."""
    words = [lexeme(term) for each in alternatives if len(each.slots) == 1 for term in sorted(each.slots[0])]
    phrases = [_phrase(each) for each in alternatives if len(each.slots) > 1]
    return f"({' | '.join([*dict.fromkeys(words), *phrases])})"


def plain(value: str) -> str:
    """Return a text that PostgreSQL can hold: it knows neither NUL nor halves of surrogate pairs."""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def _phrase(alternative: Alternative) -> str:
    return "(" + " <-> ".join(f"({' | '.join(map(lexeme, sorted(slot)))})" for slot in alternative.slots) + ")"


def _enough(wanted: Wanted, count: Callable[[Clause], int]) -> tuple[str, list]:
    """Return the condition that enough clauses are satisfied.

    PostgreSQL has no such query. Few ways of having enough are one query that the index answers. Else whoever has enough
    has one of the rarest, so many that the rest is too few: the index finds these, and each of them is counted through.
    """
    queries = [any_of(clause.alternatives) for clause in wanted.clauses]
    if wanted.least == 1:
        return "words @@ %s::tsquery", [" | ".join(queries)]
    if comb(len(queries), wanted.least) <= _MOST_COMBINATIONS:
        return "words @@ %s::tsquery", [" | ".join(f"({' & '.join(each)})" for each in combinations(queries, wanted.least))]
    rarest = sorted(wanted.clauses, key=count)[: len(queries) - wanted.least + 1]
    found = " | ".join(any_of(clause.alternatives) for clause in rarest)
    counted = " + ".join(["(words @@ %s::tsquery)::int"] * len(queries))
    return f"words @@ %s::tsquery AND {counted} >= %s", [found, *queries, wanted.least]
