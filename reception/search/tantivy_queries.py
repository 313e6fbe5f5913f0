"""What is wanted, as a Tantivy query."""

from collections.abc import Iterator

from reception.search import scoring
from reception.search.candidates import Count, idf, rarity
from reception.search.plan import Alternative, Clause, Plan
from reception.search.stored_search import Wanted
from reception.search.tantivy_schema import ANSWERED, ID, JOURNAL, WORDS, schema, tantivy
from reception.search.whoosh_schema import clean

_REGEX_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\.+*?()|[]{}^$"})


def matching(wanted: Wanted) -> "tantivy.Query":
    """Return a query that finds the wanted documents."""
    return _query(wanted, [(clause, any_of(clause)) for clause in wanted.clauses])


def ranking(wanted: Wanted, plan: Plan, count: Count, live: int) -> "tantivy.Query":
    """Return a query that finds the wanted documents and orders them about as `scoring` does."""
    required = sum(clause.required for clause in plan.clauses)
    scored = [(clause, _scored(clause, required, count, live)) for clause in plan.clauses]
    return _query(wanted, scored)


def any_of(clause: Clause) -> "tantivy.Query":
    """Return a query that finds the documents in which a clause is satisfied."""
    words = {term for alternative in clause.alternatives if len(alternative.slots) == 1 for term in alternative.slots[0]}
    phrases = [_phrase(alternative) for alternative in clause.alternatives if len(alternative.slots) > 1]
    terms = [_term(term) for term in words]
    return _either(terms + phrases)


def _query(wanted: Wanted, clauses: "list[tuple[Clause, tantivy.Query]]") -> "tantivy.Query":
    Query, must, should, never = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
    counting = [query for clause, query in clauses if clause in wanted.clauses]
    parts = [(should, query) for clause, query in clauses if clause not in wanted.clauses]
    if wanted.least == len(counting):
        parts += [(must, query) for query in counting]
    else:
        parts.append((must, Query.boolean_query([(should, query) for query in counting], wanted.least)))
    parts += [(must, _exact(name, clean(value))) for name, value in wanted.filters.items()]
    if wanted.answered:
        parts.append((must, _exact(ANSWERED, "1")))
    if wanted.among is not None:
        parts.append((must, Query.const_score_query(Query.term_set_query(schema(), ID, list(wanted.among)), 0.0)))
    if wanted.without:
        parts.append((never, Query.term_set_query(schema(), ID, list(wanted.without))))
    parts += [(never, any_of(clause)) for clause in wanted.excluded]
    if not any(occur is must for occur, _ in parts):
        parts += [(must, Query.all_query()), (never, Query.term_query(schema(), JOURNAL, "1"))]
    return Query.boolean_query(parts)


def _scored(clause: Clause, required: int, count: Count, live: int) -> "tantivy.Query":
    """Return a query that gives a document its best alternative.

    Tantivy weighs each term by its own rarity; here that of the clause counts, times what the alternative is worth – as
    often as `scoring` lets it: once for itself, and for its part in how well the query is covered.
    """
    telling = rarity(clause, count, live)
    steepness = 1 + scoring.COVERAGE / required if clause.required and required else 1
    return _either(list(_boosted(clause, telling, steepness, count, live)))


def _boosted(clause: Clause, telling: float, steepness: float, count: Count, live: int) -> "Iterator[tantivy.Query]":
    for alternative in clause.alternatives:
        worth = telling * alternative.weight**steepness
        if len(alternative.slots) > 1:
            yield tantivy.Query.const_score_query(_phrase(alternative), worth)
            continue
        for term in alternative.slots[0]:
            if holders := count(term):
                yield tantivy.Query.boost_query(_term(term), worth / idf(holders, live))


def _either(queries: "list[tantivy.Query]") -> "tantivy.Query":
    if not queries:
        return tantivy.Query.empty_query()
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)


def _phrase(alternative: Alternative) -> "tantivy.Query":
    slots = [sorted(slot) for slot in alternative.slots]
    if all(len(slot) == 1 for slot in slots):
        return tantivy.Query.phrase_query(schema(), WORDS, [slot[0] for slot in slots])
    patterns = ["|".join(term.translate(_REGEX_SIGNS) for term in slot) for slot in slots]
    return tantivy.Query.regex_phrase_query(schema(), WORDS, patterns)


def _term(term: str) -> "tantivy.Query":
    return tantivy.Query.term_query(schema(), WORDS, term)


def _exact(name: str, value: str) -> "tantivy.Query":
    return tantivy.Query.const_score_query(tantivy.Query.term_query(schema(), name, value), 0.0)
