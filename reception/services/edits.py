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
from reception.services import alerts, cuts, dates
from reception.services.move import move

BEFORE_REFERRAL = frozenset({State.RECEIVED, State.ACCEPTED})
"""While only the library has it."""

_TEXTS = frozenset({"public_subject", "public_text"})


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a librarian decides on a question's public face. None leaves a value as it is."""

    public_subject: str | None = None
    public_text: str | None = None
    kind: Kind | None = None
    topic_id: int | None = None
    authority_id: int | None = None
    public_attachments: frozenset[int] | None = None
    may_stay: bool = False
    """The librarian has looked at what may be personal data in the texts: what is left of it is nobody's private data."""
    wartime_checked: bool = False
    """The librarian has looked at what becomes public for what must not be published in time of war."""


def apply(actor: Actor, question: Question, edit: Edit) -> None:
    """Put an edit into a question and journal what changed, if anything did.

    Raises Invalid, with the field, for an empty or overlong text, personal data left in one that readers see, a topic or
    authority that is gone, and another kind once it was taken up: that is decided with a reason (`services/classify.py`).
    """
    before, after = _changed(question, edit)
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
        question.appeal_kind, question.pace, question.answer_by = None, Pace.ORDINARY, None
        _count_anew(question)
    move(question, Action.EDIT, actor, fields=sorted(after), before=_journalled(before), after=_journalled(after))


def require_clean(question: Question, edit: Edit) -> None:
    """Refuse public texts with suspects in them. Raises Invalid, with the field."""
    texts = {name: getattr(question, name) for name in sorted(_TEXTS)}
    cuts.require_clean(question, texts, edit.may_stay)


def _changed(question: Question, edit: Edit) -> tuple[dict, dict]:
    """Set the values that differ; return them before and after."""
    before, after = {}, {}
    for name, value in _values(question, edit).items():
        old = getattr(question, name)
        if value is not None and value != old:
            before[name], after[name] = old, value
            setattr(question, name, value)
    if edit.public_attachments is not None:
        old, new = _choose_files(question, edit.public_attachments)
        if old != new:
            before["public_attachments"], after["public_attachments"] = old, new
    return before, after


def _choose_files(question: Question, public: frozenset[int]) -> tuple[list[int], list[int]]:
    old = [attachment.id for attachment in question.attachments if attachment.is_public]
    for attachment in question.attachments:
        attachment.is_public = attachment.id in public
    return old, [attachment.id for attachment in question.attachments if attachment.is_public]


def _values(question: Question, edit: Edit) -> dict:
    if edit.kind not in (None, question.kind) and question.state is not State.RECEIVED:
        raise Invalid("kind_fixed", field="kind")
    for model, field in ((Topic, "topic_id"), (Authority, "authority_id")):
        wanted = getattr(edit, field)
        if wanted not in (None, getattr(question, field)) and not choices.is_offered(model, wanted):
            raise Invalid(f"{field}_gone", field=field)
    subject = None if edit.public_subject is None else checked_subject(edit.public_subject)
    text = None if edit.public_text is None else checked_text(edit.public_text, "public_text")
    values = {"public_subject": subject, "public_text": text, "kind": edit.kind}
    return values | {"topic_id": edit.topic_id, "authority_id": edit.authority_id}


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
    return {name: value for name, value in values.items() if name not in _TEXTS}
