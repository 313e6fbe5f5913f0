"""Which words are kin: the same word in the other language, and words of one root.

Both are told from a word's frame: its consonants in order, and the vowels between them. Languages differ mostly in
vowels (робота, работа; ніч, ночь; під'їзд, подъезд), words of one root mostly behind the root.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from reception.search.stemmer import stem

_LETTERS = str.maketrans({
    "ы": "и", "э": "е", "ё": "о", "є": "е", "ї": "і", "ґ": "г", "щ": "шч", "ь": None, "ъ": None, "'": None,
})  # fmt: skip
_OPENINGS = ((re.compile("^ра?о?с(?=[кптхцчшщ])"), "роз"), (re.compile("^бес"), "без"), (re.compile("^с(?=[бвгджлмнр])"), "з"),
             (re.compile("^в(?=[оуі][^аеиіоуюя])"), ""))  # fmt: skip
_VOWELS = "аеиіоуюя"
_FREE = {frozenset(pair) for pair in ("оі", "еі", "иі", "оа", "яе", "ую", "юе", "яа")}
_LAST = ((re.compile("(?<=[бпвмф])л$"), ""), (re.compile("(?:ст|шч|сч)$"), "ск"), (re.compile("дж$|[джз]$"), "г"),
         (re.compile("[тчц]$"), "к"), (re.compile("[сш]$"), "х"))  # fmt: skip
_SUFFIX = re.compile(
    "(?:аці|яці|льник|льщик|тель|ник|щик|чик|івк|овк|ськ|цьк|ск|цк|ств|цтв|іст|ост|ист|анн|янн|енн|інн|ува|юва|ова|ыва|ира|іра|"
    "альн|яльн|ельн|ильн|ичн|ічн|ивн|івн|льн|ов|ев|ів|ив|ок|ек|ик|ер|ен|ан|ян|ін|к|н|ц)$"
)
PREFIX = re.compile(
    "^(?:недо|пере|пред|перед|роз|раз|рас|від|под|під|над|без|бес|обо|об|от|при|про|пов|за|зі|на|не|по|ви|вы|до|у|о|з|с)"
)
SHORTEST_ROOT = 3
TELLING = 3
LONG = 5


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
        if letter in _VOWELS:
            slot += letter
        elif slot or not consonants or consonants[-1] != letter:
            consonants.append(letter)
            vowels.append(slot)
            slot = ""
    return Frame("".join(consonants), tuple(vowels))


def alike(one: Frame, other: Frame) -> bool:
    """Tell whether two frames of equal consonants have vowels that usually correspond; long words may differ once."""
    return sum(map(_differ, one.vowels, other.vowels)) <= (len(one.consonants) >= LONG)


def of_one_root(one: Frame, other: Frame) -> bool:
    """Tell whether two roots of equal consonants are one; short ones must be equal, for too many words share them."""
    return alike(one, other) if len(one.consonants) >= TELLING else one == other


def _differ(one: str, other: str) -> bool:
    return one != other and frozenset((one, other)) not in _FREE


def root(term: str) -> Frame:
    """Return the frame of what is left of a term without ending and suffixes; alternating last consonants are one."""
    left = stem(term.removesuffix("ся").removesuffix("сь"))
    prefix = PREFIX.match(term)
    shortest = SHORTEST_ROOT + (prefix.end() if prefix else 0)
    while (match := _SUFFIX.search(left, shortest)) and left[match.start() - 1] not in _VOWELS:
        left = left[: match.start()]
    plain = left.translate(_LETTERS)
    if len(_frame(plain).consonants) < TELLING:
        return _frame(plain if plain[-1:] not in _VOWELS else term.translate(_LETTERS))
    for pattern, usual in _LAST:
        plain = pattern.sub(usual, plain)
    return _frame(plain)


def unprefixed(term: str) -> str | None:
    """Return a term without its verbal prefix, where enough of it is left to tell its root."""
    match = PREFIX.match(term)
    rest = term[match.end() :] if match else ""
    return rest if len(rest) > TELLING and len(root(rest).consonants) >= TELLING else None


@lru_cache(maxsize=20_000)
def roots(term: str) -> tuple[Frame, ...]:
    """Return the root of a term, and that of what is left of it without its prefix where that is another."""
    whole, rest = root(term), unprefixed(term)
    inner = root(rest) if rest else whole
    return (whole,) if inner == whole else (whole, inner)
