"""Numbers of flats: "кв. 12", "квартирі № 12", "у 12 квартирі", "кв. вісім" – not areas, floors, counts or quarters of a year."""

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
_SAID = rf"(?:[ (:]{{0,2}}{_NUMBER}\.?)?[ \n:\"-]{{0,2}}"
_AFTER_CUE = cues.compiled(rf"(?<![^\W\d_]){_CUE}[ \n]{{0,2}}{_SAID}(?:{_FLAT}{_LIST}(?!-\d)|\(\d{{1,4}}\))")
_BEFORE_CUE = cues.compiled(
    rf"(?<![\w.,/-])(?P<number>\d{{1,4}})(?P<ending>{cues.expression('flat', 'ordinal')})?[ \n]{{1,2}}"
    rf"(?:(?P<singular>{cues.expression('flat', 'singular')})|(?P<counted>{cues.expression('flat', 'counted')}))"
    rf"(?![^\W_]|[ ]?{_NUMBER}?[ ]?\d)"
)
_BEFORE_SHORT = cues.compiled(
    rf"(?<![^\W_]){cues.expression('flat', 'before_short')} (?P<flat>\d{{1,4}}{cues.expression('flat', 'ordinal')}?[ ]?кв\b\.?)"
    rf"(?!{cues.expression('flat', 'units')})"
)
_STEM = cues.expression("flat", "words")
_ONES = rf"(?:{_STEM}|{cues.expression('flat', 'words_after_ten')})"
_WORD_AFTER_CUE = cues.compiled(
    rf"(?<![^\W_]){_CUE}[ ]{_SAID}{_STEM}\w{{0,9}}(?:[ ]{_ONES}\w{{0,9}}){{0,2}}(?![^\W_])(?!{_NOT_AFTER})(?! квартир)"
)
_WORD_BEFORE_CUE = cues.compiled(
    rf"(?<![^\W_])(?:(?:{_STEM}\w{{0,9}}[ ]){{1,2}}{_ONES}|{_STEM})\w{{0,7}}{cues.expression('flat', 'feminine')}[ ]"
    rf"квартир(?:і|у|ою|е|ой|а|и|ы)(?![^\W_])"
)
_ROOM = cues.expression("flat", "room")
_HOSTEL = rf"{cues.expression('flat', 'hostel')}\w*"
_IN_HOSTEL = cues.compiled(
    rf"{_HOSTEL}[^!?;\n]{{0,70}}?(?<![^\W\d_])(?P<after>{_ROOM}[ ]?{_SAID}{_FLAT})(?![-/]?\d)"
    rf"|(?<![^\W_])(?P<before>{_ROOM}[ ]?{_SAID}{_FLAT})[^.!?;\n]{{0,30}}{_HOSTEL}"
)
_DIVIDED = cues.compiled(
    rf"(?:(?:{_HOSTEL}|адрес\w*)[^!?;\n\d]{{0,50}}(?<![^\W_]){cues.expression('flat', 'street')}\.?[ ](?:[^!?;\n\d]{{0,40}}[ ,])?"
    rf"|(?<![^\W_])(?:(?:мо[яїєю]|домашн\w+) адрес\w*|адреса?(?: проживання| проживания)?:)[^!?;\n\d]{{3,40}}[ ,])"
    rf"\d{{1,3}}[а-яіє]?(?:/\d{{1,2}}[а-яіє]?)?(?:[ ]?[-,][ ]?(?P<flat>\d{{1,3}})|/(?P<part>\d{{2,3}}))(?=[ ]?(?:[,.;)\n]|$))"
    rf"(?![.,/-]\d|, \d)"
)
_LIVES = (*cues.facts("cues")["flat"]["hostel"], "адрес")
_YEARS = ("19", "20")


def flats(reading: Reading) -> Iterator[Span]:
    """Yield numbers of flats together with the word for them; the house stays, it may be what is asked about."""
    text = reading.small
    for match in _AFTER_CUE.finditer(text):
        if not _is_year(match.group().split()[-1]):
            yield match.span()
    for match in _BEFORE_CUE.finditer(text):
        if match["singular"] or match["ending"] or not _counts(match["number"], match["counted"]):
            yield match.span()
    if "кв" in text:
        yield from (match.span() for pattern in (_WORD_AFTER_CUE, _WORD_BEFORE_CUE) for match in pattern.finditer(text))
        yield from (match.span("flat") for match in _BEFORE_SHORT.finditer(text))
    if any(word in text for word in _LIVES):
        yield from (match.span(match.lastgroup) for pattern in (_IN_HOSTEL, _DIVIDED) for match in pattern.finditer(text))


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.startswith(_YEARS)


def _counts(number: str, word: str) -> bool:
    """Tell whether a number before the word can say how many flats: "21 квартира", "3 квартири", but not "12 квартири"."""
    ones = "1" if word.endswith("а") else "234"
    return number[-1] in ones and number[-2:-1] != "1"
