"""Letters that could not be delivered, or wait until tomorrow: tasks of the desk."""

from collections.abc import Callable

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from reception.domain.errors import NotFound
from reception.domain.roles import Actor
from reception.models import Letter
from reception.queries import desk_question
from reception.services import brakes, undelivered
from reception.web import persons
from reception.web.desk.acting import back_to, load


def send_again(number: str, letter_id: int) -> Response:
    """Put a letter into the queue anew."""
    return _see_to(number, letter_id, undelivered.send_again, _("The letter is in the queue again."))


def settle(number: str, letter_id: int) -> Response:
    """Take a letter off the tasks."""
    return _see_to(number, letter_id, undelivered.settle, _("The letter is off the list of tasks."))


def settle_other(letter_id: int) -> Response:
    """Take a letter off the tasks that is about no single question, such as a reminder."""
    letter = desk_question.letter_about_none(letter_id)
    undelivered.settle(persons.staff(), letter)
    flash(_("The letter is off the list of tasks."), "success")
    return redirect(url_for("desk.queue"), 303)


def release() -> Response:
    """Let the letters leave that would wait until tomorrow."""
    count = brakes.release(persons.staff())
    flash(ngettext("%(num)s letter leaves now.", "%(num)s letters leave now.", count), "success")
    return redirect(url_for("desk.queue"), 303)


def _see_to(number: str, letter_id: int, act: Callable[[Actor, Letter], None], done: str) -> Response:
    question = load(number)
    letter = desk_question.letter_of(question, letter_id)
    if letter is None:
        raise NotFound
    act(persons.staff(), letter)
    flash(done, "success")
    return back_to(question)
