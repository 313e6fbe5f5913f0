"""Answers at the desk: the library's own, and giving out what officials have answered."""

from collections.abc import Iterable

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _
from wtforms import Field

from reception.domain.lifecycle import Action
from reception.domain.outcomes import Outcome
from reception.domain.text import clean_text, word_difference
from reception.models import Answer, Question
from reception.services import publish as publishing
from reception.services import respond
from reception.web import persons
from reception.web.desk import marking, safety
from reception.web.desk.acting import load, take
from reception.web.desk.forms import AnswerForm, PublishForm
from reception.web.desk.forms_files import file_names
from reception.web.desk.question import file_items
from reception.web.markup import markdown


def preview() -> Response:
    """Return an answer as it will look, for js/preview.js: a piece of a page, not one of its own."""
    return Response(str(markdown(clean_text(request.form.get("text", "")))), mimetype="text/plain")


def answer_self(number: str) -> Response:
    """Answer as the library."""
    question, form = load(number), AnswerForm()
    if not form.is_submitted():
        form.result.data = Outcome.EXPLAINED.value
    return take(
        question,
        Action.ANSWER_SELF,
        form,
        lambda: respond.answer_self(persons.staff(), question, form.reply(), form.version.data),
        lambda status: make_response(render_template("desk/answer_self.html", question=question, form=form), status),
        _("The answer is written. Check it once more and give it out."),
    )


def publish(number: str) -> Response:
    """Check the waiting answers and give them out."""
    question = load(number)
    waiting = question.waiting_answers
    form = PublishForm.of(waiting)
    if request.form.get("do") == "difference" and form.validate_on_submit():
        return _page(question, form, 200)
    texts = [*(form.text_field(answer) for answer in waiting), *names_of_files(form, waiting)]
    if marking.is_wanted() and form.validate_on_submit():
        marking.set_marks(question, texts)
        return _page(question, form, 200)

    def act() -> None:
        if question.public_at:
            safety.check()
        publication = form.publication(waiting, marking.may_stay(), safety.ticked())
        publishing.publish(persons.staff(), question, publication, form.version.data)

    return take(
        question,
        Action.PUBLISH,
        form,
        act,
        lambda status: _page(question, form, status),
        _("The answer is given out."),
    )


def names_of_files(form: PublishForm, answers: Iterable[Answer]) -> list[Field]:
    """Return the fields of what readers see as names of the answers' files."""
    return file_names(form, [file for answer in answers for file in answer.attachments])


def _page(question: Question, form: PublishForm, status: int) -> Response:
    answers = [
        (answer, field, word_difference(answer.text, field.data), file_items(question, answer.attachments))
        for answer in question.waiting_answers
        if (field := form.text_field(answer))
    ]
    texts = [*(field for _answer, field, _runs, _files in answers), *names_of_files(form, question.waiting_answers)]
    html = render_template(
        "desk/publish.html",
        question=question,
        form=form,
        answers=answers,
        texts=texts,
        suspected=marking.suspected(question, texts),
        war_cues=safety.cues_in(texts),
    )
    return make_response(html, status)
