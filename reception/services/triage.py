"""The librarian looks at a question: accepts, edits the public text, declines, notes, hides, reopens, closes."""

from dataclasses import dataclass, field

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.domain.text import LONGEST_SUBJECT, clean_line, clean_text
from reception.extensions import db
from reception.models import DeclineReason, Note, Question, Revision
from reception.services import dates
from reception.services.move import move
from reception.services.transaction import transaction


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a librarian decides on a question's public face. None leaves a value as it is."""

    public_subject: str | None = None
    public_text: str | None = None
    kind: Kind | None = None
    topic_id: int | None = None
    authority_id: int | None = None
    public_attachments: frozenset[int] | None = field(default=None)


def accept(actor: Actor, question: Question, edit: Edit, version: int | None = None) -> None:
    """Take a question up; with the asker's consent its public text becomes public now."""
    with transaction():
        _apply(actor, question, edit)
        move(question, Action.ACCEPT, actor, version)
        make_public(question)


def edit(actor: Actor, question: Question, edit: Edit, version: int | None = None) -> None:
    """Change the public text, topic, kind or addressee; the texts before and after are kept."""
    with transaction():
        before, after = _apply(actor, question, edit)
        fields = sorted(after)
        data = {"before": _journalled(before), "after": _journalled(after)}
        move(question, Action.EDIT, actor, version, fields=fields, **data)


def decline(actor: Actor, question: Question, reason_id: int, note: str = "", version: int | None = None) -> None:
    """Refuse a question with a reason of the catalogue; the asker is told what to do instead.

    Raises Invalid if the reason is not there any more.
    """
    with transaction():
        reason = db.session.get(DeclineReason, reason_id)
        if reason is None or not reason.is_active:
            raise Invalid("reason_gone", field="reason")
        note = clean_text(note)
        question.decline_reason = reason
        question.decline_note = note or None
        move(question, Action.DECLINE, actor, version, reason=reason.title_uk, reason_code=reason.code)
        dates.stop(question)


def note(actor: Actor, question: Question, text: str) -> None:
    """Write an internal note. Raises Invalid if it is empty."""
    with transaction():
        text = clean_text(text)
        if not text:
            raise Invalid("text_needed", field="text")
        row = Note(account_id=actor.account_id, text=text, at=clock.now())
        question.notes.append(row)
        db.session.flush()
        move(question, Action.NOTE, actor, note_id=row.id)


def hide(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Take a public question down: its page says 410 with the reason, and it leaves search, feeds and figures."""
    with transaction():
        reason = clean_line(reason)
        move(question, Action.HIDE, actor, version, reason=reason)
        question.hidden_at = question.hidden_at or clock.now()
        question.hidden_reason = reason[:LONGEST_SUBJECT]


def unhide(actor: Actor, question: Question, version: int | None = None) -> None:
    """Bring a hidden question back."""
    with transaction():
        move(question, Action.UNHIDE, actor, version)
        question.hidden_at = question.hidden_reason = None


def reopen(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Take a question up again that was closed, declined or withdrawn."""
    with transaction():
        reason = clean_text(reason)
        move(question, Action.REOPEN, actor, version, reason=reason)
        question.closed_at = question.answered_at = question.answer_due_on = None
        question.outcome = question.commitment = question.promised_on = question.verdict = None
        question.decline_reason = question.decline_note = None
        make_public(question)
        dates.enter_library_duty(question, "reopened")


def close(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Close a disputed question for good, with the reason for it."""
    with transaction():
        reason = clean_text(reason)
        move(question, Action.CLOSE, actor, version, reason=reason)
        question.closed_at = clock.now()
        dates.stop(question)


def make_public(question: Question) -> None:
    """Let the public text be seen, if the asker agreed to publication."""
    if question.may_publish and question.public_at is None:
        question.public_at = clock.now()


def _apply(actor: Actor, question: Question, edit: Edit) -> tuple[dict, dict]:
    """Put an edit into a question. Return the fields that changed, before and after."""
    before, after = {}, {}
    for name, value in _values(edit).items():
        old = getattr(question, name)
        if value is not None and value != old:
            before[name], after[name] = old, value
            setattr(question, name, value)
    if {"public_subject", "public_text"} & set(after):
        _keep_revision(actor, question, before)
    if edit.public_attachments is not None:
        for attachment in question.attachments:
            attachment.is_public = attachment.id in edit.public_attachments
    return before, after


def _values(edit: Edit) -> dict:
    subject = None if edit.public_subject is None else clean_line(edit.public_subject)
    text = None if edit.public_text is None else clean_text(edit.public_text)
    if subject == "":
        raise Invalid("subject_needed", field="public_subject")
    if text == "":
        raise Invalid("text_needed", field="public_text")
    values = {"public_subject": subject, "public_text": text, "kind": edit.kind}
    return values | {"topic_id": edit.topic_id, "authority_id": edit.authority_id}


def _keep_revision(actor: Actor, question: Question, before: dict) -> None:
    question.revisions.append(
        Revision(
            account_id=actor.account_id,
            at=clock.now(),
            before_subject=before.get("public_subject", question.public_subject),
            after_subject=question.public_subject,
            before_text=before.get("public_text", question.public_text),
            after_text=question.public_text,
        )
    )


def _journalled(values: dict) -> dict:
    """Return what of an edit may stand in the journal for ever: no texts."""
    return {name: value for name, value in values.items() if name not in ("public_subject", "public_text")}
