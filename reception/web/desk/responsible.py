"""Of several bodies that have a question another is made responsible for the answer."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.services import responsible as responsibility
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms import ReasonForm


def make_responsible(number: str, referral_id: int) -> Response:
    """Say why, look at the letters, send."""
    question, form = load(number), ReasonForm()
    offered = question.referrals if form.is_submitted() else question.contributing
    referral = next((each for each in offered if each.id == referral_id), None)
    if referral is None:
        raise NotFound

    def act() -> None:
        responsibility.make_responsible(persons.staff(), question, referral_id, form.reason.data, form.version.data)

    def page(status: int) -> Response:
        context = {"question": question, "referral": referral, "form": form}
        return make_response(render_template("desk/make_responsible.html", **context), status)

    done = _("Another body is responsible for the answer now. Everybody concerned is told.")
    return take(question, Action.MAKE_RESPONSIBLE, form, act, page, done)
