"""The call list: what was decided is handed over to those who left no e-mail address."""

from collections.abc import Callable

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed
from reception.mail.compose import without_links
from reception.models import Asker, Question
from reception.queries import calls as queries
from reception.queries import choices
from reception.queries.calls import Reach
from reception.services import handover, triage
from reception.web import persons
from reception.web.desk.acting import load
from reception.web.desk.forms_recording import HandOverForm, one_of
from reception.web.forms import number_of
from reception.web.messages import say

EVERYWHERE = "all"


def waiting_here() -> int:
    """Return how many questions wait on the librarian's own list: the branch's, or all without one."""
    actor = persons.staff()
    return sum(queries.counts(actor, actor.branch_id).values())


def calls() -> str:
    """Show who is to be told of a decision, the longest waiting first: of the own branch unless others are chosen."""
    actor = persons.staff()
    given = request.args.get("branch")
    branch_id = actor.branch_id if given is None else number_of(given) or None
    reach = one_of(Reach, request.args.get("reach")) or Reach.PHONE
    counts = queries.counts(actor, branch_id)
    branch = EVERYWHERE if branch_id is None else branch_id

    def link(**changes: object) -> str:
        return url_for("desk.calls", **{"branch": branch, "reach": reach.value, **changes})

    return render_template(
        "desk/calls.html",
        page=queries.calls(actor, reach, number_of(request.args.get("page", 1)), counts[reach], branch_id),
        counts=counts,
        reach=reach,
        branch=branch,
        branches=choices.branches(),
        link=link,
    )


def call(number: str) -> Response:
    """Show what is to be said and the asker's contacts; the journal keeps who read them.

    The page is the answer to the POST itself: a page that a link can open would show contacts without a trace.
    """
    question = load(number)
    return _page(question, HandOverForm(formdata=None), triage.read_contacts(persons.staff(), question), asked=True)


def hand_over(number: str) -> Response:
    """Show what waits to be handed over; note that it was, and how."""
    question, form = load(number), HandOverForm()
    if not form.is_submitted():
        return _page(question, form)

    def act() -> None:
        handover.hand_over(persons.staff(), question, form.chosen(), form.upto.data, form.value())

    return _done(question, form, act, _("Noted: it is handed over."))


def no_answer(number: str) -> Response:
    """Note that the asker was called and nobody answered."""
    question, form = load(number), HandOverForm()

    def act() -> None:
        handover.note_attempt(persons.staff(), question, form.upto.data)

    return _done(question, form, act, _("Noted: nobody answered. The question stays on the list."))


def _done(question: Question, form: HandOverForm, act: Callable[[], None], words: str) -> Response:
    if not form.validate():
        return _page(question, form, status=400)
    try:
        act()
    except Invalid as error:
        form.refuse(error)
        return _page(question, form, status=error.status)
    except NotAllowed as error:
        flash(say(error), "warning")
    else:
        flash(words, "success")
    return redirect(url_for("desk.calls"), 303)


def _page(question: Question, form: HandOverForm, asker: Asker | None = None, asked: bool = False, status: int = 200) -> Response:
    letters = queries.waiting_letters(question)
    form.upto.data = letters[-1].id if letters else 0
    html = render_template(
        "desk/hand_over.html",
        question=question,
        form=form,
        letters=_readable(letters),
        attempts=queries.attempts(question, letters[0].created_at) if letters else [],
        asker=asker,
        asked=asked,
    )
    return make_response(html, status)


def _readable(letters: list) -> list:
    """Return letters with their text, but for the answer, which is shown itself."""
    return [(letter, without_links(letter.body_text, "")) for letter in letters]


def sheet(number: str) -> str:
    """A sheet in large type to be given into the asker's hands or sent by post."""
    question = load(number)
    return render_template("desk/sheet.html", question=question, letters=_readable(queries.waiting_letters(question)))
