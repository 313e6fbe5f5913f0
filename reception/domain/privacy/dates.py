"""Birth dates, told from other dates by the words around them."""

import datetime as dt
import re
from collections.abc import Iterator

from reception.domain import clock
from reception.domain.privacy import cues
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading

_MONTHS = cues.facts("cues")["birth_date"]["months"]
_MONTH = rf"(?:{'|'.join(_MONTHS)})\b\.?"
_YEAR_WORD = cues.expression("birth_date", "year_word")
_AFTER_WORDS = cues.expression("birth_date", "after")
_DATE = cues.compiled(
    r"(?<!\.)(?:"
    r"(?P<d>\d{1,2})(?P<gap> ?[./,-] ?| )(?P<m>\d{1,2})(?P=gap)(?P<y>\d{4}|\d{2})"
    rf"|(?P<wd>\d{{1,2}})(?:-?(?:го|е))?[ -]?(?P<w>{_MONTH})(?:[ -]?(?P<wy>\d{{4}}))?"
    r"|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})"
    rf"|(?P<year>(?:19|20)\d{{2}})|(?P<short>\d{{2}})(?:-?го)?(?=[ ]?{cues.expression('birth_date', 'after_short')})"
    r")(?![\d]|[.-]\d)"
)
_BEFORE = cues.Cue("birth_date", "before", r"[^.!?;\d\x00]{0,40}|[ .:(]{0,4}", reach=40)
_AFTER = cues.compiled(rf"(?:-?го)?{_YEAR_WORD}?[ \n,(-]{{0,3}}{_AFTER_WORDS}")
_DAY_IN_WORDS = cues.compiled(rf"(?:(?:двадцять|двадцать|тридцять|тридцать) )?[^\W\d_]+(?:го|[тшгм]е) {_MONTH} $")
_LONGEST_DAY = 40
_IN_WORDS = cues.compiled(
    rf"(?<![^\W_])(?:\d{{1,2}}(?:-?го)?|[^\W\d_]+(?:[ ][^\W\d_]+)?)[ ]{_MONTH}[ ]{cues.expression('birth_date', 'year_in_words')}"
    r"(?:[ ][^\W\d_]+(?:'[^\W\d_]+)?){1,4}?[ ](?:року|рік|года|год)(?![^\W_])"
)
_BY_NAME = cues.compiled(rf"[^\W\d_]{{2,}}{cues.expression('name', 'patronymic')}[ ,(\n]{{1,3}}$")
_YOUNGEST = 14
"""Years of one who writes to a city by the own name; a date nearer to today is the letter's."""
_THOUSAND = re.compile("т[иы]сяч")
_OTHER = cues.compiled(cues.words("birth_date", "other"))


def birth_dates(reading: Reading) -> Iterator[Span]:
    """Yield dates that can be lived through and are said to be of a birth; a year alone needs the word behind it."""
    text = reading.digits.lower()
    for at in range(len(reading.groups)):
        match = _DATE.match(text, reading.groups.start(at))
        if match and (_is_birth(reading.small, match) or _is_by_itself(reading.small, match)) and _is_real(match):
            yield _from_day(text, match), match.end()
    for match in _IN_WORDS.finditer(text) if _THOUSAND.search(text) else ():
        if _is_birth(text, match):
            yield match.span()


def _from_day(text: str, match: re.Match[str]) -> int:
    """Return where a date begins whose day and month are words before the year."""
    words = match["year"] and _DAY_IN_WORDS.search(text, max(0, match.start() - _LONGEST_DAY), match.start())
    return words.start() if words else match.start()


def _is_birth(text: str, match: re.Match[str]) -> bool:
    said = _BEFORE.before(text, match.start())
    return (said is not None and not _OTHER.search(said)) or bool(_AFTER.match(text, match.end()))


def _is_by_itself(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date of long ago stands alone in its line or behind a patronymic, as in a form that somebody filled in."""
    year = match["y"] or match["wy"]
    if year is None or len(year) < len("1999") or int(year) > clock.today().year - _YOUNGEST:
        return False
    start, end = match.span()
    alone = text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n") and end - start < len(text)
    return alone or bool(_BY_NAME.search(text, max(0, start - 30), start))


def _is_real(match: re.Match[str]) -> bool:
    day = match["d"] or match["wd"] or match["id"] or "1"
    month = match["m"] or match["im"] or (str(_month(match["w"])) if match["w"] else "1")
    year = match["y"] or match["wy"] or match["iy"] or match["year"] or match["short"] or "2000"
    today = clock.today()
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) <= today.year % 100 else 1900)
    try:
        return full >= 1900 and dt.date(full, int(month), int(day)) <= today
    except ValueError:
        return False


def _month(word: str) -> int:
    return next(at for at, names in enumerate(_MONTHS, 1) if word.rstrip(".") in names.split("|"))
