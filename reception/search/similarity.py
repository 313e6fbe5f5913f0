"""A text into a plan that finds texts like it: its telling words, none of them required."""

from collections import Counter
from math import log

from reception.search import analysis, widening
from reception.search.plan import Alternative, Clause, Plan
from reception.search.thesaurus import address_words, stop_words
from reception.search.vocabulary import Vocabulary

MOST_WORDS = 20
MOST_UNKNOWN = 10
TELLING_DIGITS = 5
"""Digits from which on a number tells texts apart; a shorter one is that of some house or bus."""
LONGEST_TEXT = 5_000
ENOUGH_IN_COMMON = 3
"""Telling words that two texts must share, for one or two are chance ("basement", "all year"); of a short text a third
will do."""

SHARE = 0.05
WORDS_BY_CHANCE = 3.5
LARGEST_SHARE = 0.6
"""Of what all its telling words tell, two texts must share a twentieth, and as much as three or four words tell on the average:
so much is chance. Of a few words that would be all."""

SHARE_OF_THE_BEST = 0.3
"""What a text's score must be of the nearest one's: beside a text that is much like it others are like it by chance."""


def likeness(text: str, vocabulary: Vocabulary, documents: int) -> Plan:
    """Return a plan of the words that tell a text from others: frequent in it, rare in the index, in either language.

    A word that no document has may be there in the other language; a few of these are tried, the longest first.
    """
    words = {token.terms: token.text for token in analysis.tokens(text[:LONGEST_TEXT])}
    counts = Counter(token.terms for token in analysis.tokens(text[:LONGEST_TEXT]))
    telling, unknown = {}, []
    untelling = stop_words() | address_words()
    for terms, count in counts.items():
        holders = max(map(vocabulary.count, terms))
        if untelling.issuperset(terms) or (terms[0].isdigit() and len(terms[0]) < TELLING_DIGITS):
            continue
        if holders:
            telling[terms] = (1 + log(count)) * log(1 + documents / holders)
        else:
            unknown.append(terms)
    best = sorted(telling, key=lambda terms: (-telling[terms], terms))[:MOST_WORDS]
    tried = sorted(unknown, key=lambda terms: (-len(terms[0]), terms))[:MOST_UNKNOWN]
    clauses = tuple(filter(None, (_clause(terms, words[terms], vocabulary) for terms in best + tried)))
    share = min(LARGEST_SHARE, SHARE + WORDS_BY_CHANCE / max(1, len(clauses)))
    return Plan(clauses, least=max(1, min(ENOUGH_IN_COMMON, len(clauses) // 3)), share=share)


def _clause(terms: tuple[str, ...], word: str, vocabulary: Vocabulary) -> Clause | None:
    own = (Alternative((frozenset(terms),)),) if any(term in vocabulary for term in terms) else ()
    ways = own + tuple(each for each in widening.abroad(terms, word, vocabulary) if _is_held(each, vocabulary))
    return Clause(ways, required=False) if ways else None


def _is_held(way: Alternative, vocabulary: Vocabulary) -> bool:
    return all(any(term in vocabulary for term in slot) for slot in way.slots)
