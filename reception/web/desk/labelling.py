"""Labels of a question, and the filters that a librarian keeps for the queue."""

from urllib.parse import urlencode

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import Invalid
from reception.services import labels
from reception.web import persons
from reception.web.desk.acting import back_to, load
from reception.web.desk.forms_labels import FilterForm, LabelForm
from reception.web.desk.queue import ARGUMENTS
from reception.web.messages import say


def add(number: str) -> Response:
    """Give a question labels."""
    question = load(number)
    try:
        labels.add(persons.staff(), question, LabelForm().labels.data)
    except Invalid as error:
        flash(say(error), "warning")
    return back_to(question)


def remove(number: str, label_id: int) -> Response:
    """Take a label off a question."""
    question = load(number)
    labels.remove(persons.staff(), question, label_id)
    return back_to(question)


def keep() -> Response:
    """Keep the filters that the queue has now. Words that are looked for are not kept: they may be somebody's name."""
    query = urlencode({name: value for name in ARGUMENTS if (value := request.form.get(name))})
    try:
        labels.keep_filter(persons.staff(), FilterForm().name.data, query)
    except Invalid as error:
        flash(say(error), "warning")
    else:
        flash(_("The filter is kept."), "success")
    return redirect(f"{url_for('desk.queue')}?{query}", 303)


def forget(filter_id: int) -> Response:
    """Forget a filter."""
    labels.forget_filter(persons.staff(), filter_id)
    flash(_("The filter is forgotten."), "success")
    return redirect(url_for("desk.queue"), 303)
