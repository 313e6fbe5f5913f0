"""Which words are kin: the same word in the other language, and words of one root.

Both are told from a word's frame: its consonants in order, and the vowels between them. Languages differ mostly in
vowels (робота, работа; ніч, ночь; під'їзд, подъезд), words of one root mostly behind the root.
"""

import re
from typing import NamedTuple

from reception.search.stemmer import stem

_LETTERS = str.maketrans({
    "ы": "и", "э": "е", "ё": "о", "є": "е", "ї": "і", "ґ": "г", "щ": "ш", "ь": None, "ъ": None, "'": None,
})  # fmt: skip
_OPENINGS = ((re.compile("^ра?о?с(?=[кптхцчшщ])"), "роз"), (re.compile("^бес"), "без"), (re.compile("^с(?=[бвгджлмнр])"), "з"),
             (re.compile("^в(?=[оуі][^аеиіоуюя])"), ""))  # fmt: skip
_CONSONANT = re.compile("([бвгджзйклмнпрстфхцчш]+)")
_FREE = {frozenset(pair) for pair in ("оі", "еі", "иі", "оа", "яе", "ую", "юе", "яа")}
_ALTERNATING = str.maketrans("жчцшйз", "гккхіг")
_SUFFIX = re.compile(
    "(?:льник|льщик|тель|ник|щик|чик|івк|овк|ськ|цьк|ск|цк|ств|цтв|іст|ост|ист|анн|янн|енн|інн|ува|юва|ова|ыва|ира|іра|"
    "альн|яльн|ельн|ильн|ичн|ічн|ивн|івн|льн|ов|ев|ів|ив|ок|ек|ик|ер|ен|ан|ян|ін|к|н|ц|а|и|і|у)$"
)
_PREFIX = re.compile(
    "^(?:недо|пере|пред|перед|роз|раз|рас|від|под|під|над|без|бес|обо|об|от|при|про|пов|за|зі|на|не|по|ви|вы|до|у|о|з|с)"
)
SHORTEST_ROOT = 4


class Frame(NamedTuple):
    """A word's consonants, and the vowels before and between them (what follows the last one is its ending)."""

    consonants: str
    vowels: tuple[str, ...]


def frame(word: str) -> Frame:
    """Return the frame of a term, the same for the usual spellings of one word in both languages."""
    plain = word.translate(_LETTERS)
    for pattern, usual in _OPENINGS:
        plain = pattern.sub(usual, plain)
    return _frame(plain.replace("й", ""))


def _frame(plain: str) -> Frame:
    consonants, vowels, slot = [], [], ""
    for letter in plain:
        if letter in "аеиіоуюя":
            slot += letter
        elif slot or not consonants or consonants[-1] != letter:
            consonants.append(letter)
            vowels.append(slot)
            slot = ""
    return Frame("".join(consonants), tuple(vowels))


def alike(one: Frame, other: Frame) -> bool:
    """Tell whether two frames of equal consonants have vowels that usually correspond; long words may differ once."""
    allowed = 0 if len(one.consonants) < 3 else 1 if len(one.consonants) < 5 else 2
    return sum(map(_differ, one.vowels, other.vowels)) <= allowed


def _differ(one: str, other: str) -> bool:
    return one != other and frozenset((one, other)) not in _FREE


def root(term: str) -> Frame:
    """Return the frame of what is left of a term without ending and suffixes, with alternating consonants as one."""
    left = stem(term.removesuffix("ся").removesuffix("сь"))
    while (shorter := _SUFFIX.sub("", left)) != left and len(shorter) >= SHORTEST_ROOT:
        left = shorter
    return _frame(left.translate(_LETTERS).translate(_ALTERNATING))


def unprefixed(term: str) -> str | None:
    """Return a term without its verbal prefix, where enough of it is left to tell its root."""
    match = _PREFIX.match(term)
    rest = term[match.end() :] if match else ""
    return rest if len(rest) > SHORTEST_ROOT else None
