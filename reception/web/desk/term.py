"""The authority's term, as a librarian enters it from its letters: when it registered a question, how long it needs."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.domain import clock
from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.models import Question, Referral
from reception.queries.office import latest_day
from reception.queries.registrations import offer_of
from reception.services import registration, respond
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms_term import ExtendForm, RegisteredForm


def register(number: str, referral_id: int) -> Response:
    """Enter when the authority registered the question, and its incoming number."""
    question, referral = _open(number, referral_id)
    offer = offer_of(persons.staff(), referral)
    told = (offer.day, offer.number) if offer else (referral.registered_on or clock.today(), referral.registered_number)
    form = RegisteredForm(on=told[0], number=told[1])

    def act() -> None:
        registration.register(persons.staff(), referral, form.day(), form.number.data, form.version.data)

    def page(status: int) -> Response:
        context = {"question": question, "referral": referral, "form": form, "offer": offer, "today": clock.today()}
        return make_response(render_template("desk/register.html", **context), status)

    done = _("The authority’s registration is entered; the term counts from it.")
    return take(question, Action.REGISTER, form, act, page, done)


def extend(number: str, referral_id: int) -> Response:
    """Enter a longer term that the authority has asked for in writing."""
    question, referral = _open(number, referral_id)
    if referral.extended:
        raise NotFound
    form = ExtendForm()

    def act() -> None:
        respond.extend(persons.staff(), referral, form.day(), form.reason.data, form.version.data)

    def page(status: int) -> Response:
        context = {"question": question, "referral": referral, "form": form, "latest": latest_day(referral)}
        return make_response(render_template("desk/extend.html", **context), status)

    done = _("The new date is set. The citizen has been told of it and of the reason.")
    return take(question, Action.EXTEND, form, act, page, done)


def _open(number: str, referral_id: int) -> tuple[Question, Referral]:
    """Return a question and one of its referrals that waits for an answer. Raises NotFound for any other."""
    question = load(number)
    for referral in question.open_referrals:
        if referral.id == referral_id:
            return question, referral
    raise NotFound
