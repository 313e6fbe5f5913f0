"""The page on which a librarian decides what a question is, by which term it is answered, and of whom it complains."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.current import settings
from reception.domain.lifecycle import Action
from reception.domain.requisites import suggested_index
from reception.models import Question
from reception.services import classify as classifying
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms_class import ClassForm


def classify(number: str) -> Response:
    """Decide what a question is, with a reason for another kind or term."""
    question = load(number)
    form = ClassForm.of(question)

    def act() -> None:
        classifying.classify(persons.staff(), question, form.decision(), form.reason.data, form.version.data)

    return take(question, Action.CLASSIFY, form, act, lambda status: _page(question, form, status), _("The decision is entered."))


def _page(question: Question, form: ClassForm, status: int) -> Response:
    shows_index = settings().legal_index or bool(question.legal_index)
    name = question.asker.name if question.asker else None
    html = render_template(
        "desk/classify.html",
        question=question,
        form=form,
        shows_index=shows_index,
        suggested=suggested_index(name, question.number) if shows_index else None,
    )
    return make_response(html, status)
