"""From any link that works: one's own open questions and past answers, and how letters come. It opens no other question."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from reception.current import settings
from reception.domain import clock
from reception.domain.deadlines import days_late
from reception.domain.errors import NotAllowed, TooMany
from reception.domain.lifecycle import State
from reception.models import Holder, Referral
from reception.queries import own
from reception.services import own as owning
from reception.web import persons
from reception.web.forms import number_of
from reception.web.messages import say


class Wish(StrEnum):
    """What a button of the page asks for."""

    MAIL = "mail"
    DAILY = "daily"
    EACH = "each"


def mine() -> Response:
    """Show the list; mail its links, or choose how letters come."""
    if request.method != "POST":
        return _page()
    wish = request.form.get("do")
    if wish == Wish.MAIL:
        return _done(
            lambda: owning.mail_links(persons.official(g.link), g.link),
            _("The links are on their way to the e-mail address that the library knows. They are there within a few minutes."),
        )
    if wish in (Wish.DAILY, Wish.EACH):
        words = {
            Wish.DAILY: _("New questions come in one letter a day from now; what is urgent comes at once."),
            Wish.EACH: _("Each new question comes in a letter of its own from now."),
        }
        return _done(lambda: owning.choose_letters(persons.official(g.link), g.link, wish == Wish.DAILY), words[Wish(wish)])
    return _page(400)


def _done(act: Callable[[], None], words: str) -> Response:
    try:
        act()
    except (NotAllowed, TooMany) as error:
        return _page(error.status, say(error))
    flash(words, "success")
    return redirect(url_for("office.mine"), 303)


def _page(status: int = 200, message: str | None = None) -> Response:
    person = g.link.person
    page = render_template(
        "office/mine.html",
        person=person,
        waiting=own.open_page(person, number_of(request.args.get("page"))),
        answers=own.answers_page(person, number_of(request.args.get("answers"))),
        referral=g.link.referral,
        urgency=_urgency,
        standing=lambda referral: _standing(referral, person),
        address=_address,
        answers_address=lambda page: _address(answers=page),
        limit=owning.A_DAY,
        message=message,
    )
    return make_response(page, status)


def _address(**changes: int) -> str:
    shown = {name: number_of(request.args.get(name)) or None for name in ("page", "answers")}
    return url_for("office.mine", **shown | changes)


def _urgency(referral: Referral) -> tuple[str, str] | None:
    """Return whether an answer is late or due soon, and that in words; nothing if there is time."""
    late = days_late(referral.due_on, at=referral.due_at)
    if late:
        return "late", ngettext("late by %(num)s day", "late by %(num)s days", late)
    left = (referral.due_on - clock.today()) // dt.timedelta(days=1)
    if left > settings().soon_days_law:
        return None
    return "soon", ngettext("due in %(num)s day", "due in %(num)s days", left) if left else _("due today")


def _standing(referral: Referral, person: Holder) -> str:
    """Return where a referral stands for a person, in words."""
    if referral.holder != own.same_person(person, referral):
        return _("passed on to %(name)s") % {"name": referral.holder.name}
    if referral.question.state is State.CLARIFICATION:
        return _("the citizen is being asked")
    if referral.answers and referral.answers[-1].sent_back_at:
        return _("sent back to be completed")
    return _("waits for your answer")
