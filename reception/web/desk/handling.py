"""Small acts beside a question: a note, a file, a link, the asker's comment."""

from flask import Response, flash, make_response, render_template
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotFound
from reception.domain.lifecycle import Action
from reception.domain.text import word_difference
from reception.queries import desk_question
from reception.services import links, publish, triage
from reception.web import files, persons
from reception.web.desk import marking, safety
from reception.web.desk.acting import back_to, load, take
from reception.web.desk.forms import CommentForm, NoteForm
from reception.web.desk.question import show


def note(number: str) -> Response:
    """Write an internal note. It contradicts nobody, so it asks for no version."""
    question, form = load(number), NoteForm()
    try:
        triage.note(persons.staff(), question, form.text.data)
    except Invalid as error:
        form.refuse(error)
        return show(question, note_form=form, status=error.status)
    flash(_("The note is written."), "success")
    return back_to(question)


def comment(number: str) -> Response:
    """Check the comment of the asker's last verdict and make it public, or take it back."""
    question = load(number)
    verdict = question.verdicts[-1] if question.verdicts else None
    if verdict is None or not verdict.comment:
        raise NotFound
    form = CommentForm(comment=verdict.public_comment or verdict.comment)

    def page(status: int) -> Response:
        html = render_template(
            "desk/comment.html",
            question=question,
            verdict=verdict,
            form=form,
            runs=word_difference(verdict.comment, form.comment.data),
            suspected=marking.suspected(question, [form.comment]),
            war_cues=safety.cues_in([form.comment]),
        )
        return make_response(html, status)

    def act() -> None:
        if question.public_at and form.comment.data:
            safety.check()
        looked = marking.may_stay(), safety.ticked()
        publish.publish_comment(persons.staff(), question, form.comment.data, form.version.data, *looked)

    if marking.is_wanted() and form.validate_on_submit():
        marking.set_marks(question, [form.comment])
        return page(200)
    return take(
        question,
        Action.PUBLISH_COMMENT,
        form,
        act,
        page,
        _("The comment is saved."),
    )


def file(number: str, file_id: int) -> Response:
    """Give a librarian a file of a question or of an answer to it."""
    found = desk_question.file_of(load(number), file_id)
    if found is None:
        raise NotFound
    return files.send(found)


def revoke(number: str, link_id: int) -> Response:
    """End one link of an official."""
    question = load(number)
    link = desk_question.link_of(question, link_id)
    if link is None:
        raise NotFound
    links.revoke(persons.staff(), link)
    flash(_("The link is revoked. The official can ask for a fresh one, which goes to the address of the directory."), "success")
    return back_to(question)
