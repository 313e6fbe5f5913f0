"""When an authority registered a question, and under which number: its term counts from its own receipt."""

import datetime as dt

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.domain.text import clean_line
from reception.mail.letters import Occasion
from reception.models import Referral
from reception.services import dates
from reception.services.move import check, move
from reception.services.respond import must_be_open
from reception.services.transaction import transaction

LONGEST_NUMBER = 100


def register(actor: Actor, referral: Referral, on: dt.date, number: str = "", version: int | None = None) -> None:
    """Enter the day on which an authority registered a question, and its incoming number there if it is known.

    The term of the answer is counted anew from that day (Law 393/96-ВР, art. 20; Law 2939-VI, art. 20); one that has been
    extended already stays. Raises Invalid for a day to come or before the question was sent, and for an overlong number.
    """
    with transaction():
        must_be_open(referral)
        question = referral.question
        check(question, Action.REGISTER, actor, version)
        number = clean_line(number)
        _must_be_possible(referral, on, number)
        referral.registered_on, referral.registered_number = on, number or None
        if not referral.extended:
            dates.enter_answer(question, referral, "registered")
        dates.run_authority_clock(question)
        said = {"on": on.isoformat(), "incoming": number or None, "due": referral.due_on.isoformat()}
        occasion = Occasion(question, (referral,))
        move(question, Action.REGISTER, actor, occasion=occasion, authority=referral.authority_name, **said)


def _must_be_possible(referral: Referral, on: dt.date, number: str) -> None:
    if on > clock.today():
        raise Invalid("date_to_come", field="on")
    sent = clock.day_of(referral.sent_at)
    if on < sent:
        raise Invalid("registered_before_sent", field="on", sent=sent)
    if len(number) > LONGEST_NUMBER:
        raise Invalid("line_too_long", field="number", limit=LONGEST_NUMBER)
