"""What the archive filters and the figures count: one row of facts for each public question.

Both read it here, so a number and the list behind it cannot disagree. Every fact is a short string, and a filter is an
exact value: a filtered list, a facet and a figure are the same thing.
"""

import datetime as dt
from typing import NamedTuple

from flask import current_app
from sqlalchemy import ColumnElement, Row, func, select

from reception.domain import clock
from reception.domain.deadlines import days_late
from reception.domain.lifecycle import State
from reception.domain.outcomes import for_readers
from reception.domain.promises import WORST_FIRST, PromiseState, Standing
from reception.domain.roles import PUBLIC
from reception.extensions import db
from reception.models import Authority, Branch, Event, Promise, Question, Topic
from reception.queries.fact_table import NO, NONE, YES, Fact, Facts
from reception.queries.visibility import visible_to

MANY = 200
"""Changed questions beyond which all are read: that is as quick, and an import changes thousands."""

AT_ONCE = 5_000
"""Rows that are held while all are read."""

_KEY = "reception_facts"


class _Kept(NamedTuple):
    """The facts as they were read in some ten minutes, up to an event of the journal."""

    period: tuple[dt.date, int, int]
    last_event: int
    facts: Facts


def facts() -> Facts:
    """Return the facts as they are now.

    Of questions that the journal has told of since, they are read anew; of all on a new day, and every ten minutes in any
    case, since PostgreSQL may show an event behind one that was already seen.
    """
    now = clock.local(clock.now())
    period = (now.date(), now.hour, now.minute // 10)
    last_event = db.session.scalar(select(func.max(Event.id))) or 0
    kept = current_app.extensions.get(_KEY)
    if kept is None or (kept.period, kept.last_event) != (period, last_event):
        renewed = _renewed(kept) if kept and kept.period == period else None
        kept = current_app.extensions[_KEY] = _Kept(period, last_event, renewed or _read())
    return kept.facts


def _renewed(kept: _Kept) -> Facts | None:
    """Return the facts with those of changed questions read anew; None if more than some questions have changed."""
    events = select(Event.question_id).where(Event.id > kept.last_event).distinct().limit(MANY + 1)
    changed = set(db.session.scalars(events))
    if len(changed) > MANY or None in changed:
        return None
    return Facts.joined([kept.facts.without(changed), _read(Question.id.in_(changed))])


def _read(*conditions: ColumnElement[bool]) -> Facts:
    q = Question
    columns = (
        q.id, q.submitted_at, q.referred_at, q.answered_at, q.published_at, q.answer_due_on, q.answer_due_at, q.due_on,
        q.channel, q.state,
        q.outcome, q.verdict, Topic.slug.label("topic"), Authority.slug.label("authority"), Branch.code.label("branch"),
    )  # fmt: skip
    rows = select(*columns).outerjoin(q.topic).outerjoin(q.authority).outerjoin(q.branch).where(visible_to(PUBLIC), *conditions)
    today, promises = clock.today(), _promises(*conditions)
    # All rows at once would take more memory than all that is kept of them.
    parts = db.session.execute(rows.execution_options(yield_per=AT_ONCE)).partitions()
    read = [Facts.of(_fact(row, today, promises.get(row.id, "")) for row in part) for part in parts]
    return Facts.joined([Facts.of(()), *read])


def _promises(*conditions: ColumnElement[bool]) -> dict[int, str]:
    """Return how promises stand today, by question: of several the worst."""
    found: dict[int, Standing] = {}
    counted = Promise.state != PromiseState.REPLACED  # the promise that took its place is there
    rows = select(Promise).join(Promise.question).where(visible_to(PUBLIC), counted, *conditions)
    for promise in db.session.scalars(rows):
        both = {promise.standing, found.get(promise.question_id, promise.standing)}
        found[promise.question_id] = min(both, key=WORST_FIRST.index)
    return {question_id: standing.value for question_id, standing in found.items()}


def _fact(row: Row, today: dt.date, promise: str) -> Fact:
    asked_on = clock.day_of(row.submitted_at)
    written = asked_on.isoformat()
    answered = row.published_at is not None
    return Fact(
        id=row.id,
        asked_on=asked_on,
        published_at=row.published_at,
        days=_days(row) if answered and row.answered_at else None,
        topic=row.topic or NONE,
        authority=row.authority or NONE,
        branch=row.branch or NONE,
        channel=row.channel.value,
        state=row.state.value,
        answered=YES if answered else NO,
        outcome=_outcome(row, answered),
        verdict=row.verdict.value if answered and row.verdict else "",
        late=_late(row, today),
        year=written[:4],
        month=written[:7],
        promised=YES if promise else "",
        promise=promise,
    )


def _outcome(row: Row, answered: bool) -> str:
    if outcome := for_readers(row.outcome, row.state, answered):
        return outcome.value
    return NONE if answered or row.state is State.DECLINED else ""


def _days(row: Row) -> int:
    begun = clock.day_of(row.referred_at or row.submitted_at)
    return max(0, (clock.day_of(row.answered_at) - begun).days)


def _late(row: Row, today: dt.date) -> str:
    # While a question waits for an address the date that runs is the library's, and no delay of the authority.
    is_theirs = row.state is State.REFERRED and row.due_on == row.answer_due_on
    if is_theirs and (days_late(row.due_on, today) or (row.answer_due_at and row.answer_due_at < clock.now())):
        return YES
    if row.answered_at and row.answer_due_at:
        return YES if row.answered_at > row.answer_due_at else NO
    if row.answered_at and row.answer_due_on:
        return YES if days_late(row.answer_due_on, clock.day_of(row.answered_at)) else NO
    return ""
