"""A letter with several matters is cut into questions: lines of dashes first, then subject, addressee and files of each."""

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action
from reception.domain.text import cut_by_dashes
from reception.models import Question
from reception.services import split as splitting
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms_split import DASHES, SplitForm
from reception.web.desk.question import file_items


def split(number: str) -> Response:
    """Cut a letter, look at the parts, make questions of them."""
    question = load(number)
    form = SplitForm.of(question)
    if not form.is_submitted():
        form.whole.data = question.text
    elif request.form.get("do") == "cut" and form.validate():
        return _cut(question, form)
    elif request.form.get("do") == "anew" and form.validate():
        return _whole_again(question, form)
    return take(
        question,
        Action.SPLIT,
        form,
        lambda: splitting.split(persons.staff(), question, form.parts(), form.version.data),
        lambda status: _page(question, form, status),
        _("The questions are made. The asker gets one letter with all numbers."),
    )


def _cut(question: Question, form: SplitForm) -> Response:
    pieces = cut_by_dashes(form.whole.data)
    if not splitting.FEWEST <= len(pieces) <= splitting.MOST:
        form.refuse(Invalid("split_parts", field="whole", fewest=splitting.FEWEST, most=splitting.MOST))
        return _page(question, form, 400)
    parts = SplitForm.of(question, len(pieces))
    parts.fill(question, pieces)
    return _page(question, parts, 200)


def _whole_again(question: Question, form: SplitForm) -> Response:
    """Put the parts together again, with the dashes between them, to cut them in another way."""
    whole = SplitForm.of(question, 0)
    whole.whole.data = DASHES.join(each["text"].data for each in form.sets())
    return _page(question, whole, 200)


def _page(question: Question, form: SplitForm, status: int) -> Response:
    html = render_template(
        "desk/split.html",
        question=question,
        form=form,
        sets=form.sets(),
        files=file_items(question, question.attachments),
        most=splitting.MOST,
    )
    return make_response(html, status)
