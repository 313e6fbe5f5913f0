"""A question passed on to a colleague: the page for it, the way back, and what the link of whoever passed it on still shows."""

from collections.abc import Callable

from flask import Response, flash, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import DomainError, Invalid, NotAllowed, Stale, TooMany
from reception.domain.lifecycle import Action
from reception.models import ReferralState
from reception.queries import office
from reception.services import delegating
from reception.services.move import allowed
from reception.web import persons
from reception.web.messages import say
from reception.web.office.answer import file_items, late_page
from reception.web.office.forms_delegation import DelegateForm, HandBackForm

ACTING = {
    "office.answer", "office.draft", "office.not_ours", "office.more_time", "office.registered", "office.ask_asker",
    "office.correct", "office.correct_draft", "office.delegate", "office.hand_back",
}  # fmt: skip
"""What only the one does who has the question now."""


def look_only() -> Response | None:
    """Stop one who has passed the question on: the link shows it and takes it back, and does nothing else."""
    if g.link.is_holders or not office.is_alive(g.link) or request.endpoint not in ACTING:
        return None
    if request.method == "POST":
        return _too_late()
    return passed_on_page() if request.endpoint == "office.answer" else redirect(url_for("office.answer"))


def _too_late() -> Response:
    error = NotAllowed("passed_on", name=g.link.referral.holder.title)
    if request.endpoint in ("office.draft", "office.correct_draft"):
        return make_response(jsonify(error=say(error)), error.status)
    typed = next((request.form[name] for name in ("text", "reason", "message") if request.form.get(name)), "")
    return late_page(g.link.referral, typed, error)


def passed_on_page() -> Response:
    """Return the page of one who has passed the question on: with whom it is, where it stands, what was answered."""
    referral = g.link.referral
    own = referral.passed_on_by.index(g.link.person)
    given = referral.answers[-1] if referral.answers and not referral.answers[-1].sent_back_at else None
    page = render_template(
        "office/passed_on.html",
        referral=referral,
        question=referral.question,
        chain=referral.chain[own:],
        answer=given,
        files=file_items(referral.question.attachments),
        answer_files=file_items(given.attachments) if given else [],
        may_take_back=_may(Action.TAKE_BACK),
    )
    return make_response(page)


def delegate() -> Response:
    """Pass the question on to a colleague."""
    if request.method == "GET" and not _may(Action.DELEGATE):
        return redirect(url_for("office.answer"))
    referral, form, status = g.link.referral, DelegateForm(), 200
    if form.is_submitted():
        try:
            delegating.delegate(persons.official(g.link), referral, form.colleague())
            flash(_("The question is with your colleague now. A letter with a personal link is on its way."), "success")
            return redirect(url_for("office.answer"), 303)
        except Invalid as error:
            form.refuse(error)
            status = error.status
        except TooMany as error:
            form.form_errors.append(say(error))
            status = error.status
        except (NotAllowed, Stale) as error:
            return late_page(referral, form.message.data, error)
    return make_response(render_template("office/delegate.html", referral=referral, form=form), status)


def take_back() -> Response:
    """Take the question back from the colleague."""
    return _back(lambda: delegating.take_back(persons.official(g.link), g.link.referral), _("The question is with you again."))


def hand_back() -> Response:
    """Give the question back to the colleague it came from."""
    referral, form = g.link.referral, HandBackForm()
    if form.is_submitted():
        done = _("The question is with your colleague again. Thank you; there is nothing more for you to do.")
        return _back(lambda: delegating.hand_back(persons.official(g.link), referral, form.reason.data), done)
    if not _may(Action.HAND_BACK) or g.link.person.is_official:
        return redirect(url_for("office.answer"))
    return make_response(render_template("office/hand_back.html", referral=referral, form=form))


def _back(act: Callable[[], None], done: str) -> Response:
    try:
        act()
    except DomainError as error:
        return late_page(g.link.referral, request.form.get("reason", ""), error)
    flash(done, "success")
    return redirect(url_for("office.answer"), 303)


def _may(action: Action) -> bool:
    referral = g.link.referral
    return referral.state is ReferralState.OPEN and action in allowed(referral.question, persons.official(g.link))
