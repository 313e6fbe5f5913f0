"""Words made of one verb (its other aspect, its nouns and participles) or one noun (its adjectives), by lists of endings.

The lists in data/search say how such words end behind the letters that they share; the dictionary says which of them there
are, and whether each is the part of speech it would have to be.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reception.search import analysis, dictionary, letters, word_lists
from reception.search.kinship import PREFIX

_ROOTED = "~"
"""Begins lines of endings behind a root that has a vowel: behind others they make words that only look alike (дати, дувати)."""
_VOWEL = re.compile("[аеєиіїоуюяыэё]")


class _Kind(NamedTuple):
    """Parts of speech, and how many letters such a word must have, lest it only sound like kin, unless its ending has enough."""

    parts: set[str]
    shortest: int = 0
    telling: int = 0


_VERB, _MADE, _NOUN = _Kind({"INFN", "VERB"}), _Kind({"NOUN", "ADJF"}), _Kind({"NOUN"})
_SHORT, _ADJECTIVE = _Kind({"NOUN"}, 5, 3), _Kind({"ADJF"}, 7, 5)
LISTS = {"verbs": (_VERB, _MADE, _SHORT), "nouns": (_NOUN, _ADJECTIVE)}
"""The lists, and the kind of word in each part of a line."""


class _Ending(NamedTuple):
    """An ending, the kind of words that have it, and whether a vowel must be in the root before it."""

    letters: str
    kind: _Kind
    rooted: bool


_Line = tuple[_Ending, ...]


@lru_cache(maxsize=20_000)
def relatives(term: str) -> frozenset[str]:
    """Return the terms of all words that are made of the verb or noun of which a term is made, or which it is."""
    words = [(language, word) for language in dictionary.LANGUAGES for word in _relatives(language, term)]
    return frozenset(other for language, word in words for other in _terms(language, word)) - {term}


def _terms(language: str, word: str) -> tuple[str, ...]:
    """Return the terms by which the index has a word: a Russian one that is a form of a Ukrainian word has that one's."""
    return (letters.key(word),) if language == "uk" else analysis.terms(word)


def _relatives(language: str, term: str) -> Iterator[str]:
    for word in letters.spellings(term):
        for start, line in _readings(language, word):
            for ending in line:
                yield from _words(language, start, ending)


def _readings(language: str, word: str) -> Iterator[tuple[str, _Line]]:
    """Yield each way to read a dictionary form as a beginning and one of the endings of a line."""
    parts = dictionary.parts_of_speech(language, word)
    bare = word.removesuffix("ся").removesuffix("сь") if parts & _VERB.parts else word
    for at in range(len(bare) + 1) if parts else ():
        for ending, line in _lines(language).get(bare[at:], ()):
            if parts & ending.kind.parts and _is_long(bare[:at], ending) and (not ending.rooted or _has_root(bare[:at])):
                yield bare[:at], line


def _words(language: str, start: str, ending: _Ending) -> Iterator[str]:
    """Yield the words of the dictionary that begin and end so."""
    if _is_long(start, ending):
        for reflexive in ("", "ся", "сь") if ending.kind is _VERB else ("",):
            word = start + ending.letters + reflexive
            if dictionary.parts_of_speech(language, word) & ending.kind.parts:
                yield word


def _is_long(start: str, ending: _Ending) -> bool:
    kind, size = ending.kind, len(ending.letters)
    return size >= kind.telling or len(start) + size >= kind.shortest


def _has_root(start: str) -> bool:
    return bool(_VOWEL.search(PREFIX.sub("", start)))


@cache
def _lines(language: str) -> dict[str, list[tuple[_Ending, _Line]]]:
    """Return, for the letters of each ending, what it is and all that stand in a line with it."""
    result = defaultdict(list)
    for content, kinds in ((line, kinds) for name, kinds in LISTS.items() for line in word_lists.lines(f"{name}_{language}.txt")):
        parts = zip(content.strip(_ROOTED).split("|"), kinds, strict=False)
        rooted = content.startswith(_ROOTED)
        line = tuple(_Ending(each.strip("-"), kind, rooted) for endings, kind in parts for each in endings.split())
        for ending in line:
            result[ending.letters].append((ending, line))
    return dict(result)
