"""Numbers of flats: "кв. 12", "квартирі № 12", "у 12 квартирі" – not areas, floors, counts or quarters of a year."""

from collections.abc import Iterator

from reception.domain.privacy import cues
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading

_CUE = cues.expression("flat", "cue")
_NUMBER = cues.expression("flat", "number")
_NOT_AFTER = cues.expression("flat", "not_after")
_LETTER = r"(?:-?[а-яіїєґ]|[ ](?:[бгґдеєжклмнпртфхцчшщ]|[авузіяо](?=[ ]?(?:[,.;:)\n]|$))))(?![^\W_])"
"""A letter that belongs to the number; vowels, "в", "у" and "з" after a space are words, unless the sentence pauses there."""
_FLAT = rf"\d{{1,4}}(?:{_LETTER})?(?!:?\d)(?!{_NOT_AFTER})"
_LIST = rf"(?:[ ]?(?:,|-|{cues.expression('flat', 'list_word')})[ ]?{_FLAT}(?![-/.]?\d|-\w)){{0,20}}"
_AFTER_CUE = cues.compiled(rf"(?<![^\W\d_]){_CUE}[ \n]{{0,2}}(?:[ (:]{{0,2}}{_NUMBER}\.?)?[ \n:\"-]{{0,2}}{_FLAT}{_LIST}(?!-\d)")
_BEFORE_CUE = cues.compiled(
    rf"(?<![\w.,/-])(?P<number>\d{{1,4}})(?P<ending>{cues.expression('flat', 'ordinal')})?[ \n]{{1,2}}"
    rf"(?:(?P<singular>{cues.expression('flat', 'singular')})|(?P<counted>{cues.expression('flat', 'counted')}))"
    rf"(?![^\W_]|[ ]?{_NUMBER}?[ ]?\d)"
)
_YEARS = ("19", "20")


def flats(reading: Reading) -> Iterator[Span]:
    """Yield numbers of flats together with the word for them; the house stays, it may be what is asked about."""
    for match in _AFTER_CUE.finditer(reading.small):
        if not _is_year(match.group().split()[-1]):
            yield match.span()
    for match in _BEFORE_CUE.finditer(reading.small):
        if match["singular"] or match["ending"] or not _counts(match["number"], match["counted"]):
            yield match.span()


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.startswith(_YEARS)


def _counts(number: str, word: str) -> bool:
    """Tell whether a number before the word can say how many flats: "21 квартира", "3 квартири", but not "12 квартири"."""
    ones = "1" if word.endswith("а") else "234"
    return number[-1] in ones and number[-2:-1] != "1"
