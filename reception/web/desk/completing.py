"""An author says by telephone or at the desk what a returned appeal lacked, or how it is to go on; a librarian writes it down."""

from flask import Response, flash, make_response, render_template, request
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.models import Question
from reception.services import heard
from reception.services.move import allowed
from reception.web import persons
from reception.web.desk.acting import back_to, load
from reception.web.forms_returned import CompleteForm
from reception.web.messages import say


def complete(number: str) -> Response:
    """Take the author's choice. What is known of the author already is not shown: whoever reads contacts is journalled."""
    question = load(number)
    if not question.asker or Action.COMPLETE not in allowed(question, heard.as_asker(persons.staff(), question)):
        return _moved_on(question, NotAllowed("not_in_this_state"))
    form = CompleteForm()
    if not form.is_submitted():
        return _page(question, form)
    try:
        if request.form.get("do") == "question":
            heard.take_as_question(persons.staff(), question)
        elif form.validate():
            heard.take_completion(persons.staff(), question, form.supplied())
        else:
            return _page(question, form, 400)
    except Invalid as error:
        form.refuse(error)
        return _page(question, form, error.status)
    except NotAllowed as error:
        return _moved_on(question, error)
    flash(_("It is written down as the asker’s own word."), "success")
    return back_to(question)


def _page(question: Question, form: CompleteForm, status: int = 200) -> Response:
    page = render_template("desk/complete.html", question=question, row=question.returns[-1], form=form)
    return make_response(page, status)


def _moved_on(question: Question, error: NotAllowed) -> Response:
    flash(say(error), "warning")
    return back_to(question)
