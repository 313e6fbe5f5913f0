"""What one field of the directory may hold: each function cleans what was typed, or says what is wrong with it."""

import datetime as dt
import re
from typing import Any

from email_validator import EmailNotValidError, validate_email
from stdnum.exceptions import ValidationError
from stdnum.ua import edrpou

from reception.domain import placeholders
from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action
from reception.domain.outcomes import BY_TRIAGE, Outcome
from reception.domain.text import LONGEST_LINE, LONGEST_REASON, LONGEST_TEXT, clean_line, clean_text

OFFICIAL_TOPICS = range(1, 25)
"""Numbers of topics in the classifier of resolution № 858, section 5."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_CODE = re.compile(r"[\w-]{1,64}")
_PLACE = re.compile(r"UA[0-9]{17}")
_LATIN = {0x0410: "A"}
"""A Cyrillic А among the letters looks the same, and spreadsheets are full of it."""


def line(typed: Any, field: str) -> str | None:
    """Return one line of text, None for an empty one. Raises Invalid if it is too long."""
    text = clean_line(str(typed or "")) or None
    if text and len(text) > LONGEST_LINE:
        raise Invalid("line_too_long", field=field, limit=LONGEST_LINE)
    return text


def prose(typed: Any, field: str) -> str | None:
    """Return text of several lines, None for an empty one. Raises Invalid if it is too long."""
    text = clean_text(str(typed or "")) or None
    if text and len(text) > LONGEST_TEXT:
        raise Invalid("text_too_long", field=field, limit=LONGEST_TEXT, length=len(text))
    return text


def email(typed: Any, field: str) -> str | None:
    """Return an e-mail address, None for an empty one. Raises Invalid if it cannot be one."""
    text = line(typed, field)
    if text is None:
        return None
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Invalid("email_form", field=field) from error


def slug(typed: Any, field: str) -> str | None:
    """Return a name for addresses. Raises Invalid if it has other signs than a–z, 0–9 and the dash."""
    text = line(typed, field)
    if text and not _SLUG.fullmatch(text):
        raise Invalid("slug_form", field=field)
    return text


def code(typed: Any, field: str) -> str | None:
    """Return a short code. Raises Invalid if it has other signs than letters, digits and the dash."""
    text = line(typed, field)
    if text and not _CODE.fullmatch(text):
        raise Invalid("code_form", field=field)
    return text


def canned_text(typed: Any, field: str) -> str | None:
    """Return a ready text. Raises Invalid if it is too long for a reason, or has places that nothing fills."""
    text = prose(typed, field)
    if text and len(text) > LONGEST_REASON:
        raise Invalid("text_too_long", field=field, limit=LONGEST_REASON, length=len(text))
    strange = placeholders.unknown(text or "")
    if strange:
        known = placeholders.in_braces(placeholders.NAMES)
        raise Invalid("placeholder_unknown", field=field, names=placeholders.in_braces(strange), known=known)
    return text


def action_with_texts(typed: Any, field: str) -> Action | None:
    """Return an action that has ready texts. Raises Invalid for any other."""
    if typed in (None, ""):
        return None
    if str(typed) not in set(placeholders.WITH_TEXTS):
        raise Invalid("action_unknown", field=field)
    return Action(str(typed))


def official_topic(typed: Any, field: str) -> int | None:
    """Return the number of a topic in the classifier. Raises Invalid if there is none of this number."""
    if typed in (None, ""):
        return None
    if str(typed) not in map(str, OFFICIAL_TOPICS):
        raise Invalid("official_topic_unknown", field=field)
    return int(typed)


def whole(typed: Any, _field: str) -> int:
    """Return a whole number, 0 for what is none."""
    return int(typed) if re.fullmatch(r"[0-9]{1,6}", str(typed)) else 0


def flag(typed: Any, _field: str) -> bool:
    """Return yes or no."""
    return typed in (True, 1, "1", "y", "yes")


def as_is(value: Any, _field: str) -> Any:
    """Return what cannot be wrong: rows, and values of a list that the program made."""
    return value


def day(typed: Any, field: str) -> dt.date | None:
    """Return a date (2026-04-02 or 02.04.2026), None for an empty one. Raises Invalid for what is none."""
    if typed in (None, "") or isinstance(typed, dt.date):
        return typed or None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(str(typed).strip(), form).date()  # noqa: DTZ007 – a date has no zone
        except ValueError:
            continue
    raise Invalid("date_form", field=field)


def register_number(typed: Any, field: str) -> str | None:
    """Return a number of the register of legal entities (ЄДРПОУ). Raises Invalid if its check digit says that it is none."""
    text = line(typed, field)
    if text is None:
        return None
    try:
        return edrpou.validate(text)
    except ValidationError as error:
        raise Invalid("edrpou_form", field=field) from error


def place_code(typed: Any, field: str) -> str | None:
    """Return a code of the codifier of administrative units (КАТОТТГ). Raises Invalid if it is not UA and 17 digits."""
    text = line(typed, field)
    if text is None:
        return None
    code = "".join(text.split()).upper().translate(_LATIN)
    if not _PLACE.fullmatch(code):
        raise Invalid("katottg_form", field=field)
    return code


def result_of_triage(typed: Any, field: str) -> Outcome | None:
    """Return a result that an appeal may have without an answer, None if none is chosen. Raises Invalid for any other."""
    text = line(typed, field)
    if text and text not in set(BY_TRIAGE):
        raise Invalid("outcome_needed", field=field)
    return Outcome(text) if text else None
