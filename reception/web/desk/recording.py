"""A librarian records a question for the citizen who sits opposite, telephones or brought a letter."""

import datetime as dt

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.recording import Way
from reception.domain.submission import CONSENT_VERSION
from reception.extensions import db
from reception.models import Question
from reception.queries.archive import similar
from reception.queries.asker import sent_with
from reception.queries.public_view import PublicQuestion
from reception.queries.recordings import recorded_in
from reception.services import recording, uploads
from reception.web import persons
from reception.web.desk.acting import back_to, load
from reception.web.desk.forms_recording import PapersForm, RecordForm
from reception.web.form_files import take_files
from reception.web.forms import key_of
from reception.web.receipts import receipt_of

ENOUGH_TEXT = 1000
"""Characters of a text that tell what it is like."""

SHOWN_FOR = 30 * 60
"""Seconds for which the recorder may see the receipt, and so the PIN, of what was recorded last."""

SHEETS = 4
"""Sheets that are printed at once; each is a page."""

_RECORDED = "recorded"


def record() -> Response:
    """Take a question for somebody; if there were questions like it, show them once before it is kept."""
    if request.method != "POST":
        return _form_page(RecordForm(branch_id=current_user.branch_id))
    form = RecordForm()
    sent = sent_with(form.form_key.data)
    if sent and sent.recording and sent.recording.account_id == current_user.id:
        return _to_receipt(sent)
    valid = form.validate()
    if not _take_files(form) or not valid:
        return _form_page(form, 400)
    alike = [] if form.alike_seen.data else similar(f"{form.subject.data}\n{form.text.data[:ENOUGH_TEXT]}")
    if alike:
        form.alike_seen.data = "yes"
        return _form_page(form, alike=alike)
    try:
        question = recording.record_question(persons.staff(), form.submission(), form.protocol())
    except Invalid as error:
        form.refuse(error)
        return _form_page(form, 400)
    return _to_receipt(question)


def _take_files(form: PapersForm) -> bool:
    return take_files(form, files=uploads.DESK_FILES, size=uploads.DESK_BYTES)


def _form_page(form: RecordForm, status: int = 200, alike: list[PublicQuestion] = ()) -> Response:
    today = clock.today()
    html = render_template(
        "desk/record.html",
        form=form,
        waiting=uploads.of_form(form.form_key.data),
        alike=alike,
        consent_version=CONSENT_VERSION,
        earliest=today - dt.timedelta(days=settings().late_entry_days),
        today=today,
        largest=uploads.DESK_BYTES,
        counts=recorded_in(persons.staff(), today.year),
        year=today.year,
        Way=Way,
    )
    return make_response(html, status)


def _to_receipt(question: Question) -> Response:
    session[_RECORDED] = {"question": question.id, "at": clock.now().timestamp()}
    return redirect(url_for("desk.recorded"), 303)


def recorded() -> Response | str:
    """Show the receipt of what this librarian has just recorded; later only its asker's PIN opens it."""
    known = session.get(_RECORDED) or {}
    question = db.session.get(Question, known.get("question", 0))
    if question is None or clock.now().timestamp() - known["at"] > SHOWN_FOR:
        return redirect(url_for("desk.record"))
    return render_template("desk/recorded.html", **receipt_of(question))


def blank() -> str:
    """Sheets to be filled in by hand when there is no power: their marks are for telling them apart, not numbers."""
    day = clock.today()
    return render_template("desk/blank.html", marks=[f"{day:%d%m%y}-{sheet}" for sheet in range(1, SHEETS + 1)])


def end() -> Response:
    """End acting for a citizen: what was typed is gone with the page, files that were sent ahead are thrown away."""
    uploads.discard(key_of(request.form.get("form_key")))
    session.pop(_RECORDED, None)
    flash(_("You no longer act for anybody. The form is cleared."), "success")
    return redirect(url_for("desk.queue"), 303)


def paper(number: str) -> Response:
    """Attach a letter on paper to a question; it contradicts nobody, so it asks for no version."""
    question, form = load(number), PapersForm()
    if not form.is_submitted():
        return _paper_page(question, form)
    if not form.validate() or not _take_files(form):
        return _paper_page(question, form, 400)
    try:
        recording.attach_paper(persons.staff(), question, form.form_key.data)
    except Invalid as error:
        form.refuse(error)
        return _paper_page(question, form, 400)
    flash(_("The letter is attached. Readers do not see it."), "success")
    return back_to(question)


def _paper_page(question: Question, form: PapersForm, status: int = 200) -> Response:
    waiting = uploads.of_form(form.form_key.data)
    html = render_template("desk/paper.html", question=question, form=form, waiting=waiting, largest=uploads.DESK_BYTES)
    return make_response(html, status)
