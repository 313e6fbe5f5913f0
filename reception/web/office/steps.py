"""What else an official may do with a question: give it back, take more time, ask the citizen. A small page each."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, flash, g, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.models import ReferralState
from reception.queries import office
from reception.services import clarify, registration, respond
from reception.services.move import allowed
from reception.web import persons
from reception.web.forms import Refusing, day_of
from reception.web.office.answer import late_page
from reception.web.office.forms import AskForm, MoreTimeForm, NotOursForm, RegisteredForm

FormOfStep = TypeVar("FormOfStep", bound=Refusing)


def not_ours() -> Response:
    """Give the question back as another body's."""

    def act(form: NotOursForm) -> None:
        respond.not_ours(persons.official(g.link), g.link.referral, form.reason.data, form.suggested.data or None)

    return _step("not_ours", Action.NOT_OURS, NotOursForm(), act)


def more_time() -> Response:
    """Extend the term, once, as far as the law allows."""

    def act(form: MoreTimeForm) -> None:
        until = day_of(form.until.data)
        if until is None:
            raise Invalid("date_form", field="until")
        respond.extend(persons.official(g.link), g.link.referral, until, form.reason.data)
        flash(_("The new date is set. The citizen has been told of it and of the reason."), "success")

    referral = g.link.referral
    latest = office.latest_day(referral)
    return _step("more_time", Action.EXTEND, MoreTimeForm(), act, possible=not referral.extended, latest=latest)


def registered() -> Response:
    """Say when the authority registered the question, and under which number: the term counts from there."""
    referral = g.link.referral

    def act(form: RegisteredForm) -> None:
        on = day_of(form.on.data)
        if on is None:
            raise Invalid("date_form", field="on")
        registration.register(persons.official(g.link), referral, on, form.number.data)
        flash(_("Thank you. Your term counts from the day of registration."), "success")

    latest = office.latest_registration(referral)
    return _step("registered", Action.REGISTER, RegisteredForm(on=latest), act, possible=latest is not None, latest=latest)


def ask_asker() -> Response:
    """Ask the citizen for a clarification."""

    def act(form: AskForm) -> None:
        clarify.ask_asker(persons.official(g.link), g.link.referral.question, form.text.data)
        flash(_("Your request has gone to the citizen. As soon as there is a reply, we write to you."), "success")

    return _step("ask_asker", Action.ASK_ASKER, AskForm(), act)


def _step(
    name: str, action: Action, form: FormOfStep, act: Callable[[FormOfStep], None], possible: bool = True, **context: object
) -> Response:
    """Show a step's form, or take the step and go back to the question."""
    referral, official = g.link.referral, persons.official(g.link)
    status = 200
    if form.is_submitted():
        try:
            act(form)
            return redirect(url_for("office.answer"), 303)
        except Invalid as error:
            form.refuse(error)
            status = 400
        except NotAllowed as error:
            typed = next((form[name].data for name in ("text", "reason") if name in form), "")
            return late_page(referral, typed, error)
    elif not possible or referral.state is not ReferralState.OPEN or action not in allowed(referral.question, official):
        return redirect(url_for("office.answer"))
    return make_response(render_template(f"office/{name}.html", referral=referral, form=form, **context), status)
