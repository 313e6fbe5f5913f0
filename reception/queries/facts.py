"""What the archive filters and the figures count: one row of facts for each public question.

Both read it here, so a number and the list behind it cannot disagree. Every fact is a short string, and a filter is an
exact value: a filtered list, a facet and a figure are the same thing.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from sys import intern
from typing import Any, NamedTuple

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
from reception.queries.visibility import visible_to

NONE = "none"
"""The value of a topic, authority, branch or outcome that is not there."""

YES, NO = "yes", "no"
MANY = 200
"""Changed questions beyond which all are read: that is as quick, and an import changes thousands."""

_KEY = "reception_facts"


class Fact(NamedTuple):
    """One public question. Dates are Kyiv's; `days` ran from passing the question on (or receipt) to the answer.

    `late` is yes for an answer after its date and for a question whose date has passed, no for an answer in time, and
    empty where no date can be told. `promised` is yes where an answer promised something by a date, `promise` how that
    stands, of several the worst (`domain/promises.py`); both are empty elsewhere.
    """

    id: int
    asked_on: dt.date
    published_at: dt.datetime | None
    days: int | None
    topic: str
    authority: str
    branch: str
    channel: str
    state: str
    answered: str
    outcome: str
    verdict: str
    late: str
    year: str
    month: str
    promised: str = ""
    promise: str = ""


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of all public questions that count, the newest first. `declined`: those shown as not taken, in no figure."""

    rows: tuple[Fact, ...]
    declined: tuple[Fact, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)

    def matching(self, filters: Mapping[str, str]) -> list[Fact]:
        """Return the facts that have all these values."""
        return matching(self.rows, filters)

    def once(self, name: str, make: Callable[["Facts"], Any]) -> Any:
        """Return what is made of these facts, made once."""
        if name not in self.kept:
            self.kept[name] = make(self)
        return self.kept[name]


def matching(rows: Iterable[Fact], filters: Mapping[str, str]) -> list[Fact]:
    """Return those facts that have all these values, in their order."""
    rows = list(rows)
    for name, value in filters.items():
        fact_of = attrgetter(name)
        rows = [fact for fact in rows if fact_of(fact) == value]
    return rows


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
        rows = _read() if renewed is None else renewed
        kept = current_app.extensions[_KEY] = _Kept(period, last_event, _parted(rows))
    return kept.facts


def _renewed(kept: _Kept) -> list[Fact] | None:
    """Return the facts with those of changed questions read anew; None if more than some questions have changed."""
    events = select(Event.question_id).where(Event.id > kept.last_event).distinct().limit(MANY + 1)
    changed = set(db.session.scalars(events))
    if len(changed) > MANY or None in changed:
        return None
    return [fact for fact in (*kept.facts.rows, *kept.facts.declined) if fact.id not in changed] + _read(Question.id.in_(changed))


def _parted(rows: Iterable[Fact]) -> Facts:
    ordered = sorted(rows, key=lambda fact: (fact.asked_on, fact.id), reverse=True)
    taken = tuple(fact for fact in ordered if fact.state != State.DECLINED)
    return Facts(taken, tuple(fact for fact in ordered if fact.state == State.DECLINED))


def _read(*conditions: ColumnElement[bool]) -> list[Fact]:
    q = Question
    columns = (
        q.id, q.submitted_at, q.referred_at, q.answered_at, q.published_at, q.answer_due_on, q.answer_due_at, q.due_on,
        q.channel, q.state,
        q.outcome, q.verdict, Topic.slug.label("topic"), Authority.slug.label("authority"), Branch.code.label("branch"),
    )  # fmt: skip
    rows = select(*columns).outerjoin(q.topic).outerjoin(q.authority).outerjoin(q.branch).where(visible_to(PUBLIC), *conditions)
    today, promises = clock.today(), _promises(*conditions)
    return [_fact(row, today, promises.get(row.id, "")) for row in db.session.execute(rows)]


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
    answered = row.published_at is not None
    # Interned, equal words are one object: filtering and counting many thousands takes half the time.
    return Fact(
        id=row.id,
        asked_on=asked_on,
        published_at=row.published_at,
        days=_days(row) if answered and row.answered_at else None,
        topic=intern(row.topic or NONE),
        authority=intern(row.authority or NONE),
        branch=intern(row.branch or NONE),
        channel=row.channel.value,
        state=row.state.value,
        answered=YES if answered else NO,
        outcome=_outcome(row, answered),
        verdict=row.verdict.value if answered and row.verdict else "",
        late=_late(row, today),
        year=intern(f"{asked_on:%Y}"),
        month=intern(f"{asked_on:%Y-%m}"),
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
