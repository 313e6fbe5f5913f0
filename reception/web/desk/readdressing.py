"""Handing a question on from one official to another."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.domain.lifecycle import Action
from reception.models import Question
from reception.queries import desk_question, officials
from reception.queries.complaints import is_complained_of
from reception.services import readdress as readdressing
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms_readdress import ReaddressForm
from reception.web.forms import offered
from reception.web.wording import in_language


def readdress(number: str) -> Response:
    """Choose from whom to whom, say why, look at the letters, send."""
    question, form = load(number), ReaddressForm()
    before = readdressing.can_be_readdressed(question)
    form.referral.choices = offered((each.id, f"{each.official_name}, {each.authority_name}") for each in before)
    form.official.choices = _choices(question)
    if not form.is_submitted() and before:
        form.referral.data = before[0].id

    def act() -> None:
        chosen = form.referral.data, form.official.data
        words = form.reason.data, form.message.data
        readdressing.readdress(persons.staff(), question, *chosen, *words, form.version.data)

    return take(
        question,
        Action.READDRESS,
        form,
        act,
        lambda status: make_response(render_template("desk/readdress.html", question=question, form=form), status),
        _("The question is handed on. Everybody concerned is told."),
    )


def _choices(question: Question):
    """Return whom it can be handed to, those to ask first before the others."""
    busy = desk_question.busy(question)
    people = [
        (offer.official.id, f"{in_language(group.authority)}: {offer.official.name}, {offer.official.post}")
        for group in officials.groups(question)
        for offer in group.offers
        if offer.official.id not in busy and not is_complained_of(question, offer.official)
    ]
    return offered([(0, _("Please choose")), *people])
