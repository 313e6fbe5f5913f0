"""An asker chooses which letters come: from the own page, or by the link at the foot of a letter."""

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from reception.domain.notices import Notices, after_stop, stopped
from reception.domain.roles import Actor, ActorKind
from reception.extensions import csrf
from reception.models import Question
from reception.queries.asker import link_to_choose_by, own_question
from reception.services import notices as choosing
from reception.web import persons
from reception.web.public.asker_pages import entry_page, show
from reception.web.public.forms import TrackForm
from reception.web.public.forms_notices import NoticesForm


def notices(number: str) -> Response:
    """Let the asker choose on the own page; without an e-mail address there is nothing to choose."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number))
    own = url_for("public.track_question", number=number)
    if not question.asker or not question.asker.email:
        return redirect(own)
    return _choose(persons.asker(), question, request.path, own)


def notices_link(token: str) -> Response:
    """The page that a letter's foot leads to. It shows no word of the question; its buttons choose."""
    link = link_to_choose_by(token)
    if link is None or not link.question.asker.email:
        return unknown()
    return _choose(_asker_of(link.question), link.question, request.path, request.path, token=token)


@csrf.exempt
def notices_stop(token: str) -> Response:
    """Stop the letters that can be stopped at one press, here or in a mail program.

    A mail program posts to this address without a form and follows no redirects (RFC 8058): the secret in the address is the
    proof. Who only opens the address gets the page with the buttons.
    """
    if request.method != "POST":
        return redirect(url_for("public.notices_link", token=token))
    link = link_to_choose_by(token)
    if link is None or not link.question.asker.email:
        return unknown()
    choosing.stop(_asker_of(link.question), link.question)
    return show("public/notices_stopped.html", question=link.question, token=token)


def _choose(actor: Actor, question: Question, here: str, then: str, token: str | None = None) -> Response:
    form = NoticesForm(notices=question.asker.notices)
    if form.validate_on_submit():
        choosing.choose(actor, question, form.notices.data)
        flash(_("Your choice holds from now on."), "success")
        return redirect(then, 303)
    status = 400 if form.is_submitted() else 200
    can_stop = token and after_stop(question.asker.notices, question.kind) is not question.asker.notices
    context = {"question": question, "form": form, "here": here, "token": token if can_stop else None}
    return show("public/notices.html", status, stops_all=stopped(question.kind) is Notices.NONE, **context)


def _asker_of(question: Question) -> Actor:
    return Actor(ActorKind.ASKER, question_id=question.id)


def unknown() -> Response:
    """Say what to do about a link that leads nowhere, whatever the reason."""
    return show("public/notices_unknown.html", 404)
