"""The page by which an appeal goes back to its author with what it lacks."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.current import terms
from reception.domain.errors import NotFound
from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action
from reception.services import returning
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms_return import ReturnForm


def return_to_author(number: str) -> Response:
    """Return an appeal to its author, who completes it or lets it go on as a public question."""
    question = load(number)
    if question.kind is not Kind.APPEAL:
        raise NotFound
    form = ReturnForm.of(question)
    latest = terms().due("appeal.return", question.submitted_at).effective

    def act() -> None:
        returning.return_to_author(persons.staff(), question, form.missing.data or (), form.note.data, form.version.data)

    def page(status: int) -> Response:
        return make_response(render_template("desk/return.html", question=question, form=form, latest=latest), status)

    return take(question, Action.RETURN, form, act, page, _("The appeal is returned; its author chooses how it goes on."))
