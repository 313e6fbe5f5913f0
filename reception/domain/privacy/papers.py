"""What stands on papers: passport, ID card, car plate. They have no check digits, so words around them decide."""

import re
from collections.abc import Iterator

from reception.domain.privacy import cues
from reception.domain.privacy.digits import Number, Shape, fitting, stands_alone
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading, zeroed

_PLATE = re.compile(
    r"([ABCEHIKMOPTX](?<![^\W_]{2})[ABCEHIKMOPTX])( ?|[-.])([0-9OIЗ]{2})[ -]?([0-9OIЗ]{2})( ?|[-.])([ABCEHIKMOPTX]{2})(?![^\W_])"
)
_OLD_PLATE = re.compile(
    r"[\dABCEHIKMOPTX](?<![^\W_].)(?:(?<=\d)(?:\d{2}-?\d{2}|\d-\d{2,3})|(?<=[A-Z]) ?\d{4}) ?[ABCEHIKMOPTX]{2}(?![^\W_])"
)
_CAR = cues.Cue("plate", "car", r"[^.!?;\d\x00]{0,25}", reach=25)
_CAR_BEHIND = cues.compiled(rf"[ ,(-]{{1,3}}{cues.expression('plate', 'car')}(?![^\W_])")
_PLATE_WORDS = cues.compiled(cues.expression("plate", "words"))
_NUMBER = cues.expression("passport", "number")
_SERIES = re.compile(rf"(?<![^\W_])([a-zа-щьюяєіїґ]{{2}})(?:[ \n]?,?[ \n]?(?:{_NUMBER})?[ \n]?|[-.])$")
_ZERO_FOR_O = re.compile(r"0(?<=[а-яіїєa-z]0)(?<![^\W_]{2}0) ?\d{6}(?![^\W_])")
_LONGEST_SERIES = 16
_SIX = re.compile(r"\d{3}[ \n]?\d{3}")
_SIX_SAID = re.compile(r"\d{2}[ -]?\d{2}[ -]?\d{2}|\d{3}[ \n-]?\d{3}")
_PASSPORT_CUE = cues.Cue("passport", "cue", r"[^!?;\d]*", reach=50)
_PAPERS = cues.Cue("passport", "papers", r"[^!?;\d]*", reach=15)
_ID_CUE = cues.Cue("id_card", "cue", r"[^!?;\d]*", reach=60)
_OTHER_PAPER = cues.compiled(cues.words("id_card", "other"))
_ID_CARD = Shape("0123456789", (9,), 3)
_PASSPORT = Shape("0123456789", (6,), 3)
_DIGITS = re.compile(r"\d")
_FEWEST_DIGITS = 2
"""Of a plate, where letters stand in the place of the others."""


def plates(reading: Reading) -> Iterator[Span]:
    """Yield car plates of today's form, typed in either alphabet; with spaces only in capitals or after the word for
    a car; and next to it those of the time before 2004."""
    for match in _PLATE.finditer(reading.latin):
        typed = reading.plain[match.start() : match.end()]
        digits = zeroed(match[3] + match[4])
        letters = typed[:2] + typed[-2:]
        spaced = bool(match[2] or match[5])
        if (
            digits == "0000"
            or len(_DIGITS.findall(match[3] + match[4])) < _FEWEST_DIGITS
            or (spaced and not letters.isupper() and not _CAR.stands_before(reading.small, match.start()))
        ):
            continue
        if not (
            match[2] and match[5] and _PLATE_WORDS.fullmatch(typed[:2].lower()) and _PLATE_WORDS.fullmatch(typed[-2:].lower())
        ):
            yield match.span()
    for match in _OLD_PLATE.finditer(reading.latin):
        typed = reading.plain[match.start() : match.end()]
        said = _CAR.stands_before(reading.small, match.start()) or _CAR_BEHIND.match(reading.small, match.end())
        if typed.upper() == typed and said:
            yield match.span()


def passports(reading: Reading) -> Iterator[Span]:
    """Yield passports: series and six digits, said to be one, or in just that shape and not said to be another paper."""
    text = reading.small
    for number in fitting(reading.groups, _PASSPORT, lambda number: True):
        series = _SERIES.search(text, max(0, number.start - _LONGEST_SERIES), number.start)
        if not series or text[number.end : number.end + 1].isalnum():
            continue
        typed = reading.plain[series.start(1) : series.end(1)]
        in_shape = typed.isupper() and typed not in cues.facts("cues")["passport"]["abbreviations"]
        said, other = (cue.stands_before(text, series.start()) for cue in (_PASSPORT_CUE, _PAPERS))
        whole = (_SIX_SAID if said else _SIX).fullmatch(reading.digits, number.start, number.end)
        if whole and (said or (in_shape and not other)):
            yield series.start(), number.end
    for match in _ZERO_FOR_O.finditer(text):
        if _PASSPORT_CUE.stands_before(text, match.start() - 1):
            yield match.start() - 1, match.end()


def id_cards(reading: Reading) -> Iterator[Span]:
    """Yield the nine digits of an ID card, where the words before them say so."""

    def is_said(number: Number) -> bool:
        between = _ID_CUE.before(reading.small, number.start)
        return between is not None and not _OTHER_PAPER.search(between)

    for number in fitting(reading.groups, _ID_CARD, is_said):
        if stands_alone(reading.digits, number):
            yield number.start, number.end
