"""Telephone numbers of persons, however they are written."""

import re

TELLING = 9
"""So many last digits tell a telephone of Ukraine, however the code of the country is written."""


def telling_digits(typed: str | None) -> str:
    """Return the last digits of a number, by which it is known again; fewer than `TELLING` if it has no more."""
    return re.sub(r"\D", "", typed or "")[-TELLING:]
