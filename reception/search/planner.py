"""A typed query into a plan of index terms, widened over what the index holds."""

from collections.abc import Iterator
from dataclasses import replace

from reception.search import analysis, dictionary, letters
from reception.search.hits import Slots
from reception.search.plan import Alternative, Clause, Plan
from reception.search.query import Part, parse
from reception.search.thesaurus import stop_words, thesaurus
from reception.search.vocabulary import Vocabulary
from reception.search.widening import Meaning, meaning

_LONGEST_NAME = 4
_PART_OF_NAME = 0.6
_STARTING_IN_ALL = 600
_UNKNOWN_IN_ALL = 240
"""Terms that all prefixes of a query stand for together, and readings of all its words in Latin letters that are tried though no
dictionary has them: three prefixes and four words have as many as they would alone, of more each has fewer."""


def plan(query: str, vocabulary: Vocabulary, complete: bool = False) -> Plan:
    """Turn a query as typed into a plan: what must match, what must not, and what to suggest instead."""
    clauses, excluded, typed, wanted = [], [], [], []
    parts = parse(query)
    starting = _STARTING_IN_ALL // max(1, sum(part.prefix for part in parts))
    for part in parts:
        if part.minus:
            excluded.append(Clause(_prefixed(part, vocabulary, starting) or _phrase(part).alternatives))
            typed.append(part.saying(part.whole))
            wanted.append(part.saying(part.whole))
            continue
        begun = _prefixed(part, vocabulary, starting)
        meant = Meaning(begun) if begun else _meaning(part, vocabulary, _UNKNOWN_IN_ALL // len(parts))
        typed.append(part.saying(part.whole))
        wanted.append(part.saying(meant.instead or part.whole))
        forms = () if part.prefix or not _is_whole(part, meant) else tuple(map(analysis.form, part.words))
        clauses.append(Clause(meant.alternatives, not _is_stop(part), forms))
    if clauses and not any(clause.required for clause in clauses):
        clauses = [replace(clause, required=True) for clause in clauses]
    suggestion = " ".join(wanted) if wanted != typed else None
    return Plan(tuple(_with_names(clauses)), tuple(excluded), suggestion, complete=complete)


def _meaning(part: Part, vocabulary: Vocabulary, unknown: int) -> Meaning:
    if part.is_phrase:
        slots = _phrase(part).alternatives
        if all(any(term in vocabulary for term in slot) for slot in slots[0].slots) or not part.whole.isascii():
            return Meaning(slots)
    return meaning(part, vocabulary, unknown)


def _is_whole(part: Part, meant: Meaning) -> bool:
    """Tell whether what is meant first is the part word by word."""
    return len(meant.alternatives[0].slots) == len(part.words)


def _prefixed(part: Part, vocabulary: Vocabulary, most: int) -> tuple[Alternative, ...]:
    found = vocabulary.starting_with(letters.key(letters.fold(part.words[0]))) if part.prefix else ()
    return (Alternative((frozenset(found[:most]),)),) if found else ()


def _phrase(part: Part) -> Clause:
    return Clause((Alternative(tuple(frozenset(analysis.terms(word)) for word in part.words)),))


def _is_stop(part: Part) -> bool:
    if part.is_phrase or part.prefix:
        return False
    word = part.words[0]
    return stop_words().issuperset(analysis.terms(word)) or dictionary.is_function_word(letters.fold(word))


def _with_names(clauses: list[Clause]) -> list[Clause]:
    """Let each word of a name of several words also be satisfied by the other names of the same thing."""
    extra: dict[int, list[Alternative]] = {}
    for start, size, (slots, weight) in _names(clauses):
        for at in range(start, start + size):
            extra.setdefault(at, []).append(Alternative(slots, weight * _PART_OF_NAME))
    return [replace(clause, alternatives=clause.alternatives + tuple(extra.get(at, ()))) for at, clause in enumerate(clauses)]


def _names(clauses: list[Clause]) -> Iterator[tuple[int, int, tuple[Slots, float]]]:
    firsts = [min(clause.alternatives[0].slots[0]) for clause in clauses]
    for size in range(2, _LONGEST_NAME + 1):
        for start in range(len(firsts) - size + 1):
            for other in thesaurus().get(tuple(firsts[start : start + size]), ()):
                yield start, size, other
