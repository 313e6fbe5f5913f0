"""Words that mean the same: the editable lists, turned into index terms once a process."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

from reception.search import analysis, word_lists
from reception.search.hits import Slots
from reception.search.vocabulary import Vocabulary

TRANSLATIONS = "languages.txt"
"""In this list the first word of a line is translated by the others, which are synonyms of each other at most."""

Thesaurus = dict[tuple[str, ...], list[tuple[Slots, float]]]


def read_also(folder: Path) -> None:
    """Let the lists of an installation count in this process, beside those of the program."""
    if word_lists.add(folder):
        for known in (thesaurus, listed_words, stop_words, address_words):
            known.cache_clear()


@cache
def thesaurus() -> Thesaurus:
    """Return, for each sequence of terms, what else it may be called and how much that is worth."""
    result: Thesaurus = defaultdict(list)
    for name, weight in word_lists.EQUALS.items():
        for group in word_lists.groups(name):
            phrases = list(filter(None, map(_phrase, group)))
            for one, other in permutations(phrases, 2):
                among_others = name == TRANSLATIONS and phrases[0] not in (one, other)
                for terms in _sequences(one):
                    result[terms].append((other, word_lists.EQUALS["synonyms.txt"] if among_others else weight))
    return dict(result)


@cache
def listed_words() -> Vocabulary:
    """Return the single words the lists know, to be found by their roots."""
    return Vocabulary({terms[0]: 1 for terms in thesaurus() if len(terms) == 1})


@cache
def stop_words() -> frozenset[str]:
    """Return the terms of words that weigh nothing by themselves (questions, politeness, function words)."""
    return _terms_in("stopwords.txt")


@cache
def address_words() -> frozenset[str]:
    """Return the terms of words of addresses and contacts, which any two questions share by chance."""
    return _terms_in("address_words.txt")


def _terms_in(name: str) -> frozenset[str]:
    return frozenset(term for line in word_lists.lines(name) for token in analysis.tokens(line) for term in token.terms)


def _phrase(words: str) -> Slots:
    return tuple(frozenset(token.terms) for token in analysis.tokens(words))


def _sequences(phrase: Slots) -> Iterator[tuple[str, ...]]:
    """Yield the term sequences a phrase is looked up by: each lemma of a single word, the first ones of several."""
    if len(phrase) == 1:
        yield from ((term,) for term in phrase[0])
    else:
        yield tuple(min(slot) for slot in phrase)
