"""Decisions that need a reason or a request: each is a page with one form."""

from collections.abc import Callable
from functools import partial

from flask import Response, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reception.domain.errors import Invalid, NotAllowed, Stale
from reception.domain.lifecycle import Action
from reception.domain.privacy.wartime import cues
from reception.models import DeclineReason, Question
from reception.queries import desk_question
from reception.services import clarify, publish, triage
from reception.services import refer as referring
from reception.services.edits import Edit
from reception.web import persons
from reception.web.desk import correspondence, marking, safety
from reception.web.desk.acting import AGAIN, back_to, load, stale_page, take, take_over_if_wanted
from reception.web.desk.forms import AskerForm, ReasonForm, SendBackForm, VersionForm
from reception.web.desk.forms_decline import DeclineForm
from reception.web.forms import number_of, offered
from reception.web.wording import in_language

# What each page says: its title, what will happen, the button, and what is said when it is done.
WORDS = {
    Action.RECALL: (
        _l("Take the question back"),
        _l("Officials who have not answered are told that no answer is expected any more; their links end."),
        _l("Take back"),
        _l("The question is with the library again."),
    ),
    Action.SEND_BACK: (
        _l("Send the answer back"),
        _l("The official gets your words by e-mail; the link works again and shows the answer as it was. The old term runs on."),
        _l("Send back"),
        _l("The answer is with the official again."),
    ),
    Action.HIDE: (
        _l("Take the question down"),
        _l("The page, search, feeds and figures no longer show it. Readers who have its address see the reason you write."),
        _l("Take down"),
        _l("The question is no longer public."),
    ),
    Action.REOPEN: (
        _l("Take the question up again"),
        _l("The question returns to the library’s work; the asker is told why."),
        _l("Take up again"),
        _l("The question is taken up again."),
    ),
    Action.CLOSE: (
        _l("Close the dispute"),
        _l("The question is closed for good. The asker gets your reason; the verdict stays as it is."),
        _l("Close"),
        _l("The question is closed."),
    ),
}


def recall(number: str) -> Response:
    """Take a question back from officials."""
    return _with_reason(number, Action.RECALL, referring.recall)


def send_back(number: str) -> Response:
    """Return answers to their officials: all that wait, or those that the librarian chooses."""
    question = load(number)
    form = SendBackForm.of(publish.returnable(question))

    def act() -> None:
        publish.send_back(persons.staff(), question, form.reason.data, form.version.data, form.chosen())

    return _reason_page(question, Action.SEND_BACK, form, act)


def hide(number: str) -> Response:
    """Take a public question down."""
    return _with_reason(number, Action.HIDE, triage.hide)


def reopen(number: str) -> Response:
    """Take a question up again."""
    return _with_reason(number, Action.REOPEN, triage.reopen)


def close(number: str) -> Response:
    """Close a dispute for good."""
    return _with_reason(number, Action.CLOSE, triage.close)


def _with_reason(number: str, action: Action, service: Callable[..., object]) -> Response:
    question, form = load(number), ReasonForm()
    act = partial(service, persons.staff(), question, form.reason.data, form.version.data)
    return _reason_page(question, action, form, act)


def _reason_page(question: Question, action: Action, form: ReasonForm, act: Callable[[], object]) -> Response:
    title, lead, button, done = WORDS[action]
    return take(
        question,
        action,
        form,
        act,
        _page(
            "desk/reason.html",
            question=question,
            form=form,
            title=title,
            lead=lead,
            button=button,
            has_letters=correspondence.can_be_looked_at(action),
        ),
        str(done),
    )


def ask_asker(number: str) -> Response:
    """Ask the asker for a clarification."""
    question, form = load(number), AskerForm()
    return take(
        question,
        Action.ASK_ASKER,
        form,
        lambda: clarify.ask_asker(persons.staff(), question, form.text.data, form.version.data),
        _page("desk/ask_asker.html", question=question, form=form),
        _("The asker is asked."),
    )


def decline(number: str) -> Response:
    """Refuse a question; the librarian first sees what the asker will get."""
    question, form = load(number), DeclineForm()
    reasons = desk_question.reasons()
    form.reason.choices = offered((reason.id, in_language(reason, "title")) for reason in reasons)
    if not question.may_publish:
        del form.show
    context = {"question": question, "form": form, "texts": {str(reason.id): _hint(reason) for reason in reasons}}
    context["war_cues"] = cues(question.public_subject, question.public_text)

    def act() -> None:
        if not form.reason.data:
            raise Invalid("reason_needed", field="reason")
        shown = Edit(may_stay=marking.may_stay(), wartime_checked=safety.ticked()) if "show" in form and form.show.data else None
        if shown and question.may_publish and not question.public_at:
            safety.check()
        triage.decline(persons.staff(), question, form.reason.data, form.note.data, form.version.data, shown)

    return take(question, Action.DECLINE, form, act, _page("desk/decline.html", **context), _("The question is declined."))


def _hint(reason: DeclineReason) -> str:
    text = in_language(reason, "text")
    return text if reason.is_public else _("%(text)s (Such questions are hidden from readers.)", text=text)


def unhide(number: str) -> Response:
    """Bring a hidden question back."""
    return _at_once(number, Action.UNHIDE, triage.unhide, _("The question is public again."))


def go_on(number: str) -> Response:
    """Wait no longer for the asker's clarification."""
    return _at_once(number, Action.GO_ON, clarify.go_on, _("The question goes on without the clarification."))


def _at_once(number: str, action: Action, act: Callable[..., None], done: str) -> Response:
    """Take an action that needs no words."""
    question, form = load(number), VersionForm()
    if AGAIN in request.form:
        take_over_if_wanted(question)
        return back_to(question)
    try:
        act(persons.staff(), question, number_of(form.version.data))
    except (Stale, NotAllowed) as error:
        return stale_page(question, action, form, error)
    flash(done, "success")
    return back_to(question)


def _page(template: str, **context: object) -> Callable[[int], Response]:
    return lambda status: make_response(render_template(template, **context), status)
