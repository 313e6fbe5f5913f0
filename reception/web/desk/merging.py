"""Questions that ask the same: the two texts beside one another, and joining or parting them."""

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from reception.current import settings
from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action
from reception.domain.numbers import parse_number
from reception.models import Question
from reception.queries import desk_question
from reception.services import merge as merging
from reception.services.move import allowed
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms import ReasonForm
from reception.web.desk.forms_merge import MergeForm


def merge(number: str) -> Response:
    """Choose the question that asks the same, look at both, join."""
    question, form = load(number), MergeForm()
    if not form.is_submitted():
        form.into.data = request.args.get("into", "")
    if request.form.get("do") == "look" and form.validate_on_submit():
        return _page(question, form, 200)
    return take(
        question,
        Action.MERGE,
        form,
        lambda: merging.merge(persons.staff(), question, _number(form), form.version.data),
        lambda status: _page(question, form, status),
        _("The questions are joined. The asker is told."),
    )


def _number(form: MergeForm) -> str:
    if not form.into.data:
        raise Invalid("number_needed", field="into")
    return parse_number(form.into.data, settings().number_prefix) or form.into.data


def _page(question: Question, form: MergeForm, status: int) -> Response:
    """Return the page with the other question, once a number is given that fits."""
    other = None
    if (form.into.data or form.is_submitted()) and not form.errors:
        try:
            found = desk_question.of_number(_number(form))
            merging.must_fit(question, found)
            other = found
        except Invalid as error:
            form.refuse(error)
            status = error.status if form.is_submitted() else status
    html = render_template(
        "desk/merge.html",
        question=question,
        form=form,
        other=other,
        other_way=other is not None and Action.MERGE in allowed(other, persons.staff()),
    )
    return make_response(html, status)


def unmerge(number: str) -> Response:
    """Part a question from the one it was joined with."""
    question, form = load(number), ReasonForm()
    html = {
        "title": _("Part from the other question"),
        "lead": _("The question goes on by itself where it was, by the date that ran then. The asker is told why."),
        "button": _("Part"),
    }
    return take(
        question,
        Action.UNMERGE,
        form,
        lambda: merging.unmerge(persons.staff(), question, form.reason.data, form.version.data),
        lambda status: make_response(render_template("desk/reason.html", question=question, form=form, **html), status),
        _("The question goes on by itself."),
    )
