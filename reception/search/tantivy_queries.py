"""What is wanted, as a Tantivy query."""

from collections.abc import Callable, Iterator

from reception.search import scoring
from reception.search.candidates import Count, rarity
from reception.search.plan import Alternative, Clause, Plan
from reception.search.stored_search import Wanted
from reception.search.tantivy_schema import ANSWERED, ID, JOURNAL, NO_QUESTIONS, TERMS, WORDS, schema, tantivy
from reception.search.whoosh_schema import clean

_REGEX_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\.+*?()|[]{}^$"})


class Queries:
    """Queries over one state of an index: `count` tells how many documents have a term, `words_with` which words."""

    def __init__(self, count: Count, words_with: Callable[[str], list[str]], live: int):
        self._count = count
        self._words_with = words_with
        self._live = live

    def matching(self, wanted: Wanted) -> "tantivy.Query":
        """Return a query that finds the wanted documents."""
        return self._query(wanted, [(clause, self._any_of(clause)) for clause in wanted.clauses])

    def ranking(self, wanted: Wanted, plan: Plan) -> "tantivy.Query":
        """Return a query that finds the wanted documents and orders them about as `scoring` does."""
        required = sum(clause.required for clause in plan.clauses)
        return self._query(wanted, [(clause, self._scored(clause, required)) for clause in plan.clauses])

    def _any_of(self, clause: Clause) -> "tantivy.Query":
        """Return a query that finds the documents in which a clause is satisfied."""
        words = {term for alternative in clause.alternatives if len(alternative.slots) == 1 for term in alternative.slots[0]}
        phrases = [self._phrase(alternative) for alternative in clause.alternatives if len(alternative.slots) > 1]
        return _either([_term(term) for term in words] + phrases)

    def _query(self, wanted: Wanted, clauses: "list[tuple[Clause, tantivy.Query]]") -> "tantivy.Query":
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
        parts += [(never, self._any_of(clause)) for clause in wanted.excluded]
        if not any(occur is must for occur, _ in parts):
            parts += [(must, Query.all_query()), *((never, _exact(JOURNAL, each)) for each in NO_QUESTIONS)]
        return Query.boolean_query(parts)

    def _scored(self, clause: Clause, required: int) -> "tantivy.Query":
        """Return a query that gives a document its best alternative.

        Tantivy weighs each term by its own rarity; here that of the clause counts, times what the alternative is worth – as
        often as `scoring` lets it: once for itself, and for its part in how well the query is covered.
        """
        telling = rarity(clause, self._count, self._live)
        steepness = 1 + scoring.OTHER_WORDS / required if clause.required and required else 1
        return _either(list(self._boosted(clause, telling, steepness)))

    def _boosted(self, clause: Clause, telling: float, steepness: float) -> "Iterator[tantivy.Query]":
        for alternative in clause.alternatives:
            worth = telling * alternative.weight**steepness
            if len(alternative.slots) > 1:
                yield tantivy.Query.const_score_query(self._phrase(alternative), worth)
                continue
            for term in alternative.slots[0]:
                if holders := self._count(term):
                    part = scoring.telling(alternative, holders, telling, self._live)
                    yield tantivy.Query.boost_query(_term(term), worth * part / scoring.idf(holders, self._live))

    def _phrase(self, alternative: Alternative) -> "tantivy.Query":
        slots = [sorted({word for term in slot for word in self._words_with(term)}) for slot in alternative.slots]
        if all(len(slot) == 1 for slot in slots):
            return tantivy.Query.phrase_query(schema(), WORDS, [slot[0] for slot in slots])
        patterns = ["|".join(word.translate(_REGEX_SIGNS) for word in slot) for slot in slots]
        return tantivy.Query.regex_phrase_query(schema(), WORDS, patterns)


def _either(queries: "list[tantivy.Query]") -> "tantivy.Query":
    if not queries:
        return tantivy.Query.empty_query()
    return queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)


def _term(term: str) -> "tantivy.Query":
    return tantivy.Query.term_query(schema(), TERMS, term)


def _exact(name: str, value: str) -> "tantivy.Query":
    return tantivy.Query.const_score_query(tantivy.Query.term_query(schema(), name, value), 0.0)
