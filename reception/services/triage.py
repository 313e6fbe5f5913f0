"""The librarian looks at a question: accepts, edits the public text, declines, notes, hides, reopens, closes."""

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action, State
from reception.domain.permission_names import Permission
from reception.domain.placeholders import refuse_places
from reception.domain.roles import Actor
from reception.domain.text import LONGEST_SUBJECT, checked_text, clean_line, clean_text
from reception.extensions import db
from reception.models import Asker, DeclineReason, Note, Question
from reception.permissions import require
from reception.services import alerts, dates, edits, merge, wartime
from reception.services.edits import Edit
from reception.services.journal import record
from reception.services.move import check, move
from reception.services.transaction import transaction
from reception.services.undoable import undoable


def accept(actor: Actor, question: Question, edit: Edit, version: int | None = None) -> None:
    """Take a question up; with the asker's consent its public text becomes public now.

    Raises Invalid as `edits.apply`.
    """
    with transaction(), undoable(actor, question, Action.ACCEPT):
        check(question, Action.ACCEPT, actor, version)
        edits.apply(actor, question, edit)
        if question.may_publish:
            edits.require_clean(question, edit)
        move(question, Action.ACCEPT, actor)
        make_public(actor, question, edit)


def edit(actor: Actor, question: Question, edit: Edit, version: int | None = None) -> None:
    """Change the public text, topic, kind or addressee; the texts before and after are kept."""
    with transaction():
        check(question, Action.EDIT, actor, version)
        shown = question.public_subject, question.public_text
        edits.apply(actor, question, edit)
        if question.public_at and (edit.wartime_checked or shown != (question.public_subject, question.public_text)):
            _check_wartime(actor, question, edit)


def decline(
    actor: Actor,
    question: Question,
    reason_id: int,
    note: str = "",
    version: int | None = None,
    shown: Edit | None = None,
) -> None:
    """Refuse a question with a reason of the catalogue; the asker is told what to do instead.

    `shown` says that readers may see it with its reason, and how its public text was checked. It takes effect if the asker
    agreed to publication and the catalogue lets the reason be shown; any other declined question is hidden.
    Raises Invalid if the reason is not there any more, or what readers would see was not checked.
    """
    with transaction(), undoable(actor, question, Action.DECLINE):
        check(question, Action.DECLINE, actor, version)
        reason = _put_reason(question, reason_id, note)
        question.resume_state = question.state
        question.shown_declined = bool(shown and question.may_publish and reason.is_public)
        if question.shown_declined and question.public_at is None:
            edits.require_clean(question, shown)
            make_public(actor, question, shown)
        if question.public_at and not question.shown_declined:
            alerts.take_back()
        shown_now = question.shown_declined
        move(question, Action.DECLINE, actor, reason=reason.title_uk, reason_code=reason.code, shown=shown_now)
        dates.stop(question)
        merge.release(question)


def _put_reason(question: Question, reason_id: int, note: str) -> DeclineReason:
    reason = db.session.get(DeclineReason, reason_id)
    if reason is None or not reason.is_active:
        raise Invalid("reason_gone", field="reason")
    refuse_places(note, "note")
    question.decline_reason = reason
    question.decline_note = clean_text(note) or None
    question.outcome = reason.result if question.kind is Kind.APPEAL else None
    return reason


def note(actor: Actor, question: Question, text: str) -> None:
    """Write an internal note. Raises Invalid if it is empty."""
    with transaction():
        row = Note(account_id=actor.account_id, text=checked_text(text, "text"), at=clock.now())
        question.notes.append(row)
        db.session.flush()
        move(question, Action.NOTE, actor, note_id=row.id)


def hide(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Take a public question down: its page says 410 with the reason, and it leaves search, feeds and figures.

    What was joined with it and not answered goes on by itself: strangers could not read what would be answered for them.
    """
    with transaction():
        reason = clean_line(reason)
        move(question, Action.HIDE, actor, version, reason=reason)
        question.hidden_at = clock.now()
        question.hidden_reason = reason[:LONGEST_SUBJECT]
        alerts.take_back()
        if not question.published_at:
            merge.release(question)


def unhide(actor: Actor, question: Question, version: int | None = None) -> None:
    """Bring a hidden question back."""
    with transaction():
        move(question, Action.UNHIDE, actor, version)
        question.hidden_at = question.hidden_reason = None


def reopen(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Take up again a question that was closed or declined; what was declined as it came is to be accepted first."""
    with transaction(), undoable(actor, question, Action.REOPEN):
        reason = clean_text(reason)
        if question.state not in (State.DECLINED, State.SPLIT):
            question.resume_state = None
        move(question, Action.REOPEN, actor, version, reason=reason)
        question.closed_at = question.answered_at = question.answer_due_on = question.answer_due_at = None
        question.outcome = question.commitment = question.promised_on = question.verdict = None
        if question.state is State.RECEIVED:
            question.public_at = None  # to be accepted first
        question.decline_reason = question.resume_state = None  # the note to it stays: it is shown with a refusal alone
        question.shown_declined = False
        dates.enter_library_duty(question, "reopened")


def close(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Close a disputed question for good, with the reason for it."""
    with transaction(), undoable(actor, question, Action.CLOSE):
        reason = clean_text(reason)
        move(question, Action.CLOSE, actor, version, reason=reason)
        question.closed_at = clock.now()
        dates.stop(question)


def make_public(actor: Actor, question: Question, edit: Edit) -> None:
    """Let the public text be seen, if the asker agreed to publication."""
    if question.may_publish and question.public_at is None:
        _check_wartime(actor, question, edit)
        question.public_at = clock.now()


def _check_wartime(actor: Actor, question: Question, edit: Edit) -> None:
    wartime.passed(actor, question, edit.wartime_checked, question.public_subject, question.public_text)


def read_contacts(actor: Actor, question: Question) -> Asker | None:
    """Return who asked, and write into the journal that it was read; None once retention has erased it."""
    with transaction():
        require(actor, Permission.READ_STAFF, question)
        record(Tag.CONTACTS_READ, actor, question)
        return question.asker
