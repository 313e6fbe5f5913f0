"""Taking back what was done a moment ago."""

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from reception.services import undo as undoing
from reception.web import persons
from reception.web.desk.acting import back_to
from reception.web.messages import say

MOST_SAID = 5
"""Questions that are named one by one among those that could not be put back."""


def undo(batch: str) -> Response:
    """Undo a batch, and return to its question, or to the queue."""
    result = undoing.undo(persons.staff(), batch)
    if result.done:
        count = len(result.done)
        words = ngettext("Undone: %(num)s question is where it was.", "Undone: %(num)s questions are where they were.", count)
        flash(words, "success")
    for question, error in result.refused[:MOST_SAID]:
        flash(f"{question.number}: {say(error)}", "warning")
    if len(result.refused) > MOST_SAID:
        flash(_("Not undone: %(count)s questions in all.", count=len(result.refused)), "warning")
    questions = [*result.done, *(question for question, _error in result.refused)]
    if not questions:
        flash(_("There is nothing left to undo."), "warning")
    return back_to(questions[0]) if len(questions) == 1 else redirect(url_for("desk.queue"), 303)
