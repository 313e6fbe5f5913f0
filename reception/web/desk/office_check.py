"""An office file that readers are to get: its words, what in them may be personal data, and the copy without the rest."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from reception.domain.errors import Invalid, NotAllowed, NotFound
from reception.domain.lifecycle import Action
from reception.models import Attachment, Question
from reception.queries import desk_question
from reception.services import office_copies
from reception.services.move import allowed
from reception.web import files, persons
from reception.web.desk import marking, safety
from reception.web.desk.acting import back_to, load
from reception.web.forms import Refusing
from reception.web.messages import say


class OfficeForm(Refusing):
    """The librarian's word that the file was looked through."""

    seen = BooleanField(_l("I have opened the file and looked through all of it, its pictures too: it holds nothing private"))


def check_office(number: str, file_id: int) -> Response:
    """Show the words of an office file, and make the copy that readers get."""
    question, file = _found(number, file_id)
    if Action.CHECK_FILE not in allowed(question, persons.staff()):
        flash(say(NotAllowed("not_in_this_state")), "warning")
        return back_to(question)
    form = OfficeForm()
    if not form.validate_on_submit():
        return _page(question, file, form)
    try:
        if question.may_publish:
            safety.check()
        looked = office_copies.Looked(seen=form.seen.data, may_stay=marking.may_stay(), wartime_checked=safety.ticked())
        office_copies.give_out(persons.staff(), question, file, looked)
    except Invalid as error:
        form.refuse(error)
        return _page(question, file, form, error.status)
    flash(_("The copy for readers is made. Look at it, then tick the file for readers."), "success")
    return redirect(url_for("desk.check_office", number=question.number, file_id=file.id), 303)


def office_copy(number: str, file_id: int) -> Response:
    """Give a librarian what readers get of an office file."""
    _question, file = _found(number, file_id)
    if not file.public_copy:
        raise NotFound
    return files.send_public(file, f"{file.id}.{file.stored_as.rpartition('.')[2]}")


def _found(number: str, file_id: int) -> tuple[Question, Attachment]:
    question = load(number)
    file = desk_question.file_of(question, file_id)
    if file is None or not file.is_office:
        raise NotFound
    return question, file


def _page(question: Question, file: Attachment, form: OfficeForm, status: int = 200) -> Response:
    found, refused = None, ""
    try:
        found = office_copies.look(question, file)
    except Invalid as error:
        refused = say(error)
    html = render_template(
        "desk/check_office.html",
        question=question,
        file=file,
        form=form,
        found=found,
        refused=refused,
        runs=list(_runs(found)) if found else [],
    )
    return make_response(html, status)


def _runs(found: office_copies.OfficeText):
    """Yield the text in pieces, each with whether it may be personal data."""
    at = 0
    for suspect in found.suspects:
        yield found.text[at : suspect.start], False
        yield found.text[suspect.start : suspect.end], True
        at = suspect.end
    yield found.text[at:], False
