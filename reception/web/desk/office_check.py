"""An office file that readers are to get: its words, what in them may be personal data, and the copy without the rest."""

from collections.abc import Iterator

from flask import Response, make_response, render_template
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from reception.domain.errors import Invalid
from reception.models import Attachment, Question
from reception.services import office_copies
from reception.web import persons
from reception.web.desk import marking, readers_copy, safety
from reception.web.forms import Refusing
from reception.web.messages import say


class OfficeForm(Refusing):
    """The librarian's word that the file was looked through."""

    seen = BooleanField(_l("I have opened the file and looked through all of it, its pictures too: it holds nothing private"))


def check_office(number: str, file_id: int) -> Response:
    """Show the words of an office file, and make the copy that readers get."""
    question, file = _found(number, file_id)
    if back := readers_copy.not_now(question):
        return back
    form = OfficeForm()
    if not form.validate_on_submit():
        return _page(question, file, form)
    try:
        readers_copy.require_safety(question)
        looked = office_copies.Looked(seen=form.seen.data, may_stay=marking.may_stay(), wartime_checked=safety.ticked())
        office_copies.give_out(persons.staff(), question, file, looked)
    except Invalid as error:
        form.refuse(error)
        return _page(question, file, form, error.status)
    return readers_copy.made("desk.check_office", question, file)


def office_copy(number: str, file_id: int) -> Response:
    """Give a librarian what readers get of an office file."""
    return readers_copy.send(_found(number, file_id)[1])


def _found(number: str, file_id: int) -> tuple[Question, Attachment]:
    return readers_copy.found(number, file_id, lambda file: file.is_office)


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


def _runs(found: office_copies.OfficeText) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it may be personal data."""
    at = 0
    for suspect in found.suspects:
        yield found.text[at : suspect.start], False
        yield found.text[suspect.start : suspect.end], True
        at = suspect.end
    yield found.text[at:], False
