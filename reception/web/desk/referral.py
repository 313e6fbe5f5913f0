"""Referring in two steps: to whom and with which words; then the letters exactly as they will go."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.domain.lifecycle import Action
from reception.models import Question
from reception.queries import desk_question, officials
from reception.queries.complaints import is_complained_of
from reception.services import refer as referring
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms import ReferForm
from reception.web.forms import offered


def refer(number: str) -> Response:
    """Choose officials, look at their letters, send."""
    question, form = load(number), ReferForm()
    form.responsible.choices = []
    return take(
        question,
        Action.REFER,
        form,
        lambda: referring.refer(
            persons.staff(), question, form.officials.data, form.message.data, form.version.data, form.responsible.data
        ),
        lambda status: _choose(question, form, status),
        _("The question is passed on. The letters leave within a minute."),
    )


def _choose(question: Question, form: ReferForm, status: int) -> Response:
    groups = officials.groups(question)
    people = [offer.official for group in groups for offer in group.offers]
    form.officials.choices = offered((official.id, official.name) for official in people)
    first = _("whoever is responsible already") if question.open_referrals else _("the first of those who are ticked")
    form.responsible.choices = offered([(0, first), *((each.id, f"{each.name}, {each.authority.name_uk}") for each in people)])
    html = render_template(
        "desk/refer.html",
        question=question,
        form=form,
        groups=groups,
        chosen=set(form.officials.data or ()),
        busy=desk_question.busy(question),
        blocked={each.id for each in people if is_complained_of(question, each)},
    )
    return make_response(html, status)
