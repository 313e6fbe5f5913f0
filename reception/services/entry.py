"""An asker shows who he is: by number and PIN."""

import datetime as dt

from sqlalchemy import select

from reception.current import settings
from reception.domain.errors import Invalid
from reception.domain.numbers import make_pin, normalize_pin, parse_number
from reception.domain.tokens import same
from reception.extensions import db
from reception.models import Question
from reception.services.limits import forget, spend

BURST, SUSTAINED = dt.timedelta(minutes=15), dt.timedelta(days=1)
PER_NUMBER = ((10, BURST), (50, SUSTAINED))
PER_CLIENT = ((30, BURST), (300, SUSTAINED))
PER_TERMINAL = ((100, BURST), (2000, SUSTAINED))
"""Attempts allowed. A PIN is one of 24 million, so fifty a day find none; a mistyped one does not shut anybody out."""


def by_pin(number: str, pin: str, client: str, at_terminal: bool = False) -> Question:
    """Return the question of a number and its PIN, both as typed.

    Raises Invalid, the same for a wrong number and a wrong PIN and after the same work; TooMany when the number or the
    client has had too many attempts.
    """
    number = parse_number(number, settings().number_prefix) or ""
    for limit, window in PER_TERMINAL if at_terminal else PER_CLIENT:
        spend(f"pin:from:{window}:{client}", limit, window)
    for limit, window in PER_NUMBER:
        spend(f"pin:of:{window}:{number}", limit, window)
    found = db.session.execute(select(Question.id, Question.pin_nonce).where(Question.number == number)).one_or_none()
    right = same(make_pin(settings().token_key, found.pin_nonce if found else "none"), normalize_pin(pin))
    if not (found and right):
        raise Invalid("wrong_number_or_pin", field="pin")
    for _limit, window in PER_NUMBER:
        forget(f"pin:of:{window}:{number}")
    return db.session.get(Question, found.id)
