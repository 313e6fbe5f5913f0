"""Edits of a question's public face: checked, put in, kept with what stood there before."""

from dataclasses import dataclass

from reception.current import terms
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.kinds import Kind, Pace
from reception.domain.lifecycle import Action, State
from reception.domain.privacy.marks import Part
from reception.domain.roles import Actor
from reception.domain.text import LONGEST_SUBJECT, checked_text, clean_line
from reception.models import Authority, Question, Revision, Topic
from reception.queries import choices
from reception.services import alerts, cuts, dates, public_files
from reception.services.for_readers import Checked
from reception.services.move import move

BEFORE_REFERRAL = frozenset({State.RECEIVED, State.ACCEPTED})
"""While only the library has it."""

_TEXTS = frozenset({"public_subject", "public_text"})
_NOT_JOURNALLED = _TEXTS | {"file_names"}


@dataclass(frozen=True, kw_only=True)
class Edit(Checked):
    """What a librarian decides on a question's public face. None leaves a value as it is."""

    public_subject: str | None = None
    public_text: str | None = None
    kind: Kind | None = None
    topic_id: int | None = None
    authority_id: int | None = None
    public_attachments: frozenset[int] | None = None


def apply(actor: Actor, question: Question, edit: Edit) -> None:
    """Put an edit into a question and journal what changed, if anything did.

    Raises Invalid, with the field, for an empty or overlong text, personal data left in one that readers see, a topic or
    authority that is gone, another addressee once it was passed on, and another kind once it was taken up: that is decided
    with a reason (`services/classify.py`).
    """
    before, after = _changed(actor, question, edit)
    if not after:
        return
    if _TEXTS & set(after):
        if question.public_at:
            require_clean(question, edit)
        _keep_revision(actor, question, before)
        alerts.take_back()
        cuts.keep(actor, question, Part.SUBJECT, question.subject, question.public_subject)
        cuts.keep(actor, question, Part.TEXT, question.text, question.public_text)
    if "kind" in after:
        question.pace, question.answer_by = Pace.ORDINARY, None
        question.appeal_kind = question.complained_authority_id = question.complained_official_id = question.legal_index = None
        question.outcome = None  # which triage may have given an appeal; nothing that was answered changes its kind here
        _count_anew(question)
    move(question, Action.EDIT, actor, fields=sorted(after), before=_journalled(before), after=_journalled(after))


def require_clean(question: Question, edit: Edit) -> None:
    """Refuse public texts with suspects in them. Raises Invalid, with the field."""
    texts = {name: getattr(question, name) for name in sorted(_TEXTS)}
    cuts.require_clean(question, texts, edit.may_stay)


def kind_may_change(question: Question) -> None:
    """Raise Invalid for joined questions: only those of one kind are answered for one another."""
    if question.duplicates or question.merged_into:
        raise Invalid("kind_of_joined", field="kind")


def _changed(actor: Actor, question: Question, edit: Edit) -> tuple[dict, dict]:
    """Set the values that differ; return them before and after."""
    before, after = {}, {}
    for name, value in _values(question, edit).items():
        old = getattr(question, name)
        if value is not None and value != old:
            before[name], after[name] = old, value
            setattr(question, name, value)
    if edit.public_attachments is not None:
        old = _public_files(question)
        public_files.choose(actor, question, question.attachments, edit)
        new = _public_files(question)
        if list(old) != list(new):
            before["public_attachments"], after["public_attachments"] = list(old), list(new)
        if old != new:
            before["file_names"], after["file_names"] = old, new
    return before, after


def _public_files(question: Question) -> dict[int, str | None]:
    return {file.id: file.public_name for file in question.attachments if file.is_public}


def _values(question: Question, edit: Edit) -> dict:
    if edit.kind not in (None, question.kind) and question.state is not State.RECEIVED:
        raise Invalid("kind_fixed", field="kind")
    if edit.authority_id not in (None, question.authority_id) and addressee_is_fixed(question):
        raise Invalid("authority_fixed", field="authority_id")
    if edit.kind not in (None, question.kind):
        kind_may_change(question)
    for model, name in ((Topic, "topic_id"), (Authority, "authority_id")):
        wanted = getattr(edit, name)
        if wanted not in (None, getattr(question, name)) and not choices.is_offered(model, wanted):
            raise Invalid(f"{name}_gone", field=name)
    subject = None if edit.public_subject is None else checked_subject(edit.public_subject)
    text = None if edit.public_text is None else checked_text(edit.public_text, "public_text")
    values = {"public_subject": subject, "public_text": text, "kind": edit.kind}
    return values | {"topic_id": edit.topic_id, "authority_id": edit.authority_id}


def addressee_is_fixed(question: Question) -> bool:
    """Tell whether a question has been passed on: its addressee is the body that has it, and only passing it on changes that."""
    asked = question.state is State.CLARIFICATION
    return (question.resume_state or State.ACCEPTED if asked else question.state) not in BEFORE_REFERRAL


def checked_subject(typed: str) -> str:
    """Return a public subject that can be stored. Raises Invalid if there is none or it is too long."""
    subject = clean_line(typed)
    if not subject:
        raise Invalid("subject_needed", field="public_subject")
    if len(subject) > LONGEST_SUBJECT:
        raise Invalid("subject_too_long", field="public_subject", limit=LONGEST_SUBJECT)
    return subject


def _count_anew(question: Question) -> None:
    """Count the library's term by the new kind, from the day from which the present one counts."""
    start = question.deadlines[-1].counted_from if question.deadlines else question.submitted_at
    dates.enter(question, "kind_changed", terms().to_forward(question.kind, start), start)


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
    return {name: value for name, value in values.items() if name not in _NOT_JOURNALLED}
