"""What an asker says by telephone or at the desk is written down as the asker's own word."""

from flask import Response, flash, make_response, render_template
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.models import Question
from reception.queries import calls
from reception.services import heard
from reception.services.move import allowed
from reception.web import persons
from reception.web.desk.acting import back_to, load
from reception.web.desk.forms_recording import ReplyForm, SaidForm, VerdictForm
from reception.web.messages import say


def may_say(question: Question) -> Action | None:
    """Return what the asker may say now, if anything: the reply to what was asked, or a verdict."""
    may = allowed(question, heard.as_asker(persons.staff(), question)) if question.asker else frozenset()
    return next((action for action in (Action.CLARIFY, Action.VERDICT) if action in may), None)


def panel(question: Question) -> dict[str, object]:
    """Return what the panel beside a question needs: what waits to be told, and whether the asker may say something."""
    return {"to_tell": calls.waiting_letters(question), "may_say": may_say(question) is not None}


def hear(number: str) -> Response:
    """Write down the reply to what was asked, or the verdict on the result."""
    question = load(number)
    action = may_say(question)
    if action is None:
        return _moved_on(question, NotAllowed("not_in_this_state"))
    form = ReplyForm() if action is Action.CLARIFY else VerdictForm()
    if not form.is_submitted():
        return _page(question, form)
    if not form.validate():
        return _page(question, form, 400)
    try:
        _take(question, form)
    except Invalid as error:
        form.refuse(error, "text")
        return _page(question, form, error.status)
    except NotAllowed as error:
        return _moved_on(question, error)
    flash(_("It is written down as the asker’s own word."), "success")
    return back_to(question)


def _take(question: Question, form: SaidForm) -> None:
    if isinstance(form, ReplyForm):
        heard.take_reply(persons.staff(), question, form.text.data)
    else:
        heard.take_verdict(persons.staff(), question, form.chosen(), form.text.data)


def _page(question: Question, form: SaidForm, status: int = 200) -> Response:
    return make_response(render_template("desk/hear.html", question=question, form=form), status)


def _moved_on(question: Question, error: NotAllowed) -> Response:
    flash(say(error), "warning")
    return back_to(question)
