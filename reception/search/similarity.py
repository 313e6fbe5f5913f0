"""A text into a plan that finds texts like it: its telling words, none of them required."""

from collections import Counter
from math import log

from reception.search import analysis
from reception.search.plan import Alternative, Clause, Plan
from reception.search.thesaurus import stop_words
from reception.search.vocabulary import Vocabulary

MOST_WORDS = 20
LONGEST_TEXT = 5_000
ENOUGH_IN_COMMON = 3
"""Telling words that two texts must share, for one or two are chance ("basement", "all year"); of a short text a quarter
will do."""


def likeness(text: str, vocabulary: Vocabulary, documents: int) -> Plan:
    """Return a plan of the words that tell a text from others: frequent in it, rare in the index."""
    counts = Counter(token.terms for token in analysis.tokens(text[:LONGEST_TEXT]))
    telling = {}
    for terms, count in counts.items():
        holders = max(map(vocabulary.count, terms))
        if holders and not stop_words().issuperset(terms):
            telling[terms] = (1 + log(count)) * log(1 + documents / holders)
    best = sorted(telling, key=lambda terms: (-telling[terms], terms))[:MOST_WORDS]
    clauses = tuple(Clause((Alternative((frozenset(terms),)),), required=False) for terms in best)
    return Plan(clauses, least=max(1, min(ENOUGH_IN_COMMON, len(clauses) // 4)))
