"""The addresses that a text names: a street beside its marker (вул. Садова, Степова вулиця), a house number after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.search import analysis
from reception.search.analysis import Token

MARKERS = frozenset({
    "вулиця", "вул", "улица", "ул", "проспект", "просп", "провулок", "пров", "переулок", "пер", "площа", "площадь", "пл",
    "бульвар", "бул", "бульв", "шосе", "шоссе", "узвіз",
})  # fmt: skip
"""Index terms of what stands beside a street's name. Spelled with a hyphen, пр-т is two words and too short to tell."""

_HOUSE_WITHIN = 3
"""Words between a street and its house: вул. Садова, буд. № 15."""


@dataclass(frozen=True)
class Address:
    """A street by its index terms, so that every form of its name is the same, and a house, which may be missing."""

    street: frozenset[str]
    house: str = ""

    def may_be(self, other: "Address") -> bool:
        """Tell whether both can be one place: the same street, and not two different houses."""
        return not self.street.isdisjoint(other.street) and (not self.house or not other.house or self.house == other.house)


def addresses(text: str) -> set[Address]:
    """Return what a text names as streets with their houses; a name without a marker counts if a number follows it."""
    return set(_found(list(analysis.tokens(text))))


def same_place(one: set[Address], other: set[Address]) -> bool:
    """Tell whether two texts name a place in common."""
    return any(here.may_be(there) for here in one for there in other)


def _found(tokens: list[Token]) -> Iterator[Address]:
    for at, token in enumerate(tokens):
        if not MARKERS.isdisjoint(token.terms):
            name = next((each for each in (at + 1, at - 1) if 0 <= each < len(tokens) and _is_name(tokens[each])), None)
            if name is not None:
                yield Address(frozenset(tokens[name].terms), _house(tokens[max(at, name) + 1 :][:_HOUSE_WITHIN]))
        elif _is_name(token) and (house := _house(tokens[at + 1 : at + 2])):
            yield Address(frozenset(token.terms), house)


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and MARKERS.isdisjoint(token.terms)


def _house(tokens: list[Token]) -> str:
    """Return the first number among some words, as 15 or 15а."""
    return next((token.text.lower() for token in tokens if token.text[0].isdigit()), "")
