"""Numbers that prove themselves: bank account, payment card, УНЗР, tax number; and the cadastral number by its shape.

The checks are python-stdnum's where it has them (formats: python-stdnum 2.2; УНЗР: order of the Ministry of the Interior).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10
from stdnum.ua import rntrc

from reception.domain import clock
from reception.domain.privacy import cues
from reception.domain.privacy.digits import Number, Shape, fitting, stands_alone
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading, zeroed

_UKRAINIAN_IBAN = re.compile(r"[UY] ?A(?:[ :№]{0,2}(?:[ \n._-]{0,2}[0-9OIЗз]){27})(?![0-9])")
_FOREIGN_IBAN = re.compile(r"[A-Z](?<![A-Z0-9][A-Z])[A-Z]\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])")
_CADASTRE = re.compile(r"\d(?<!\d\d)\d{9}(?: ?[:;. -][ \n]?)\d{2}(?: ?[:;. -][ \n]?)\d{3}(?: ?[:;. -][ \n]?)\d{4}(?!\d)")
_CARD = Shape("23456789", tuple(range(19, 12, -1)), 8)
_UNZR = Shape("12", (13,), 5)
_TAX_ID = Shape("01234", (10,), 5)
_USUAL_CARD = 16
_CARD_LENGTHS = {"34": (15,), "37": (15,), "35": (16,), "36": (14,), "4": (13, 16, 19), "5": (16, 18, 19), "6": (16, 17, 18, 19)}
_UNZR_WEIGHTS = (7, 3, 1) * 4
_FIRST_DAY = dt.date(1899, 12, 31)
_OLDEST = 120
_TAX_CUE = cues.Cue("tax_id", "cue", r"[^\d]{0,40}", reach=40)
_SUM = cues.compiled(cues.expression("tax_id", "sum"))


def ibans(reading: Reading) -> Iterator[Span]:
    """Yield bank accounts: UA and 27 digits, or one of another country, with the right check digits."""
    for pattern, text in ((_UKRAINIAN_IBAN, reading.latin), (_FOREIGN_IBAN, reading.plain)):
        for match in pattern.finditer(text):
            account = re.sub(r"[ \n.:№_-]", "", match.group())
            if pattern is _UKRAINIAN_IBAN:
                account = "UA" + zeroed(account[2:])
            if mod_97_10.is_valid(account[4:] + account[:4]):
                yield match.span()


def cards(reading: Reading) -> Iterator[Span]:
    """Yield payment cards: 16 digits, or as many as the issuer's cards have, with the right check digit (Luhn)."""
    return _spans(reading, _CARD, _is_card)


def _is_card(number: Number) -> bool:
    digits = number.digits
    issued = any(len(digits) in lengths for prefix, lengths in _CARD_LENGTHS.items() if digits.startswith(prefix))
    return (len(digits) == _USUAL_CARD or issued) and len(set(digits)) > 1 and _passes(luhn.validate, digits)


def unzrs(reading: Reading) -> Iterator[Span]:
    """Yield numbers of the demographic register: birth date, five digits, the last of which checks the others."""
    return _spans(reading, _UNZR, _is_unzr)


def _is_unzr(number: Number) -> bool:
    digits = number.digits
    if not digits.startswith(("19", "20")):
        return False
    checked = sum(weight * int(digit) for weight, digit in zip(_UNZR_WEIGHTS, digits, strict=False))
    return checked % 10 == int(digits[12]) and _was_born(digits[:4], digits[4:6], digits[6:8])


def _was_born(year: str, month: str, day: str) -> bool:
    try:
        return _can_live(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return False


def _can_live(born: dt.date) -> bool:
    today = clock.today()
    return today.year - _OLDEST <= born.year and born <= today


def tax_ids(reading: Reading) -> Iterator[Span]:
    """Yield РНОКПП: ten digits with the right check digit and the birth date of one who can live; in groups only with a cue."""

    def is_one(number: Number) -> bool:
        whole = number.groups == 1 or (number.begins_row and _TAX_CUE.stands_before(reading.small, number.start))
        born = _FIRST_DAY + dt.timedelta(days=int(number.digits[:5]))
        right = whole and _can_live(born) and _passes(rntrc.validate, number.digits)
        return right and not _SUM.match(reading.small, number.end)

    return _spans(reading, _TAX_ID, is_one)


def _passes(validate: Callable[[str], str], digits: str) -> bool:
    try:
        validate(digits)
    except ValidationError:
        return False
    return True


def _spans(reading: Reading, shape: Shape, fits: Callable[[Number], bool]) -> Iterator[Span]:
    for number in fitting(reading.groups, shape, fits):
        if stands_alone(reading.digits, number):
            yield number.start, number.end


def cadastral_numbers(reading: Reading) -> Iterator[Span]:
    """Yield cadastral numbers, through which the register names the owner of a plot."""
    return (match.span() for match in _CADASTRE.finditer(reading.digits))
