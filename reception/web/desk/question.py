"""The page of one question: the original beside the public text, all that happened, and what may be done now."""

from collections.abc import Iterable

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action, State
from reception.domain.text import word_difference
from reception.mail.compose import without_links
from reception.models import Asker, Attachment, Question, Revision
from reception.queries import desk_question, links, officials, promise_mail, registrations
from reception.services import triage
from reception.services.edits import Edit, addressee_is_fixed
from reception.services.move import allowed
from reception.web import files, persons
from reception.web.desk import hearing, marking, safety, suggesting
from reception.web.desk.acting import load, take
from reception.web.desk.forms import EditForm, NoteForm
from reception.web.desk.forms_files import file_names, names_in
from reception.web.desk.history import LEDGER, entries
from reception.web.desk.sharing import panels
from reception.web.versions import compared

Runs = list[tuple[str, str]]


def question(number: str) -> Response:
    """Show a question, under its one address."""
    found = load(number)
    if found.number != number:
        return redirect(url_for("desk.question", number=found.number))
    return show(found)


def contacts(number: str) -> Response:
    """Show a question with its asker's contacts; the journal keeps who read them.

    The page is the answer to the POST itself: contacts on a page that a link can open would be read without a trace.
    """
    found = load(number)
    return show(found, asker=triage.read_contacts(persons.staff(), found), asked=True)


def edit(number: str) -> Response:
    """Save the public text and the details, and take the question up if that was the button."""
    found = load(number)
    form = EditForm.of(found, posted=True)
    texts = form.public_subject, form.public_text, *file_names(form, found.attachments)
    if marking.is_wanted() and form.validate_on_submit():
        marking.set_marks(found, texts)
        return show(found, form)
    if suggesting.is_wanted() and form.validate_on_submit():
        suggesting.put_in(form)
        return show(found, form)
    accepts = request.form.get("do") == "accept"

    def act() -> None:
        if found.may_publish and (accepts or (found.public_at and _shows_more(found, form))):
            safety.check()
        (triage.accept if accepts else triage.edit)(persons.staff(), found, _edit(form, found), form.version.data)

    return take(
        found,
        Action.ACCEPT if accepts else Action.EDIT,
        form,
        act,
        lambda status: show(found, form, status=status),
        _("The question is taken up.") if accepts else _("The changes are saved."),
    )


def _shows_more(question: Question, form: EditForm) -> bool:
    """Tell whether readers would get words or files that they do not have yet."""
    words = (question.public_subject, question.public_text) != (form.public_subject.data, form.public_text.data)
    return words or any(file.id in (form.public_files.data or ()) and not file.is_public for file in question.attachments)


def _edit(form: EditForm, question: Question) -> Edit:
    public = frozenset(form.public_files.data or ()) & {file.id for file in question.attachments}
    return Edit(
        public_subject=form.public_subject.data,
        public_text=form.public_text.data,
        topic_id=form.topic_id.data or None,
        authority_id=form.authority_id.data or None,
        kind=Kind(form.kind.data) if form.kind.data in set(Kind) else None,
        public_attachments=public,
        file_names=names_in(form, question.attachments),
        pictures_checked=form.pictures_checked.data,
        may_stay=marking.may_stay(),
        wartime_checked=safety.ticked(),
    )


def show(
    question: Question,
    form: EditForm | None = None,
    note_form: NoteForm | None = None,
    asker: Asker | None = None,
    asked: bool = False,
    status: int = 200,
) -> Response:
    """Return the page of a question; `form` and `note_form` are what was typed, `asker` whom the librarian asked to see."""
    desk_question.load_parts(question)
    form, uses = form or EditForm.of(question), links.uses(question)
    html = render_template(
        "desk/question.html",
        question=question,
        form=form,
        note_form=note_form or NoteForm(formdata=None),
        asker=asker,
        asked=asked,
        actions=allowed(question, persons.staff()),
        kind_fixed=question.state is not State.RECEIVED,
        authority_fixed=addressee_is_fixed(question),
        subject_runs=word_difference(question.subject, form.public_subject.data),
        text_runs=word_difference(question.text, form.public_text.data),
        **_looked_through(question, form),
        files=file_items(question, question.attachments),
        **_answered(question),
        journal=entries(question, uses),
        ledger_words=LEDGER,
        revisions=[_compared(row) for row in question.revisions],
        names=desk_question.names_of(_writers(question)),
        **panels(question),
        registrations={each.referral.id: each for each in registrations.offers(persons.staff(), question)},
        uses=uses,
        mailed_anew=links.mailed_anew(question),
        **hearing.panel(question),
        **suggesting.panels(question, form),
        stand_in=officials.stand_in,
        masked=lambda body: without_links(body, _("[personal link]")),
    )
    return make_response(html, status)


def _answered(question: Question) -> dict[str, object]:
    """Return the answers with their files, and how their corrections are shown."""
    return {
        "answers": [(answer, file_items(question, answer.attachments)) for answer in question.answers],
        "mailed": promise_mail.of_all(answer.promise for answer in question.answers if answer.promise),
        "earlier_of": lambda answer: compared(answer.earlier, answer.text, original=True),
        "version_files": lambda version: file_items(question, version.attachments),
        "difference": word_difference,
    }


def _looked_through(question: Question, form: EditForm) -> dict[str, object]:
    """Return what the program sees in the texts that become public: personal data, and what asks for the security check."""
    texts = form.public_subject, form.public_text, *file_names(form, question.attachments)
    return {"texts": texts, "suspected": marking.suspected(question, texts), "war_cues": safety.cues_in(texts)}


def _writers(question: Question) -> set[int | None]:
    """Return the librarians who wrote something beside the question, or the question itself for somebody."""
    written = [*question.notes, *question.clarifications, *question.returns, *question.revisions]
    return {row.account_id for row in (*written, question.recording) if row}


def _compared(row: Revision) -> tuple[Revision, Runs, Runs]:
    return row, word_difference(row.before_subject, row.after_subject), word_difference(row.before_text, row.after_text)


def file_items(question: Question, attachments: Iterable[Attachment]) -> list[files.FileItem]:
    """Return files for a list, each with who may see it."""
    return [
        files.item(
            file,
            url_for("desk.file", number=question.number, file_id=file.id),
            note=_("public") if file.is_public else _("not public"),
        )
        for file in attachments
    ]
