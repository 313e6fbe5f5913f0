"""Corrections of answers: which wait for the library, and until when an official may send one."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, select

from reception.current import settings
from reception.domain import clock
from reception.domain.lifecycle import GIVEN_OUT
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Answer, AnswerVersion, Attachment, Question
from reception.queries.visibility import visible_to


def last_day(answer: Answer) -> dt.date | None:
    """Return the last day on which an answer may be corrected: so many days after it was given out, or after the library sent
    a correction back (setting `correction_days`). None while the library has it: until it is given out it may be replaced."""
    if answer.published_at is None:
        return None
    returned = (version.sent_back_at for version in answer.versions if version.is_sent_back)
    return clock.day_of(max([answer.published_at, *returned])) + dt.timedelta(days=settings().correction_days)


def may_correct(answer: Answer) -> bool:
    """Tell whether its official may correct an answer now: one that was sent back is completed on its own page."""
    if answer.sent_back_at or answer.referral is None:
        return False
    until = last_day(answer)
    return until is None or clock.today() <= until


def returned(answer: Answer) -> AnswerVersion | None:
    """Return the correction that the library sent back, while nothing came after it."""
    return next((version for version in answer.versions if version.is_sent_back), None)


def files_of(answer: Answer) -> list[Attachment]:
    """Return the files of an answer and of the corrections that are not given out."""
    return [*answer.attachments, *(file for version in answer.versions for file in version.attachments)]


def one_waits() -> ColumnElement[bool]:
    """The condition that a correction of an answer to a question waits for the library, and can be given out."""
    return Question.state.in_(GIVEN_OUT) & Question.id.in_(_corrected())


def _corrected() -> Select[tuple[int]]:
    """Select the questions of the few corrections that wait: asked of each question instead, all would be looked at."""
    waiting = (AnswerVersion.replaced_at.is_(None), AnswerVersion.sent_back_at.is_(None))
    return select(Answer.question_id).where(Answer.id.in_(select(AnswerVersion.answer_id).where(*waiting)))


def waiting_among(question_ids: Collection[int]) -> set[int]:
    """Return those questions among some for which a correction waits."""
    given_out = Answer.question.has(Question.state.in_(GIVEN_OUT))
    return set(db.session.scalars(_corrected().where(Answer.question_id.in_(question_ids), given_out)))


def count_waiting(actor: Actor) -> int:
    """Return for how many questions a correction waits."""
    seen = Answer.question.has(Question.state.in_(GIVEN_OUT) & visible_to(actor))
    return db.session.scalar(select(func.count()).select_from(_corrected().where(seen).distinct().subquery())) or 0


def of_question(question: Question, version_id: int) -> AnswerVersion | None:
    """Return the correction of an id, if it waits and is of an answer to the question."""
    waiting = (answer.correction for answer in question.answers)
    return next((version for version in waiting if version and version.id == version_id), None)
