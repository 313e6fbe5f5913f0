"""Telephone numbers of persons, however they are written."""

import re

import phonenumbers

REGION = "UA"


def dialled(typed: str) -> str:
    """Return a number as it is dialled from abroad (E.164), or its bare digits if it is none of any country."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
