"""Numbers of flats: "кв. 12", "квартирі № 12", "у 12 квартирі", "кв. вісім" – not areas, floors, counts or quarters of a year."""

from collections.abc import Iterator

from reception.domain.privacy import cues
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading

_CUE = cues.expression("flat", "cue")
_NUMBER = cues.expression("flat", "number")
_NOT_AFTER = cues.expression("flat", "not_after")
_LETTER = r"(?:-?[а-яіїєґ]|[ ](?:[бгґдеєжклнпртфхцчшщ]|[авузіяо](?=[ ]?(?:[,.;:)\n]|$))))(?![^\W_])"
"""A letter that belongs to the number; vowels, "в", "у" and "з" after a space are words, unless the sentence pauses there."""
_FLAT = rf"\d{{1,4}}(?:{_LETTER})?(?!:?\d)(?!{_NOT_AFTER})"
_LIST = rf"(?:[ ]?(?:,|-|{cues.expression('list', 'last')})[ ]?{_FLAT}(?![-/.]?\d|-\w)){{0,20}}"
_SAID = rf"(?:[ (:]{{0,2}}{_NUMBER}\.?)?[ \n:\"-]{{0,2}}"
_BEGINS = cues.compiled(cues.expression("flat", "begins"))
_AFTER_CUE = cues.compiled(rf"(?<![^\W\d_]){_CUE}[ \n]{{0,2}}{_SAID}(?:{_FLAT}{_LIST}(?!-\d)|\(\d{{1,4}}\))")
_STEM = cues.expression("flat", "words")
_ONES = rf"(?:{_STEM}|{cues.expression('flat', 'words_after_ten')})"
_WORD_AFTER_CUE = cues.compiled(
    rf"(?<![^\W_]){_CUE}[ ]{_SAID}{_STEM}\w{{0,9}}(?:[ ]{_ONES}\w{{0,9}}){{0,2}}(?![^\W_])(?!{_NOT_AFTER})(?! квартир)"
)
_WORD = cues.compiled(
    rf"(?:(?P<singular>{cues.expression('flat', 'singular')})|(?P<counted>{cues.expression('flat', 'counted')}))"
    rf"(?![^\W_]|[ ]?{_NUMBER}?[ ]?\d)"
)
_SHORT_WORD = cues.compiled(rf"кв\b\.?(?!{cues.expression('flat', 'units')})")
_ORDINAL = cues.expression("flat", "ordinal")
_NUMBER_BEFORE = cues.compiled(rf"(?<![\w.,/-])(?P<number>\d{{1,4}})(?P<ending>{_ORDINAL})?[ \n]{{1,2}}$")
_WORDS_BEFORE = cues.compiled(
    rf"(?<![^\W_])(?:(?:{_STEM}\w{{0,9}}[ ]){{1,2}}{_ONES}|{_STEM})\w{{0,7}}{cues.expression('flat', 'feminine')}[ ]$"
)
_SHORT_BEFORE = cues.compiled(rf"(?<![^\W_]){cues.expression('flat', 'before_short')} (?P<flat>\d{{1,4}}{_ORDINAL}?[ ]?)$")
_FARTHEST = 60
_ROOM = cues.expression("flat", "room")
_HOSTEL = rf"{cues.expression('flat', 'hostel')}\w*"
_IN_HOSTEL = cues.compiled(
    rf"{_HOSTEL}[^!?;\n]{{0,70}}?(?<![^\W\d_])(?P<after>{_ROOM}[ ]?{_SAID}{_FLAT})(?![-/]?\d)"
    rf"|(?<![^\W_])(?P<before>{_ROOM}[ ]?{_SAID}{_FLAT})[^.!?;\n]{{0,30}}{_HOSTEL}"
)
_DIVIDED = cues.compiled(
    rf"(?:(?:{_HOSTEL}|адрес\w*)[^!?;\n\d]{{0,50}}(?<![^\W_]){cues.expression('flat', 'street')}\.?[ ](?:[^!?;\n\d]{{0,40}}[ ,])?"
    rf"|(?<![^\W_])(?:(?:мо[яїєю]|домашн\w+) адрес\w*|адреса?(?: проживання| проживания)?:"
    rf"|(?:прожива|мешка|прописан|зареєстрован)\w*,? (?:за адресою|по адрес[уі]):?)[^!?;\n\d]{{3,40}}[ ,])"
    rf"\d{{1,3}}[а-яіє]?(?:/\d{{1,2}}[а-яіє]?)?(?:[ ]?[-,][ ]?(?P<flat>\d{{1,3}})|/(?P<part>\d{{2,3}}))(?=[ ]?(?:[,.;)\n]|$))"
    rf"(?![.,/-]\d|, \d)"
)
_LIVES = (*cues.facts("cues")["flat"]["hostel"], "адрес")
_YEARS = ("19", "20")


def flats(reading: Reading) -> Iterator[Span]:
    """Yield numbers of flats together with the word for them; the house stays, it may be what is asked about."""
    text = reading.small
    for begin in _BEGINS.finditer(text):
        at = begin.start()
        match = _AFTER_CUE.match(text, at) or _WORD_AFTER_CUE.match(text, at)
        if match and not _is_year(match.group().split()[-1]):
            yield match.span()
        if begin.group() == "кв":
            yield from _told_before(text, at)
    if any(word in text for word in _LIVES):
        yield from (match.span(match.lastgroup) for pattern in (_IN_HOSTEL, _DIVIDED) for match in pattern.finditer(text))


def _told_before(text: str, at: int) -> Iterator[Span]:
    """Yield a flat whose number stands before the word for it: "у 12 квартирі", "у третій квартирі", "з 45 кв."."""
    start = max(0, at - _FARTHEST)
    if word := _WORD.match(text, at):
        number = _NUMBER_BEFORE.search(text, start, at)
        if number and (word["singular"] or number["ending"] or not _counts(number["number"], word["counted"])):
            yield number.start(), word.end()
        if words := _WORDS_BEFORE.search(text, start, at):
            yield words.start(), word.end()
    elif (word := _SHORT_WORD.match(text, at)) and (number := _SHORT_BEFORE.search(text, start, at)):
        yield number.start("flat"), word.end()


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.startswith(_YEARS)


def _counts(number: str, word: str) -> bool:
    """Tell whether a number before the word can say how many flats: "21 квартира", "3 квартири", but not "12 квартири"."""
    ones = "1" if word.endswith("а") else "234"
    return number[-1] in ones and number[-2:-1] != "1"
