"""The terms of a large index, asked where they are stored: what `Vocabulary` holds in memory for a small one."""

from collections.abc import Callable
from functools import lru_cache

from reception.search import kinship, letters
from reception.search.kinship import Frame

_FRAME = "f"
_ROOT = "r"
_SHORTEST = 3
_MOST_KEPT = 2_000
"""Words of queries whose kin is kept while the index stays as it is."""


class StoredVocabulary:
    """Answers as `Vocabulary` does.

    `count` tells how many documents have a term, `with_sound` which terms were stored under one of their `sounds`,
    `with_prefix` the commonest terms that begin with some letters.
    """

    def __init__(
        self, count: Callable[[str], int], with_sound: Callable[[str], list[str]], with_prefix: Callable[[str], list[str]]
    ):
        self.count = count
        self.starting_with = with_prefix
        self._with_sound = with_sound
        self.sounding_like = lru_cache(_MOST_KEPT)(self._sounding_like)
        self.of_one_root = lru_cache(_MOST_KEPT)(self._of_one_root)

    def __contains__(self, term: str) -> bool:
        return self.count(term) > 0

    def _sounding_like(self, term: str) -> tuple[str, ...]:
        """Return the terms that may be the same word in the other language."""
        sound = _frame(term)
        if len(sound.consonants) < 2:
            return ()
        return tuple(other for other in self._with_sound(_FRAME + sound.consonants) if kinship.alike(sound, _frame(other)))

    def _of_one_root(self, *terms: str) -> tuple[str, ...]:
        """Return the terms derived from the root of any of some terms, these among them."""
        origins = {origin: None for term in terms for origin in kinship.roots(term) if len(origin.consonants) > 1}
        return tuple(
            other for origin in origins for other in self._with_sound(_ROOT + origin.consonants)
            if any(_same(origin, there) for there in kinship.roots(other))
        )  # fmt: skip


@lru_cache(maxsize=200_000)
def sounds(term: str) -> tuple[str, ...]:
    """Return the names under which a term is stored, to be found by what it sounds like."""
    if len(term) < _SHORTEST or not letters.is_cyrillic(term):
        return ()
    return _FRAME + _frame(term).consonants, *{_ROOT + origin.consonants: None for origin in kinship.roots(term)}


def _same(one: Frame, other: Frame) -> bool:
    return one.consonants == other.consonants and kinship.of_one_root(one, other)


@lru_cache(maxsize=20_000)
def _frame(term: str) -> Frame:
    return kinship.frame(term)
