"""Words that mean the same: the editable lists in data/search, turned into index terms once a process."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources

from reception.search import analysis
from reception.search.hits import Slots

LISTS = {"abbreviations.txt": 0.9, "streets.txt": 0.9, "languages.txt": 0.8, "synonyms.txt": 0.6}
"""The lists, and what a word found through one is worth beside the word itself."""

Thesaurus = dict[tuple[str, ...], list[tuple[Slots, float]]]


@cache
def thesaurus() -> Thesaurus:
    """Return, for each sequence of terms, what else it may be called and how much that is worth."""
    result: Thesaurus = defaultdict(list)
    for name, weight in LISTS.items():
        for group in _groups(name):
            slots = [tuple(frozenset(token.terms) for token in analysis.tokens(phrase)) for phrase in group]
            for at, phrase in enumerate(slots):
                others = [(other, weight) for index, other in enumerate(slots) if index != at]
                for terms in _sequences(phrase):
                    result[terms].extend(others)
    return dict(result)


@cache
def stop_words() -> frozenset[str]:
    """Return the terms of words that weigh nothing by themselves (questions, politeness, function words)."""
    return frozenset(term for line in _lines("stopwords.txt") for token in analysis.tokens(line) for term in token.terms)


def _groups(name: str) -> Iterator[list[str]]:
    for line in _lines(name):
        yield [phrase.strip() for phrase in line.split("=")]


def _lines(name: str) -> Iterator[str]:
    text = resources.files("reception").joinpath("data", "search", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if content := line.partition("#")[0].strip():
            yield content


def _sequences(phrase: Slots) -> Iterator[tuple[str, ...]]:
    """Yield the term sequences a phrase is looked up by: each lemma of a single word, the first ones of several."""
    if len(phrase) == 1:
        yield from ((term,) for term in phrase[0])
    else:
        yield tuple(min(slot) for slot in phrase)
