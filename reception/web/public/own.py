"""What an asker does with the own question: withdraws it, clarifies it, judges the result."""

from collections.abc import Callable

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import Action
from reception.models import Question
from reception.queries.asker import own_question
from reception.services import asker
from reception.services import clarify as clarifying
from reception.services.move import allowed
from reception.web import persons
from reception.web.messages import say
from reception.web.public.asker_pages import entry_page, show
from reception.web.public.forms import ClarifyForm, TrackForm, VerdictForm


def withdraw(number: str) -> Response:
    """Ask whether the question is really to be taken back, and take it back."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number))
    if request.method != "POST":
        return _page(question, Action.WITHDRAW, "public/withdraw.html")
    return _done(number, lambda: asker.withdraw(persons.asker(), question), _("Your question is withdrawn."))


def clarify(number: str) -> Response:
    """Take the reply to what the asker was asked."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number, then="clarify"))
    if request.method != "POST":
        return clarify_page(question)
    form = ClarifyForm()
    reply, thanks = form.text.data, _("Thank you, your reply is passed on.")
    try:
        return _done(number, lambda: clarifying.clarify(persons.asker(), question, reply), thanks)
    except Invalid as error:
        form.text.errors = [say(error)]
        return clarify_page(question, form, 400)


def clarify_page(question: Question, form: ClarifyForm | None = None, status: int = 200) -> Response:
    """Return the page with the request and the form of the reply."""
    return _page(question, Action.CLARIFY, "public/clarify.html", status, form=form or ClarifyForm())


def verdict(number: str) -> Response:
    """Take the asker's own word on the result. A link in a letter leads here; only the button counts."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number, then="verdict"))
    form = VerdictForm()
    if not form.validate_on_submit():
        return verdict_page(question, form, 400 if form.is_submitted() else 200)
    value = form.value.data
    words = _("Thank you for your verdict.")
    if value is VerdictValue.NOT_SOLVED:
        words = _("Thank you. Your question is before the librarian again.")
    return _done(number, lambda: asker.judge(persons.asker(), question, value, form.text.data), words)


def verdict_page(question: Question, form: VerdictForm | None = None, status: int = 200) -> Response:
    """Return the page with the result and the form of the verdict."""
    return _page(question, Action.VERDICT, "public/verdict.html", status, form=form or VerdictForm())


def _page(question: Question, action: Action, template: str, status: int = 200, **context: object) -> Response:
    if action not in allowed(question, persons.asker()):
        return _refused(question.number, NotAllowed("not_in_this_state"))
    return show(template, status, question=question, **context)


def _done(number: str, act: Callable[[], None], words: str) -> Response:
    try:
        act()
    except NotAllowed as error:
        return _refused(number, error)
    flash(words, "success")
    return redirect(url_for("public.track_question", number=number))


def _refused(number: str, error: NotAllowed) -> Response:
    """The question has moved on: the page that shows where it stands says so."""
    flash(say(error), "warning")
    return redirect(url_for("public.track_question", number=number))
