"""What the archive says of a question: topic and addressee from earlier decisions, put into the form by one button and saved
by the form's own; questions like it; others of who asked it."""

from flask import request

from reception.models import Question
from reception.queries.archive import similar
from reception.queries.duplicates import likely_duplicates
from reception.queries.earlier import earlier
from reception.queries.suggestions import NAMES, Suggestion, suggestions
from reception.services.edits import BEFORE_REFERRAL
from reception.web.desk.forms import EditForm
from reception.web.forms import number_of

BUTTON = "suggested"
"""The name of the buttons; the value names the field and the row: “topic-12”."""


def panels(question: Question, form: EditForm) -> dict[str, object]:
    """Return what stands beside a question. What helps to decide is there while nothing is decided: perhaps it is the same one,
    or needs no new answer."""
    if question.state not in BEFORE_REFERRAL:
        return {"duplicates": [], "similar": [], "suggested": [], "earlier": earlier(question)}
    duplicates = likely_duplicates(question)
    shown = {each.id for each in duplicates}
    found = similar(f"{question.public_subject}\n{question.public_text}", exclude=question.id)
    like = [each for each in found if each.id not in shown]
    listed = shown | {each.id for each in like}
    suggested = offers(question, form)
    return {"duplicates": duplicates, "similar": like, "suggested": suggested, "earlier": earlier(question, listed)}


def offers(question: Question, form: EditForm) -> list[Suggestion]:
    """Return what is suggested and not chosen on the form already."""
    return [each for each in suggestions(question) if each.row.id != form[f"{each.name}_id"].data]


def is_wanted() -> bool:
    """Tell whether the button was one that takes a suggestion."""
    return BUTTON in request.form


def put_in(form: EditForm) -> None:
    """Choose on the form what was suggested; nothing is saved yet."""
    name, _dash, row_id = request.form[BUTTON].partition("-")
    if name in NAMES:
        form[f"{name}_id"].data = number_of(row_id)
