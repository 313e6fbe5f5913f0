"""The desk undoes that officials have passed a question on between them."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.models import Delegation, Question
from reception.services import delegating
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms import ReasonForm


def undelegate(number: str, step_id: int) -> Response:
    """Undo a delegation, and those that followed it, with a reason."""
    question = load(number)
    step = _step(question, step_id)
    form = ReasonForm()

    def act() -> None:
        delegating.undelegate(persons.staff(), step, form.reason.data, form.version.data)

    def page(status: int) -> Response:
        return make_response(render_template("desk/undelegate.html", question=question, step=step, form=form), status)

    return take(question, Action.UNDELEGATE, form, act, page, _("The question is with the official again who had passed it on."))


def _step(question: Question, step_id: int) -> Delegation:
    """Return a step by which an open referral came to a colleague. Raises NotFound for any other."""
    for referral in question.open_referrals:
        for step in referral.chain:
            if step.id == step_id:
                return step
    raise NotFound
