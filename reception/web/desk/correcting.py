"""Corrections at the desk: checked and given out, or sent back to the official."""

from collections.abc import Callable

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.domain.text import word_difference
from reception.models import AnswerVersion, Question
from reception.queries import corrections as query
from reception.services import corrections
from reception.web import persons
from reception.web.desk import correspondence, marking, safety
from reception.web.desk.acting import load, take
from reception.web.desk.forms import ReasonForm
from reception.web.desk.forms_correction import CorrectionForm, files_of
from reception.web.desk.forms_files import file_names
from reception.web.desk.question import file_items


def _waiting(number: str, version_id: int) -> tuple[Question, AnswerVersion]:
    """Return a question and a correction that waits. Raises NotFound."""
    question = load(number)
    row = query.of_question(question, version_id)
    if row is None:
        raise NotFound
    return question, row


def publish_correction(number: str, version_id: int) -> Response:
    """Check a correction and give it out."""
    question, row = _waiting(number, version_id)
    form = CorrectionForm.of(question, row)
    texts = [form.text, *file_names(form, files_of(row))]
    if request.form.get("do") == "difference" and form.validate_on_submit():
        return _page(question, row, form)(200)
    if marking.is_wanted() and form.validate_on_submit():
        marking.set_marks(question, texts)
        return _page(question, row, form)(200)

    def act() -> None:
        if question.public_at:
            safety.check()
        checked = form.checked(row, marking.may_stay(), safety.ticked())
        corrections.publish_correction(persons.staff(), question, row, checked, form.version.data)

    return take(
        question, Action.PUBLISH_CORRECTION, form, act, _page(question, row, form), _("The corrected answer is given out.")
    )


def _page(question: Question, row: AnswerVersion, form: CorrectionForm) -> Callable[[int], Response]:
    def page(status: int) -> Response:
        texts = [form.text, *file_names(form, files_of(row))]
        html = render_template(
            "desk/correction.html",
            question=question,
            answer=row.answer,
            correction=row,
            form=form,
            changes=word_difference(row.answer.text, row.text),
            runs=word_difference(row.text, form.text.data or ""),
            files=file_items(question, files_of(row)),
            attachments=files_of(row),
            texts=texts,
            suspected=marking.suspected(question, texts),
            war_cues=safety.cues_in(texts),
        )
        return make_response(html, status)

    return page


def return_correction(number: str, version_id: int) -> Response:
    """Send a correction back to its official, with what is wrong."""
    question, row = _waiting(number, version_id)
    form = ReasonForm()

    def page(status: int) -> Response:
        html = render_template(
            "desk/reason.html",
            question=question,
            form=form,
            title=_("Send the correction back"),
            lead=_("The answer stays as it is. The official gets your words by e-mail and can send the correction anew."),
            button=_("Send back"),
            has_letters=correspondence.can_be_looked_at(Action.RETURN_CORRECTION),
        )
        return make_response(html, status)

    def act() -> None:
        corrections.send_back(persons.staff(), question, row, form.reason.data, form.version.data)

    return take(question, Action.RETURN_CORRECTION, form, act, page, _("The correction is with the official again."))
