"""Questions as records of the import format: what the public may read, or with personal data everything, for an administrator."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from reception.domain import clock
from reception.domain.kinds import Pace
from reception.domain.lifecycle import State
from reception.domain.outcomes import BY_TRIAGE, Commitment
from reception.domain.promises import PromiseState, Standing
from reception.extensions import db
from reception.models import Answer, Authority, Question, Recording
from reception.queries.public_view import PublicAnswer, PublicQuestion
from reception.queries.questions import public_questions
from reception.queries.visibility import public

_STATE_OF = dict.fromkeys(Standing, PromiseState.OPEN) | {
    Standing.KEPT: PromiseState.KEPT,
    Standing.KEPT_LATE: PromiseState.KEPT,
    Standing.BROKEN: PromiseState.BROKEN,
    Standing.REPLACED: PromiseState.REPLACED,
}

BATCH = 200
"""Questions in memory at once."""

Record = dict[str, Any]


def export_public() -> Iterator[Record]:
    """Yield the public questions in the words that readers see, without the names of those who asked."""
    rows = db.session.execute(select(Question.id, Question.external_id).where(public()).order_by(Question.id)).all()
    external = {row.id: row.external_id for row in rows}
    for ids in _batches(list(external)):
        for question in public_questions(ids):
            yield _public(question, external[question.id])
        db.session.expunge_all()


def export_personal() -> Iterator[Record]:
    """Yield every question as it was asked, with its asker: for an administrator on the command line."""
    joined_last = Question.merged_into_id.is_not(None), Question.id  # after what they are joined with
    ids = list(db.session.scalars(select(Question.id).order_by(*joined_last)))
    for batch in _batches(ids):
        wanted = select(Question).where(Question.id.in_(batch)).order_by(*joined_last)
        parts = (
            Question.asker, Question.answers, Question.topic, Question.authority, Question.branch, Question.recording,
            Question.merged_into, Question.complained_authority,
        )  # fmt: skip
        names = selectinload(Question.authority).selectinload(Authority.former_names)
        promise = selectinload(Question.answers).selectinload(Answer.promise)
        for question in db.session.scalars(wanted.options(*(selectinload(part) for part in parts), names, promise)):
            yield _personal(question)
        db.session.expunge_all()


def _batches(ids: list[int]) -> Iterator[list[int]]:
    each = iter(ids)
    while batch := list(islice(each, BATCH)):
        yield batch


def _public(question: PublicQuestion, external_id: str | None) -> Record:
    return _without_empty(
        _common(question, external_id)
        | {
            "subject": question.subject,
            "text": question.text,
            "answers": [_answer(answer, answer.published_at, answer.text) for answer in question.answers],
            "verdict": question.verdict.value.value if question.verdict else None,
        }
    )


def _personal(question: Question) -> Record:
    asker = question.asker
    answers = [answer for answer in question.answers if not answer.sent_back_at]
    contacts = {f"asker_{name}": getattr(asker, name) for name in ("name", "email", "phone", "residence")} if asker else {}
    return _without_empty(
        _common(question, question.external_id)
        | {
            "subject": question.subject,
            "text": question.text,
            "appeal_kind": question.appeal_kind and question.appeal_kind.value,
            "complained_authority": question.complained_authority and question.complained_authority.name_uk,
            "public_subject": question.public_subject,
            "public_text": question.public_text,
            "answers": [_answer(a, a.submitted_at, a.public_text if a.published_at else a.text) for a in answers],
            "verdict": question.verdict.value if question.verdict else None,
            "publish": question.may_publish and not question.hidden_at,
            "recorded": _recorded(question.recording) if question.recording else None,
            "merged_into": _external(question.merged_into) if question.merged_into else None,
            "state": (State.RECEIVED if _is_unchecked(question) else question.state).value,
        }
        | contacts
    )


def _is_unchecked(question: Question) -> bool:
    """Tell whether a question was asked about, or joined, before anybody had looked at its public text."""
    return question.public_at is None and question.state in (State.CLARIFICATION, State.DUPLICATE)


def _external(question: Question) -> str:
    return question.external_id or question.number


def _recorded(recording: Recording) -> Record:
    kept = {name: getattr(recording, name) for name in ("way", "consent", "read_back", "late_reason")}
    return _without_empty(kept | {"entered_at": _local(recording.entered_at)})


def _common(question: Question | PublicQuestion, external_id: str | None) -> Record:
    return {
        "external_id": external_id or question.number,
        "number": question.number,
        "submitted_at": _local(question.submitted_at),
        "kind": question.kind.value,
        "pace": None if question.pace is Pace.ORDINARY else question.pace.value,
        "answer_by": question.answer_by and question.answer_by.isoformat(),
        "topic": question.topic.name_uk if question.topic else None,
        "authority": question.authority_then.name_uk if question.authority_then else None,
        "official": next((a.official_name for a in reversed(question.answers) if a.official_name), None),
        "branch": question.branch.code if question.branch else None,
        "channel": question.channel.value,
        "state": question.state.value,
        "result": question.outcome.value if question.outcome in BY_TRIAGE else None,
    }


def _answer(answer: Answer | PublicAnswer, at: dt.datetime, text: str) -> Record:
    said = {"text": text, "answered_at": _local(at), "by": answer.authority_name, "outcome": answer.outcome.value}
    return said | ({"promise": _promise(answer)} if answer.promise else {})


def _promise(answer: Answer | PublicAnswer) -> Record:
    promise = answer.promise
    days = {name: getattr(promise, name) for name in ("promised_on", "due_on", "done_on")}
    said = {name: day.isoformat() for name, day in days.items() if day}
    return said | {"commitment": (answer.commitment or Commitment.PLANNED).value, "state": _STATE_OF[promise.standing].value}


def _local(moment: dt.datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")


def _without_empty(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in (None, [])}
