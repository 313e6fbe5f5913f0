"""Words into index terms: one rule for documents and queries alike.

A word's terms are all its dictionary forms, Ukrainian where Ukrainian knows it, else Russian; an unknown word is tried
with the letters people confuse, and is a light stem if that fails. Measured: the right lemma is among all of
them in .99 of cases and first in .92, so the first is never chosen; stems of unknown words agree in .98.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from reception.search import dictionary, letters
from reception.search.stemmer import stem

VERSION = 4
"""Raised when the rules change: an older index then needs a rebuild."""

CACHED_WORDS = 100_000
FORMS = 64
_CONFUSED = {
    "е": "єэё", "є": "е", "и": "іїы", "і": "ииї", "ї": "і", "ы": "и", "э": "е", "г": "ґ", "ъ": "'", "щ": "ш", "ш": "щ",
}  # fmt: skip
_AFTER_APOSTROPHE = "яюєї"
_NUMBER_DIGITS = 5


class Token(NamedTuple):
    """A word of a text with its offsets, its index terms, and the number of its form (see `form`)."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    form: int


def words(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the index terms and the form of each word of a text, as `tokens` does, without the rest."""
    return map(_analysed, (word[: 2 * letters.LONGEST] for word in letters.words(text)))


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order."""
    for word, start, end in letters.spans(text):
        yield Token(word, start, end, *_analysed(word[: 2 * letters.LONGEST]))


def form(word: str) -> int:
    """Return a small number for the form a token stands in (школами), the same for every spelling of it.

    It is kept with each place of a term: too small to search by, enough to tell the very form among the hits.
    """
    return _analysed(word[: 2 * letters.LONGEST])[1]


def terms(word: str) -> tuple[str, ...]:
    """Return the index terms of one token: never empty, the same for every spelling of one form."""
    return _analysed(word[: 2 * letters.LONGEST])[0]


@lru_cache(maxsize=CACHED_WORDS)
def _analysed(word: str) -> tuple[tuple[str, ...], int]:
    folded = letters.fold(word)
    return _terms(folded), crc32(letters.key(folded).encode()) % FORMS


def _terms(folded: str) -> tuple[str, ...]:
    if not letters.is_cyrillic(folded):
        return _plain(folded)
    found = dictionary.lemmas(folded) or _misspelt(folded)
    if not found:
        return (letters.key(stem(folded)),)
    return tuple(dict.fromkeys(map(letters.key, found)))


def _plain(folded: str) -> tuple[str, ...]:
    """Return the terms of a Latin word or a number; МК-2026-00127 is also found by 127."""
    short = folded.lstrip("0")
    if folded.isdigit() and len(folded) >= _NUMBER_DIGITS and 0 < len(short) < len(folded):
        return folded, short
    return (folded,)


def _misspelt(folded: str) -> tuple[str, ...]:
    """Return the lemmas of known words that differ in one letter people confuse between the two alphabets."""
    return tuple(dict.fromkeys(lemma for variant in _variants(folded) for lemma in dictionary.lemmas(variant)))


def _variants(folded: str) -> Iterator[str]:
    if "'" in folded:
        yield folded.replace("'", "")
    for at, letter in enumerate(folded):
        for other in _CONFUSED.get(letter, ""):
            yield folded[:at] + other + folded[at + 1 :]
        if at and letter in _AFTER_APOSTROPHE and folded[at - 1] not in "аеєиіїоуюя'ь":
            yield folded[:at] + "'" + folded[at:]
