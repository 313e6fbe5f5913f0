"""Words made of one verb: its other aspect, its nouns and participles, by the lists of endings in data/search.

A list says how such words end behind the letters that they share; the dictionary says which of them there are, and whether
each is the part of speech it would have to be.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from reception.search import analysis, dictionary, letters, word_lists
from reception.search.kinship import PREFIX

SHORTEST = 5
"""Letters of a noun that is made by a few letters: of shorter ones too many only sound like the verb (купа, купувати)."""
TELLING = 3
"""An ending of so many letters tells by itself."""
_VERBS, _MADE, _NOUNS = _PARTS = {"INFN", "VERB"}, {"NOUN", "ADJF"}, {"NOUN"}
"""Parts of speech of what stands in each part of a line."""
_ROOTED = "~"
"""Begins lines of endings behind a root that has a vowel: behind others they make words that only look alike (дати, дувати)."""
_VOWEL = re.compile("[аеєиіїоуюяыэё]")


class _Ending(NamedTuple):
    """An ending, the parts of speech of words that have it, and whether a vowel must be in the root before it."""

    letters: str
    parts: set[str]
    rooted: bool


_Line = tuple[_Ending, ...]


@lru_cache(maxsize=20_000)
def relatives(term: str) -> frozenset[str]:
    """Return the terms of all words that are made of the verb of which a term is made, or which it is."""
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
    bare = word.removesuffix("ся").removesuffix("сь") if parts & _VERBS else word
    for at in range(len(bare) + 1) if parts else ():
        for ending, line in _lines(language).get(bare[at:], ()):
            if _fits(bare[:at], ending, parts):
                yield bare[:at], line


def _words(language: str, start: str, ending: _Ending) -> Iterator[str]:
    """Yield the words of the dictionary that begin and end so."""
    for reflexive in ("", "ся", "сь") if ending.parts is _VERBS else ("",):
        word = start + ending.letters + reflexive
        if _fits(start, ending, dictionary.parts_of_speech(language, word)):
            yield word


def _fits(start: str, ending: _Ending, parts: set[str]) -> bool:
    """Tell whether a word that begins and ends so, and is these parts of speech, can be what the ending makes."""
    if ending.rooted and not _VOWEL.search(PREFIX.sub("", start)):
        return False
    long = ending.parts is not _NOUNS or len(ending.letters) >= TELLING or len(start + ending.letters) >= SHORTEST
    return long and bool(parts & ending.parts)


@cache
def _lines(language: str) -> dict[str, list[tuple[_Ending, _Line]]]:
    """Return, for the letters of each ending, what it is and all that stand in a line with it."""
    result = defaultdict(list)
    for content in word_lists.lines(f"verbs_{language}.txt"):
        rooted, parts = content.startswith(_ROOTED), zip(content.strip(_ROOTED).split("|"), _PARTS, strict=False)
        line = tuple(_Ending(each.strip("-"), kinds, rooted) for endings, kinds in parts for each in endings.split())
        for ending in line:
            result[ending.letters].append((ending, line))
    return dict(result)
