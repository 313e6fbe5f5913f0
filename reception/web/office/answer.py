"""The official reads the question and answers it: one page, one button; drafts and preview on the way."""

from collections.abc import Callable

from flask import Response, flash, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain import clock
from reception.domain.asked import asked_for
from reception.domain.errors import DomainError, Invalid, NotAllowed, Stale
from reception.domain.lifecycle import Action
from reception.domain.text import clean_text
from reception.models import Answer, Attachment, Draft, Referral, ReferralState
from reception.queries import corrections, incoming, office
from reception.services import respond, uploads
from reception.services.move import allowed
from reception.web import files, persons
from reception.web.markup import markdown
from reception.web.messages import say
from reception.web.office.forms import AnswerForm, own_key
from reception.web.office.sharing import to_ask_for
from reception.web.versions import compared


def answer() -> Response:
    """Show the question with the form, or what was sent; take the answer, a draft or a wish for a preview."""
    referral = g.link.referral
    if request.method != "POST":
        return sent_page(referral) if referral.state is ReferralState.ANSWERED else open_page(referral)
    form = AnswerForm()
    form.form_key.data = own_key(referral, form.form_key.data)
    wish = request.form.get("do")
    complete = wish in ("draft", "preview") or form.validate()
    complete = take_files(form) and complete
    if wish == "draft":
        return draft_kept(form, form_page, respond.save_draft, referral)
    if wish == "preview":
        return form_page(referral, form, preview=markdown(form.text.data))
    if complete and another_was_saved(form):
        return form_page(referral, form, 409, other=adopt(form))
    shares = to_ask_for(form) if complete else []
    return _answered(referral, form) if complete and not shares else form_page(referral, form, 400, shares=shares)


def _answered(referral: Referral, form: AnswerForm) -> Response:
    try:
        given = respond.answer(persons.official(g.link), referral, form.reply())
    except Invalid as error:
        form.refuse(error)
        return form_page(referral, form, 400)
    except NotAllowed as error:
        return late_page(referral, form.text.data, error)
    if given.text != form.text.data:
        return late_page(referral, form.text.data, NotAllowed("referral_answered"))
    return redirect(url_for("office.answer"), 303)


def take_files(form: AnswerForm) -> bool:
    """Throw away the files that are ticked for it and keep the new ones; tell whether all of them could be taken."""
    key = form.form_key.data
    for file_id in filter(None, form.remove.data or ()):
        uploads.discard(key, file_id)
    for upload in filter(None, form.files.data or ()):
        left = uploads.OFFICIAL_BYTES - sum(file.size for file in uploads.of_form(key))
        try:
            uploads.receive(upload.stream, upload.filename, key, files=uploads.OFFICIAL_FILES, size=left, office=True)
        except Invalid as error:
            full = error.code == "file_too_big" and left < uploads.OFFICIAL_BYTES
            form.refuse(Invalid("files_too_big", **error.params) if full else error, "files")
    return not form.files.errors


def draft_kept(form: AnswerForm, page: Callable[..., Response], save: Callable[..., int], of: Referral | Answer) -> Response:
    """Save the draft of an answer or a correction and go to its page; `page(of, form, status, …)` makes it if that cannot be."""
    try:
        form.version.data = _save(form, save, of)
    except Stale:
        return page(of, form, 409, other=adopt(form))
    except NotAllowed as error:
        return late_page(g.link.referral, form.text.data, error)
    flash(_("The draft is saved. You can close the page and come back by the same link."), "success")
    return page(of, form, 400) if form.files.errors else redirect(url_for(request.endpoint), 303)


def _save(form: AnswerForm, save: Callable[..., int], of: Referral | Answer) -> int:
    """Save a draft. Raises Stale if another window has saved something else meanwhile."""
    typed = form.typed()
    try:
        return save(persons.official(g.link), of, form.version.data, **typed)
    except Stale:
        kept = respond.draft_of(g.link.referral)
        if kept is None or any(getattr(kept, name) != value for name, value in typed.items()):
            raise
        return kept.version


def another_was_saved(form: AnswerForm) -> bool:
    """Tell whether another window has saved a text that this one has not seen: it must not go unnoticed by sending."""
    kept = respond.draft_of(g.link.referral)
    return bool(kept and kept.text and kept.version != form.version.data and kept.text != form.text.data)


def adopt(form: AnswerForm) -> Draft | None:
    """Return the draft of the other window, and let the form overwrite it with its next saving."""
    other = respond.draft_of(g.link.referral)
    form.version.data = other.version if other else 0
    return other


def draft() -> tuple[Response, int] | Response:
    """Save what is typed from time to time; the page sends it by itself."""
    return saved_by_itself(AnswerForm(), respond.save_draft, g.link.referral)


def saved_by_itself(form: AnswerForm, save: Callable[..., int], of: Referral | Answer) -> tuple[Response, int] | Response:
    """Save what a page sends by itself, and return the draft's new version to it."""
    try:
        return jsonify(version=_save(form, save, of))
    except DomainError as error:
        return jsonify(error=say(error)), 409


def preview() -> Response:
    """Return the answer's text as readers would see it: a piece of HTML for the page's script, which is no page by itself."""
    return Response(markdown(clean_text(request.form.get("text", ""))), mimetype="text/plain")


def file(file_id: int) -> Response:
    """Send a file of the question or of the answer."""
    return files.send(office.file_of(g.link.referral, file_id))


def open_page(referral: Referral) -> Response:
    """Return the page of a referral that waits for an answer."""
    returned = office.returned(referral)
    draft = respond.draft_of(referral)
    form = AnswerForm.of(referral, draft, returned[0].text if returned else "")
    changed = referral.changed_hands_at
    return form_page(referral, form, inherited=bool(draft and changed and draft.saved_at <= changed))


def form_page(referral: Referral, form: AnswerForm, status: int = 200, **more: object) -> Response:
    """Return the page with a form as it stands; `preview` is the answer's HTML, `other` another window's draft;
    `inherited` says that the draft is of before the question changed hands."""
    question = referral.question
    page = render_template(
        "office/answer.html",
        referral=referral,
        question=question,
        form=form,
        allowed=allowed(question, persons.official(g.link)),
        actions=Action,
        may_register=office.latest_registration(referral) is not None,
        term=office.term(referral),
        today=clock.today(),
        returned=office.returned(referral),
        files=file_items(question.attachments),
        waiting=uploads.of_form(form.form_key.data),
        by_mail=incoming.drafted(referral),
        asked=asked_for(question.text),
        alike=office.alike(referral),
        **more,
    )
    return make_response(page, status)


def sent_page(referral: Referral) -> Response:
    """Return the page of what was sent and what became of it."""
    given: Answer = referral.answers[-1]
    correction = given.correction or corrections.returned(given)
    page = render_template(
        "office/sent.html",
        referral=referral,
        answer=given,
        files=file_items(given.attachments),
        correction=correction,
        correction_files=file_items(correction.attachments) if correction else [],
        earlier=compared(given.earlier, given.text, original=True),
        may_correct=g.link.is_holders and corrections.may_correct(given),
        until=corrections.last_day(given),
        link=g.link,
    )
    return make_response(page)


def file_items(attachments: list[Attachment]) -> list[files.FileItem]:
    """Return files as a page of this link shows them."""
    return [files.item(each, url_for("office.file", file_id=each.id)) for each in attachments]


def late_page(referral: Referral, typed: str, error: DomainError) -> Response:
    """Say that the question has moved on meanwhile, and give back what was typed."""
    page = render_template("office/late.html", referral=referral, typed=typed, message=say(error))
    return make_response(page, error.status)
