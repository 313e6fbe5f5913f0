"""How every page of an action works: show the form, take the action, and lose nothing when somebody was quicker."""

from collections.abc import Callable

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from reception.current import settings
from reception.domain.errors import DomainError, Held, Invalid, NotAllowed, Stale
from reception.domain.lifecycle import Action
from reception.domain.numbers import parse_number
from reception.domain.text import word_difference
from reception.models import Question
from reception.queries import desk_question
from reception.queries.visibility import find
from reception.services import claims
from reception.services.move import allowed
from reception.web import persons
from reception.web.desk import canned, correspondence
from reception.web.desk.forms import VersionForm
from reception.web.messages import say

AGAIN, TAKE_OVER = "again", "take_over"
"""The button of the page for stale forms: show my form once more, made from the newer version. With the value TAKE_OVER the
question is first taken out of a colleague's hand."""

_OURS = {"csrf_token", "version", "do", AGAIN}


def load(number: str) -> Question:
    """Return the question of a number however it is typed. Raises NotFound."""
    return find(persons.staff(), parse_number(number, settings().number_prefix) or number)


def take(
    question: Question,
    action: Action,
    form: VersionForm,
    act: Callable[[], object],
    show: Callable[[int], Response],
    done: str,
) -> Response:
    """Take an action with what was typed and return to the question, or show the form again with what is wrong.

    If that was the button, a ready text is put in (`canned`), or its letters are shown first, to be reworded or sent as they
    are (`correspondence`).
    `show` makes the page of the form, with a status. What another has changed meanwhile becomes a page with both texts.
    """
    form.canned = canned.offers(question, action)
    if not form.is_submitted() or AGAIN in request.form:
        take_over_if_wanted(question)
        return offer(question, action, form, show)
    if not form.validate():
        return show(400)
    if request.form.get("do") == correspondence.CHANGE or canned.put_in(question, action, form):
        return show(200)
    try:
        if request.form.get("do") == correspondence.LOOK:
            return correspondence.page(question, action, act, _carried())
        correspondence.send(act)
    except Invalid as error:
        if correspondence.is_about_a_letter(error):
            return correspondence.page(question, action, act, _carried(), error)
        form.refuse(error)
        return show(error.status)
    except (Stale, NotAllowed) as error:
        return stale_page(question, action, form, error)
    flash(done, "success")
    return back_to(question)


def take_over_if_wanted(question: Question) -> None:
    """Take a question over if that was the button of the page for stale forms."""
    if request.form.get(AGAIN) == TAKE_OVER:
        claims.take_over(persons.staff(), question)


def offer(question: Question, action: Action, form: VersionForm, show: Callable[[int], Response]) -> Response:
    """Show the form of an action if it may be taken now; it is made from the question as it is now."""
    if action not in allowed(question, persons.staff()):
        flash(say(NotAllowed("not_in_this_state")), "warning")
        return back_to(question)
    form.version.data = question.version
    return show(200)


def stale_page(question: Question, action: Action, form: VersionForm, error: DomainError) -> Response:
    """Say that somebody was quicker: what was typed, what is there now, and a way on from the newer version."""
    html = render_template(
        "desk/stale.html",
        question=question,
        message=say(error),
        typed=[*form.typed(), *correspondence.typed()],
        differences=list(_differences(question, form)),
        last=desk_question.journal(question)[-1],
        carried=_carried(),
        still_possible=action in allowed(question, persons.staff()),
        action=request.full_path.rstrip("?"),
        again=AGAIN,
        again_value=TAKE_OVER if isinstance(error, Held) else "1",
    )
    return make_response(html, error.status)


def _carried() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _OURS]


def _differences(question: Question, form: VersionForm):
    for name in ("public_subject", "public_text"):
        if name in form:
            yield form[name].label.text, word_difference(getattr(question, name), form[name].data)


def back_to(question: Question) -> Response:
    """Return to a question."""
    return redirect(url_for("desk.question", number=question.number), 303)
