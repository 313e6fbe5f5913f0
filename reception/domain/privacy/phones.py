"""Telephone numbers, as people write them: +38 (0512) 55-12-34, 8-067-123-45-67, о671234567, "тел. 55-12-34".

What a number can be, phonenumbers knows. The lines of offices (0 800 …, "гаряча лінія …") stay.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import phonenumbers

from reception.domain.privacy import cues
from reception.domain.privacy.digits import Number, is_glued_behind
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading

_CODE = "380"
_HERE = (14, 12, 11, 10)
"""Digits of a number typed without a plus: 00 380 …, 380 … or 38 0…, 8 0…, 0…"""
_BEGIN_HERE = "038"
_ABROAD = range(15, 7, -1)
_LOCAL = (9, 7, 6, 5)
"""Digits of a number without the leading zero, or without its area code."""
_WITH_CODE = 9
"""Digits of a number that has its area code."""
_MOST_GROUPS = 10
_MOST_LOCAL_GROUPS = 5

_BETWEEN = cues.expression("phone", "between")
_CUE = cues.Cue("phone", "cue", _BETWEEN, reach=50)
_PUBLIC = cues.Cue("phone", "public", cues.expression("phone", "public_between"), reach=50)
_OPENING = re.compile(r"(?:\+ ?(?:\( ?)?|\( ?(?:\+ ?)?)?$")
_GLUED = re.compile(r"\d[-./]$|[a-z_@=/](?<!viber)(?<!tel)(?<!mob)$", re.IGNORECASE)
_NEXT = cues.compiled(rf"(?: ?[,;/] ?| {cues.expression('list', 'last')} )")
_SUM = cues.compiled(cues.expression("tax_id", "sum"))


def phones(reading: Reading) -> Iterator[Span]:
    """Yield telephone numbers but those of public lines."""
    at = last = 0
    while at < len(reading.groups):
        start = _opened(reading.digits, reading.groups.start(at))
        number = None if _is_glued(reading.digits, start, last) else _number_at(reading, at, start, last)
        if number is None:
            at += 1
            continue
        if not _PUBLIC.stands_before(reading.small, start) and not _is_service(number.digits):
            yield start, number.end
        at, last = at + number.groups, number.end


def _opened(text: str, start: int) -> int:
    """Return where a number begins together with its plus and bracket."""
    if not start or text[start - 1] not in "+( ":
        return start
    return _OPENING.search(text, max(0, start - 4), start).start()


def _is_glued(text: str, start: int, last: int) -> bool:
    """Tell whether something stands right before a number that makes it a part of more; the number before may."""
    return start - 1 != last and bool(_GLUED.search(text, max(0, start - 6), start))


def _number_at(reading: Reading, at: int, start: int, last: int) -> Number | None:
    if "+" in reading.digits[start : reading.groups.start(at)]:
        abroad = _among(reading, at, _ABROAD, lambda number: number.digits)
        if abroad or reading.groups.first_digit(at) not in _BEGIN_HERE:
            return abroad
    here = _among(reading, at, _HERE, _dialled_here) if reading.groups.first_digit(at) in _BEGIN_HERE else None
    return here or _local(reading, at, start, last)


def _among(reading: Reading, at: int, lengths: Iterable[int], dialled: Callable[[Number], str | None]) -> Number | None:
    """Return the longest number at a group that can be dialled."""
    for length in lengths:
        number = reading.groups.number(at, length, _MOST_GROUPS)
        if number and not is_glued_behind(reading.digits, number.end):
            international = dialled(number)
            if international and _can_be_dialled(f"+{international}"):
                return number
    return None


def _dialled_here(number: Number) -> str | None:
    """Return a number typed without a plus with its country code, None if it begins like no number or is cut like a date."""
    digits = number.digits.removeprefix("00")
    for prefix, length in ((_CODE, 9), ("38", 10), ("8", 10), ("", 10)):
        national = digits.removeprefix(prefix)
        if digits.startswith(prefix) and len(national) == length and (prefix == _CODE or national[0] == "0"):
            return None if not prefix and len(number.first) == len("05") else _CODE + national.removeprefix("0")
    return None


def _local(reading: Reading, at: int, start: int, last: int) -> Number | None:
    """Return the longest number short of its code, if it is said to be a telephone or stands next to one."""
    numbers = (reading.groups.number(at, length, _MOST_LOCAL_GROUPS) for length in _LOCAL)
    number = next((number for number in numbers if number and _is_written_like_one(reading, number)), None)
    if number is None:
        return None
    is_next = last and _NEXT.fullmatch(reading.small, last, start)
    return number if is_next or (number.begins_row and _CUE.stands_before(reading.small, start)) else None


def _is_written_like_one(reading: Reading, number: Number) -> bool:
    after = reading.digits[number.end : number.end + 1]
    dotted = "." in reading.plain[number.start : number.end]
    return not (dotted or after.isalpha() or _SUM.match(reading.small, number.end))


@lru_cache(maxsize=4096)
def _can_be_dialled(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _is_service(digits: str) -> bool:
    """Tell whether a number is open to all, such as 0 800 …, or is one of the city's lines without its code."""
    lines = cues.facts("public")["phones"]
    return f"0{digits[-9:]}".startswith(tuple(lines)) or (
        len(digits) < _WITH_CODE and any(line.endswith(digits) for line in lines)
    )
