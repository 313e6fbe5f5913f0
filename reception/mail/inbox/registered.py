"""The number and the day under which an authority says that it has registered a letter of ours.

By the form of such numbers and the words before them (`data/mail/registered.toml`), whoever's program wrote the letter. What
may be somebody's personal data is never taken for one.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reception.domain.numbers import parse_number
from reception.domain.privacy import detector

_RULES = tomllib.loads((Path(__file__).parents[2] / "data" / "mail" / "registered.toml").read_text(encoding="utf-8"))
_READ = 5000
"""Characters: an acknowledgement is shorter."""

_PASSAGE, _NEAR = 120, 80
"""Characters after a cue in which a number stands, and beside a number in which its date stands."""

_LONGEST, _MOST_LETTERS, _MOST_DIGITS = 30, 4, 8
"""Signs of a number; letters in a row, for more are a name; digits of one without any other sign, for more are a person's."""


def _any(name: str) -> str:
    return "|".join(_RULES[name])


_CUE = re.compile(rf"\b(?:{_any('cues')}|(?P<direct>{_any('direct')}))", re.IGNORECASE)
_PIECE = r"[^\W_]+(?:[-/.\u2013][^\W_]+)*"
_SIGNED = re.compile(rf"(?:{_any('signs')})\s*[:\u2013-]?\s*({_PIECE})", re.IGNORECASE)
_DIRECT = re.compile(rf"[\s.:]*({_PIECE})")
_TERM = re.compile(rf"\b(?:{_any('terms')})\s+$", re.IGNORECASE)
_BEFORE_DATE = 20
"""Characters before a date in which it shows that it is a term."""

_MONTHS = [re.compile(each, re.IGNORECASE) for each in _RULES["months"]]
_DATE = re.compile(
    r"(?<![\d.])(?:(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})|(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<wd>\d{1,2})\s+(?P<wm>[^\W\d_]{3,10})\s+(?P<wy>\d{4}))(?!\d)"
)


@dataclass(frozen=True)
class Registration:
    """A registration number of an authority and the day that stands with it, if any does."""

    number: str
    on: dt.date | None


def registration_in(text: str, prefix: str) -> Registration | None:
    """Return the registration that a letter tells of, or None. `prefix` is that of our own numbers, which are none."""
    text = text[:_READ]
    personal = detector.find(text)
    for start, end in _tokens(text):
        token = text[start:end]
        is_somebodys = any(each.start < end and start < each.end for each in personal)
        if not is_somebodys and _is_number(token, prefix):
            return Registration(token, _day_by(text, start, end))
    return None


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield where what may be numbers stands: after a cue, behind the sign of a number or behind the cue itself."""
    for cue in _CUE.finditer(text):
        end = min(len(text), cue.end() + _PASSAGE)
        gap = text.find("\n\n", cue.end(), end)
        end = end if gap < 0 else gap
        direct = _DIRECT.match(text, cue.end(), end) if cue["direct"] else None
        if direct and not _DATE.match(text, direct.start(1)):
            yield direct.span(1)
        for found in _SIGNED.finditer(text, cue.start(), end):
            yield found.span(1)


def _is_number(token: str, prefix: str) -> bool:
    """Tell whether a piece by itself may be a registration number: short, with digits, no date, no number of ours."""
    if not re.search(r"\d", token) or len(token) > _LONGEST or _DATE.fullmatch(token) or parse_number(token, prefix):
        return False
    if re.search(rf"[^\W\d_]{{{_MOST_LETTERS + 1},}}", token) or re.fullmatch(rf"\d{{{_MOST_DIGITS + 1},}}", token):
        return False
    return not detector.find(token)


def _day_by(text: str, start: int, end: int) -> dt.date | None:
    """Return the date next to a number: the first after it, else the last before it, but no term."""
    after = _days(text, end, min(len(text), end + _NEAR))
    before = _days(text, max(0, start - _NEAR), start)
    return next(after, None) or next(reversed(list(before)), None)


def _days(text: str, start: int, end: int) -> Iterator[dt.date]:
    for found in _DATE.finditer(text, start, end):
        day = None if _TERM.search(text[max(0, found.start() - _BEFORE_DATE) : found.start()]) else _day(found)
        if day:
            yield day


def _day(found: re.Match[str]) -> dt.date | None:
    said = found.groupdict()
    month = said["m"] or said["im"]
    if said["wm"]:
        month = next((number for number, name in enumerate(_MONTHS, 1) if name.match(said["wm"])), 0)
    year = int(said["y"] or said["iy"] or said["wy"])
    try:
        return dt.date(year + 2000 if year < 100 else year, int(month), int(said["d"] or said["id"] or said["wd"]))
    except ValueError:
        return None
