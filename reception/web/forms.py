"""What forms of all rooms share: how typed values are cleaned, what a field offers, how an error of a service is said."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Optional

from reception.domain import tokens
from reception.domain.errors import Invalid
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.text import clean_line, clean_text
from reception.web.messages import say

RESULTS = {
    "9.1": (Outcome.POSITIVE, None),
    "planned": (Outcome.EXPLAINED, Commitment.PLANNED),
    "needs_funding": (Outcome.EXPLAINED, Commitment.NEEDS_FUNDING),
    "9.3": (Outcome.EXPLAINED, None),
    "9.2": (Outcome.REFUSED, None),
}
"""What one who answers chooses: a result of the classifier, or a promise, which counts as explained until it is kept."""


def text_of(typed: str | None) -> str:
    """Return text of several lines as it can be stored."""
    return clean_text(typed or "")


def line_of(typed: object) -> str:
    """Return what was typed, or what stands there, as one line that can be stored."""
    return "" if typed is None else clean_line(str(typed))


def number_of(typed: object) -> int:
    """Return a whole number, 0 for what is none."""
    return int(str(typed)) if str(typed).isascii() and str(typed).isdigit() and len(str(typed)) < 10 else 0


def day_of(typed: str) -> dt.date | None:
    """Return a date as a browser sends it or a person types it (2026-04-02, 02.04.2026), or None."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(typed, form).date()  # noqa: DTZ007 – a date has no zone
        except ValueError:
            continue
    return None


def id_of(typed: object) -> int | None:
    """Return a row's id, or None for "I don’t know" and for what is no id."""
    return int(str(typed)) if re.fullmatch(r"[0-9]{1,9}", str(typed)) else None


def key_of(given: str | None) -> str:
    """Return the key that makes a form sent twice one thing: the one it came with, or a new one."""
    return given if given and re.fullmatch(r"[\w-]{40,64}", given, re.ASCII) else tokens.new_nonce()


def offered(pairs: Iterable[tuple[object, str]]) -> list[SelectChoice]:
    """Return what a field offers, from values and their words."""
    return [SelectChoice(str(value), str(words)) for value, words in pairs]


def said_as(words: Mapping[StrEnum, str]) -> list[SelectChoice]:
    """Return the values of an enumeration with their words, which are said when the page is made."""
    return [SelectChoice(value.value, label) for value, label in words.items()]


def email_field() -> StringField:
    """Return a field for an e-mail address, which may stay empty."""
    wrong = _l("This is no e-mail address. It should look like name@example.com.")
    return StringField(_l("E-mail"), filters=[line_of], validators=[Optional(), Email(wrong)])


class Refusing(FlaskForm):
    """A form that takes the errors of services to its fields."""

    def refuse(self, error: Invalid, field: str | None = None) -> None:
        """Say an error at its field or at another, or over the form if it belongs to none."""
        name = field or error.field
        if name in self._fields:
            self[name].errors = [*self[name].errors, say(error)]
        else:
            self.form_errors.append(say(error))
