"""The call list: decisions that askers without an e-mail address have not been told yet, in a constant number of queries.

Each letter to such an asker is kept in the outbox; the list is made of those that tell of a decision and still hold.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, load_only

from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.kinds import Channel, Kind
from reception.domain.lifecycle import OPEN, WITH_OFFICIALS, State
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Asker, Audience, Event, Letter, LetterState, Question
from reception.queries.visibility import visible_to

PAGE = 25

_AFTER_ANSWER = frozenset({State.CLOSED, State.DISPUTED, State.DUPLICATE})

DECISIONS = {
    "answered": frozenset({State.CLOSED}),
    "corrected": frozenset({State.CLOSED, State.DISPUTED}),
    "corrected_alike": frozenset({State.DUPLICATE}),
    "closed": frozenset({State.CLOSED}),
    "declined": frozenset({State.DECLINED}),
    "clarification_asked": frozenset({State.CLARIFICATION}),
    "extended": WITH_OFFICIALS,
    "merged": frozenset({State.DUPLICATE}),
    "answered_alike": frozenset({State.DUPLICATE}),
    "extended_alike": frozenset({State.DUPLICATE}),
    "reopened_alike": frozenset({State.DUPLICATE}),
    "split": frozenset({State.SPLIT}),
    "classified": OPEN,
    "returned": frozenset({State.CLARIFICATION}),
    "referred": WITH_OFFICIALS,
    **dict.fromkeys(("promise_kept", "promise_moved", "promise_broken", "promise_passed"), _AFTER_ANSWER),
}
"""The letters that somebody must hear of, by name, each with the states in which what it says still holds."""


class Reach(StrEnum):
    """How an asker may be reached: by telephone, or only at a branch or by post."""

    PHONE = "phone"
    NO_PHONE = "no_phone"


@dataclass(frozen=True)
class Call:
    """One question of the list: what waits (names of letters), since when, and how often somebody has called in vain."""

    question: Question
    decisions: tuple[str, ...]
    since: dt.datetime
    has_phone: bool
    attempts: tuple[dt.datetime, ...]


@dataclass(frozen=True)
class Calls:
    """One page of the list, `page` of `pages`; `total` questions are in it."""

    items: list[Call]
    page: int
    pages: int
    total: int


def is_to_be_told(name: str, question: Question) -> bool:
    """Tell whether a letter of a name is to be told of by a librarian if it cannot be sent: it tells of a decision, and its
    reader can be reached or was served at the desk and will come again.

    Whoever asked from home and left nothing follows the question by number and PIN. That a question was passed on is told to
    authors of appeals, whom the law wants to know it (Law 393/96-ВР, art. 7).
    """
    asker = question and question.asker
    if not asker or name not in DECISIONS or (name == "referred" and question.kind is not Kind.APPEAL):
        return False
    return bool(asker.phone or asker.residence or question.channel is Channel.DESK)


def to_hand_over() -> Iterator[ColumnElement[bool]]:
    """Yield the conditions under which a kept letter, joined with its question, waits to be handed over."""
    yield Letter.state == LetterState.KEPT
    yield Letter.audience == Audience.ASKER
    yield Letter.next_attempt_at <= clock.now()  # what can still be undone is told to nobody
    yield from _holding(Letter.name)


def _holding(name: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions under which what a letter of a name says still holds.

    Whoever has given a verdict on an answer has read it.
    """
    yield or_(*(and_(name == each, Question.state.in_(states)) for each, states in DECISIONS.items()))
    yield or_(name != "answered", Question.verdict.is_(None))
    yield or_(name != "referred", Question.kind == Kind.APPEAL)


def waiting_letters(question: Question) -> list[Letter]:
    """Return the letters about a question that wait to be handed over, oldest first, whoever asked and however.

    Of several of one name the last alone still holds: an earlier request, reason or date is overtaken by it.
    """
    wanted = select(Letter).join(Letter.question).where(*to_hand_over(), Question.id == question.id)
    last = {letter.name: letter for letter in db.session.scalars(wanted.order_by(Letter.id))}
    return sorted(last.values(), key=lambda letter: letter.id)


def attempts(question: Question, since: dt.datetime) -> list[dt.datetime]:
    """Return when the asker was called in vain since some moment."""
    return [at for at in _attempts([question.id])[question.id] if at >= since]


def counts(actor: Actor, branch_id: int | None = None) -> dict[Reach, int]:
    """Return how many questions wait, by how their askers may be reached, by one query."""
    found = _waiting(actor, branch_id).subquery()
    with_phone = func.sum(case((found.c.has_phone, 1), else_=0))
    total, phones = db.session.execute(select(func.count(), with_phone).select_from(found)).one()
    return {Reach.PHONE: phones or 0, Reach.NO_PHONE: total - (phones or 0)}


def calls(actor: Actor, reach: Reach, page: int, total: int, branch_id: int | None = None) -> Calls:
    """Return a page of the list, the longest waiting first; `total` as `counts` has said."""
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    found = _waiting(actor, branch_id).subquery()
    columns = load_only(Question.number, Question.public_subject, Question.channel)
    rows = db.session.execute(
        select(Question, found.c.since, found.c.has_phone)
        .join(found, found.c.id == Question.id)
        .where(found.c.has_phone if reach is Reach.PHONE else ~found.c.has_phone)
        .order_by(found.c.since, Question.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
        .options(columns, joinedload(Question.branch))
    ).all()
    ids = [question.id for question, _since, _phone in rows]
    tried, decisions = _attempts(ids), _decisions(ids)
    items = [
        Call(question, decisions[question.id], since, phone, tuple(at for at in tried[question.id] if at >= since))
        for question, since, phone in rows
    ]
    return Calls(items, page, pages, total)


def _waiting(actor: Actor, branch_id: int | None) -> Select:
    """The questions of the list. Few letters have a `tell_since`: they are found by its index, before anything is joined."""
    now, phone = clock.now(), Asker.phone.is_not(None)
    few = select(Letter.question_id, Letter.name, Letter.tell_since)
    letter = few.where(Letter.tell_since <= now, Letter.next_attempt_at <= now).cte("few").prefix_with("MATERIALIZED")
    conditions = [visible_to(actor), *_holding(letter.c.name)]
    if branch_id is not None:
        conditions.append(Question.branch_id == branch_id)
    columns = Question.id, func.min(letter.c.tell_since).label("since"), phone.label("has_phone")
    query = select(*columns).select_from(letter).join(Question, Question.id == letter.c.question_id).join(Question.asker)
    return query.where(*conditions).group_by(Question.id, phone)


def _decisions(ids: list[int]) -> dict[int, tuple[str, ...]]:
    wanted = select(Letter.question_id, Letter.name).join(Letter.question).where(*to_hand_over(), Question.id.in_(ids))
    found: dict[int, list[str]] = defaultdict(list)
    for question_id, name in db.session.execute(wanted.order_by(Letter.id)):
        found[question_id].append(name)
    return {question_id: tuple(dict.fromkeys(names)) for question_id, names in found.items()}


def _attempts(ids: list[int]) -> defaultdict[int, list[dt.datetime]]:
    tried = select(Event.question_id, Event.at).where(Event.tag == Tag.CALLED, Event.question_id.in_(ids))
    found: dict[int, list[dt.datetime]] = defaultdict(list)
    for question_id, at in db.session.execute(tried.order_by(Event.id)):
        found[question_id].append(at)
    return found
