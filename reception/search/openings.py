"""Where in a text words stand that may have one of some index terms, told by their first letters.

To find the terms of a word costs far more than to look at its letters: of a text of 3 KB some ten words are left to look up.
Forms of one word mostly begin alike; where they do not (йти, ішов; быстрый, побыстрее), the dictionary says how.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

import numpy as np

from reception.search import dictionary, letters

LETTERS = 3
_READ = LETTERS + 1
_BYTES = "cp1251"
"""One byte a letter: it has all that Ukrainian and Russian are written with."""

_INSTEAD = dict.fromkeys(letters.APOSTROPHES, "'") | {"Ë": "ё", "ë": "ё", "Ï": "ї", "ï": "ї", "İ": "і", "\u212a": "к"}
_OUTSIDE = re.compile(f"[{''.join(_INSTEAD)}{letters.SILENT}]")
"""What has no byte, and is read as if it were something that has one."""
_SILENT = "\u00ad"
_ENCLOSED = re.compile("[\"“”*](?<=[а-яА-ЯіїєґІЇЄҐёЁa-zA-Z0-9'’‘`\u00ad].)[яюєїЯЮЄЇ]".encode(_BYTES))

_ALIKE = str.maketrans("aceikmoptxyhbєэіїыґщ", "асеикмортхунвееииигш")
_EVENED = {"о": "іё", "к": "ц"}
_LETTERS = "абвгдежзиклмнопрстуфхцчшъьюяdfgjlnqrsuvwz0123456789"
_BOUNDARY, _OTHER, _DROPPED, _CODES = 0, 62, 63, 64


def _standing(letter: str) -> str:
    """Return the letter that stands for all that are confused with one, or look like it, or are it with a mark."""
    return unicodedata.normalize("NFD", letter)[0].lower()[:1].translate(_ALIKE)


def _code(sign: str) -> int:
    """Return the number of what stands for a letter, or that it is none."""
    if sign in _INSTEAD or sign == _SILENT:
        return _DROPPED
    return _LETTERS.find(_standing(sign)) + 1 or (_OTHER if sign.isalnum() else _BOUNDARY)


_OF_BYTES = np.array([_code(bytes([byte]).decode(_BYTES, "replace")) for byte in range(256)], np.uint8)


class Openings:
    """The first letters of all words that may have one of some terms."""

    def __init__(self, terms: Collection[str]):
        self._begin = np.zeros((_CODES,) * LETTERS, bool)
        self._any = False
        for opening in set().union(*map(_openings, terms)):
            self._add(opening)

    def _add(self, opening: str) -> None:
        """Take in first letters; a space after them is the end of the word."""
        try:
            opening.encode(_BYTES)
        except UnicodeEncodeError:
            self._any = True
        codes = [code for code in map(_code, opening) if code != _DROPPED][:LETTERS]
        self._begin[tuple(codes)] = True

    def spans(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the words of a text that begin so, with their offsets; where letters do not tell, all its words."""
        places = None if self._any else self._places(text)
        return letters.spans(text) if places is None else letters.spans_at(text, places)

    def _places(self, text: str) -> list[int] | None:
        """Return where words begin so; None for signs between letters that only reading in order makes out."""
        inside = text.encode(_BYTES, "replace")
        if inside.count(b"?") != text.count("?"):
            inside = _OUTSIDE.sub(_instead, text).encode(_BYTES, "replace")
        codes = _OF_BYTES[np.frombuffer(b" %b%b" % (inside, b" " * LETTERS), np.uint8)]
        heard = np.flatnonzero(codes != _DROPPED)
        if len(heard) < len(codes):
            silent = codes == _DROPPED
            if (silent[1:] & silent[:-1]).any():
                return None
            codes = codes[heard]
        if _ENCLOSED.search(inside):
            return None
        starts = np.flatnonzero((codes[:-LETTERS] == _BOUNDARY) & (codes[1 : 1 - LETTERS] != _BOUNDARY)) + 1
        found = starts[self._begin[codes[starts], codes[starts + 1], codes[starts + 2]]]
        return (heard[found] - 1).tolist()


def _instead(match: re.Match[str]) -> str:
    return _INSTEAD.get(match[0], _SILENT)


@lru_cache(maxsize=20_000)
def _openings(term: str) -> frozenset[str]:
    """Return the first letters of words with a term; behind a word that has no more stands a space.

    Words that no dictionary knows begin as their term does, numbers perhaps with zeros.
    """
    known = {
        opening if len(opening) == _READ else f"{opening} "
        for word in letters.spellings(term) for language in dictionary.LANGUAGES
        for opening in dictionary.openings(language, word, _READ)
    }  # fmt: skip
    zeros = {"0" * count + term[:LETTERS] for count in range(1, LETTERS + 1)} if term.isdigit() else set()
    own = {term[:_READ] if len(term) > 1 else f"{term} "}
    if not known:  # the stemmer evens out letters from the third on: the fourth sign, where an apostrophe is lost
        own |= {term[: LETTERS - 1] + letter for letter in _EVENED.get(term[LETTERS - 1 : LETTERS], "")}
    return frozenset({*own, *zeros, *known, *(each.replace("'", "ъ") for each in known)})
