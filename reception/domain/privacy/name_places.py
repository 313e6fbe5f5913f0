"""Names that streets, squares, schools and monuments have from persons: no person's."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reception.domain.privacy import cues
from reception.domain.privacy.name_words import CACHED_WORDS, folded, hint, looks_like_a_patronymic

_PLACE = cues.compiled(cues.expression("name", "places"))
_DOTTED_PLACE = cues.compiled(cues.expression("name", "dotted_places"))
_TITLE = cues.compiled(cues.expression("name", "titles"))
_JOINT = cues.compiled(cues.expression("name", "joints"))
_STREET_TITLE = cues.compiled(cues.expression("name", "street_titles"))
_BEFORE_STREET_TITLE = cues.compiled(cues.expression("name", "before_street_titles"))
_SURE_PLACE = cues.compiled(cues.expression("name", "sure_places"))
_SURNAMES_TOO = ("овича", "евича", "овичу", "овичеві")
"""Ends of patronymics of men and of surnames such as Леонтович."""
_IN_PLACE = re.compile(r"[ .\n]{0,3}\"?")
_NEXT_STREET = re.compile(r"\)?, ")
_NEXT_IN_FULL = re.compile(r"[А-ЯІЇЄҐ][^\W\d_]+[аїіи] [А-ЯІЇЄҐ][^\W\d_]+(?:[ае]нка|[чщ]ука|[яю]ка|ича|ого|ої|ки|ери)")
"""One more street with a first name: "вул. Степана Бандери, Івана Франка"."""
_OF_STREETS = ("а", "я", "ї", "ої", "го", "их", "ів")
_MOST_IN_PLACE = 8
_SHORTEST_IN_FULL = 3
"""Letters of a word for a place that needs no full stop after a name: what stands before a preposition is no street."""


class Word(NamedTuple):
    """A word of a reading with its place."""

    text: str
    start: int
    end: int


def in_places(text: str, words: list[Word]) -> set[int]:
    """Return the words that are names of streets, squares, schools, monuments: those after the word for such a place."""
    found: set[int] = set()
    for at, word in enumerate(words):
        kind = _place_kind(word.text)
        if kind and _is_meant(kind, text, words, at):
            found.update(_named_after(text, words, at))
            found.update(_named_before(text, words, at))
    return found


def _named_after(text: str, words: list[Word], place: int) -> list[int]:
    """Return the capitals after the word for a place, over titles and "та"; none if a patronymic makes them a person's.

    "Вулиця Миколи Леонтовича" is a street all the same. Who is "директор школи" has the name behind it.
    """
    found: list[int] = []
    pending = False
    sure = bool(_SURE_PLACE.fullmatch(words[place].text.lower()))
    if not sure and _belongs_to_somebody(words, place):
        return []
    for at in range(place + 1, min(place + 1 + _MOST_IN_PLACE, len(words))):
        word, small = words[at].text, words[at].text.lower()
        if not _IN_PLACE.fullmatch(text, words[at - 1].end, words[at].start) and not _is_next_street(text, words, at):
            break
        if word[0].isupper():
            if looks_like_a_patronymic(small) and not (sure and small.endswith(_SURNAMES_TOO)):
                return []
            found.append(at)
            pending = False
        elif pending or not (_is_title(small) or _is_joint(small)):
            break
        else:
            pending = _is_joint(small)
    return found


def _belongs_to_somebody(words: list[Word], place: int) -> bool:
    """Tell whether a capital follows a place whose director or the like is spoken of."""
    told = place and hint(words[place - 1].text.lower())
    return bool(told and words[place + 1 : place + 2] and words[place + 1].text[0].isupper())


def _is_next_street(text: str, words: list[Word], at: int) -> bool:
    """Tell whether a word is one more in a row of streets: alone between commas, and no surname as a person writes it."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if after and _NEXT_IN_FULL.fullmatch(text, word.start, after.end):
        return text[words[at - 1].end : word.start] in (", ", "), ")
    row = _NEXT_STREET.fullmatch(text, words[at - 1].end, word.start) and word.text[0].isupper()
    gap = text[word.end : after.start] if after else text[word.end : word.end + 1]
    return bool(row and word.text.endswith(_OF_STREETS)) and (
        gap[:1] in (",", ")") or (gap == " " and after is not None and after.text[0].islower())
    )


def _named_before(text: str, words: list[Word], place: int) -> Iterator[int]:
    """Yield the word before "вулиця", "проспект" where the street's name comes first; no street is called by a patronymic."""
    before, here = words[place - 1], words[place]
    is_kind = here.text[0].islower() and (len(here.text) >= _SHORTEST_IN_FULL or text[here.end : here.end + 1] == ".")
    is_next = place and before.text[0].isupper() and text[before.end : here.start] == " "
    is_called = place > 1 and hint(words[place - 2].text.lower())
    if is_kind and is_next and not is_called and not looks_like_a_patronymic(before.text.lower()):
        yield place - 1


def _is_meant(kind: str, text: str, words: list[Word], at: int) -> bool:
    """Tell whether a word that can stand for a place does: "вул.", and a title with a capital in "на Генерала Карпенка"."""
    word = words[at]
    if kind == "dotted":
        return word.text.islower() and text[word.end : word.end + 1] == "."
    if kind == "title":
        before = words[at - 1].text.lower() if at and text[words[at - 1].end : word.start] == " " else ""
        return word.text.istitle() and bool(_BEFORE_STREET_TITLE.fullmatch(before))
    return True


@lru_cache(maxsize=CACHED_WORDS)
def _place_kind(word: str) -> str | None:
    small = folded(word)
    if _PLACE.fullmatch(small):
        return "place"
    if _STREET_TITLE.fullmatch(small):
        return "title"
    return "dotted" if _DOTTED_PLACE.fullmatch(small) else None


@lru_cache(maxsize=CACHED_WORDS)
def _is_title(word: str) -> bool:
    return bool(_TITLE.fullmatch(word))


@lru_cache(maxsize=CACHED_WORDS)
def _is_joint(word: str) -> bool:
    return bool(_JOINT.fullmatch(word))
