"""What the pages share on which a file is looked through for readers, whatever kind it is of."""

from collections.abc import Callable

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _

from reception.domain.errors import NotAllowed, NotFound
from reception.domain.lifecycle import Action
from reception.models import Attachment, Question
from reception.queries import desk_question
from reception.services.move import allowed
from reception.web import files, persons
from reception.web.desk import safety
from reception.web.desk.acting import back_to, load
from reception.web.messages import say


def found(number: str, file_id: int, is_meant: Callable[[Attachment], bool]) -> tuple[Question, Attachment]:
    """Return a question and a file of it. Raises NotFound, also for a file of another kind."""
    question = load(number)
    file = desk_question.file_of(question, file_id)
    if file is None or not is_meant(file):
        raise NotFound
    return question, file


def not_now(question: Question) -> Response | None:
    """Return the way back to a question whose files cannot be looked through now."""
    if Action.CHECK_FILE in allowed(question, persons.staff()):
        return None
    flash(say(NotAllowed("not_in_this_state")), "warning")
    return back_to(question)


def require_safety(question: Question) -> None:
    """Ask for the security check if readers may ever see the file. Raises Invalid."""
    if question.may_publish:
        safety.check()


def made(endpoint: str, question: Question, file: Attachment) -> Response:
    """Return to the page of a file of which a copy was made."""
    flash(_("The copy for readers is made. Look at it, then tick the file for readers."), "success")
    return redirect(url_for(endpoint, number=question.number, file_id=file.id), 303)


def send(file: Attachment) -> Response:
    """Give a librarian what readers get of a file. Raises NotFound if there is no copy yet."""
    if not file.public_copy:
        raise NotFound
    return files.send_public(file, f"{file.id}.{file.stored_as.rpartition('.')[2]}")
