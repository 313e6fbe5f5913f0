"""When an authority registered a question, and under which number: its term counts from its own receipt."""

import datetime as dt

from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor, ActorKind
from reception.domain.text import clean_line
from reception.mail.letters import Occasion
from reception.models import Referral
from reception.queries.office import latest_registration
from reception.services import dates
from reception.services.move import check, move
from reception.services.respond import must_be_open
from reception.services.transaction import transaction

LONGEST_NUMBER = 100


def register(actor: Actor, referral: Referral, on: dt.date, number: str = "", version: int | None = None) -> None:
    """Enter the day on which an authority registered a question, and its incoming number there if it is known.

    The term of the answer is counted anew from that day (Law 393/96-ВР, art. 20; Law 2939-VI, art. 20); one that has been
    extended already stays. An official enters it once, while the term runs, and of the first days after sending: what moves a
    date that the citizen was told is afterwards for the library to look at. Raises Invalid for a day to come, before the
    question was sent or, by an official, too long after it, and for an overlong number; NotAllowed once it is too late.
    """
    with transaction():
        must_be_open(referral, actor)
        question = referral.question
        check(question, Action.REGISTER, actor, version)
        if actor.kind is ActorKind.OFFICIAL:
            _must_be_the_officials(referral, on)
        number = clean_line(number)
        _must_be_possible(referral, on, number)
        referral.registered_on, referral.registered_number = on, number or None
        if not referral.extended:
            dates.enter_answer(question, referral, "registered")
        dates.run_authority_clock(question)
        said = {"on": on.isoformat(), "incoming": number or None, "due": referral.due_on.isoformat()}
        occasion = Occasion(question, (referral,))
        move(question, Action.REGISTER, actor, occasion=occasion, authority=referral.authority_name, **said)


def _must_be_the_officials(referral: Referral, on: dt.date) -> None:
    latest = latest_registration(referral)
    if latest is None:
        raise NotAllowed("registered_already" if referral.registered_on else "registration_late")
    if latest < on <= clock.today():
        raise Invalid("registered_too_late", field="on", latest=latest)


def _must_be_possible(referral: Referral, on: dt.date, number: str) -> None:
    if on > clock.today():
        raise Invalid("date_to_come", field="on")
    sent = clock.day_of(referral.sent_at)
    if on < sent:
        raise Invalid("registered_before_sent", field="on", sent=sent)
    if len(number) > LONGEST_NUMBER:
        raise Invalid("line_too_long", field="number", limit=LONGEST_NUMBER)
