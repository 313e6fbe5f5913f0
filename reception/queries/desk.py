"""The queue of the desk: which questions wait for what, in a constant number of queries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, load_only

from reception.domain.kinds import Channel, Kind
from reception.domain.lifecycle import State
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Asker, Letter, LetterState, Question
from reception.queries.visibility import visible_to

PAGE = 25
SHORTEST_PHONE = 5
"""Digits from which on words are also looked for among telephone numbers, however these were written."""


class Tab(StrEnum):
    """One list of the queue: what the library or somebody else must do next."""

    NEW = "new"
    TO_REFER = "to_refer"
    WITH_OFFICIALS = "with_officials"
    CLARIFICATION = "clarification"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    OVERDUE = "overdue"
    ALL = "all"


STATE_OF = {
    Tab.NEW: State.RECEIVED,
    Tab.TO_REFER: State.ACCEPTED,
    Tab.WITH_OFFICIALS: State.REFERRED,
    Tab.CLARIFICATION: State.CLARIFICATION,
    Tab.ANSWERED: State.ANSWERED,
    Tab.DISPUTED: State.DISPUTED,
}


class Sort(StrEnum):
    """The order of the list."""

    DUE = "due"
    NEWEST = "newest"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What narrows the queue. `words` are looked for in number, texts and the asker's name, e-mail and telephone."""

    branch_id: int | None = None
    topic_id: int | None = None
    authority_id: int | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    words: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a list: `page` of `pages`, `total` questions in all of them."""

    items: list[Question]
    page: int
    pages: int
    total: int


def counts(actor: Actor, chosen: Filter) -> dict[Tab, int]:
    """Return how many questions each list holds, by one query."""
    late = func.sum(case((Question.is_late, 1), else_=0))
    query = select(Question.state, func.count(), late).where(*_conditions(actor, chosen)).group_by(Question.state)
    found = db.session.execute(query).all()
    in_state = {state: count for state, count, _late in found}
    special = {Tab.OVERDUE: sum(late for _state, _count, late in found), Tab.ALL: sum(in_state.values())}
    return {tab: in_state.get(STATE_OF[tab], 0) if tab in STATE_OF else special[tab] for tab in Tab}


def queue(actor: Actor, tab: Tab, chosen: Filter, sort: Sort, page: int, total: int) -> Page:
    """Return a page of a list that holds `total` questions, as `counts` has said."""
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    query = _rows(actor, chosen).where(*_of_tab(tab)).order_by(*_ORDER[sort]).limit(PAGE).offset((page - 1) * PAGE)
    return Page(list(db.session.scalars(query)), page, pages, total)


_ORDER = {
    Sort.DUE: (Question.due_on.is_(None), Question.due_on, Question.id),
    Sort.NEWEST: (Question.submitted_at.desc(), Question.id.desc()),
}


def _rows(actor: Actor, chosen: Filter) -> Select[tuple[Question]]:
    """The columns that a line of the queue shows, and no text: a page of long questions is as quick as one of short ones."""
    shown = ("number", "public_subject", "state", "kind", "channel", "submitted_at", "due_on", "hidden_at", "may_publish")
    columns = load_only(*(getattr(Question, name) for name in shown))
    named = (joinedload(Question.topic), joinedload(Question.authority), joinedload(Question.branch))
    return select(Question).where(*_conditions(actor, chosen)).options(columns, *named)


def _of_tab(tab: Tab) -> Iterator[ColumnElement[bool]]:
    if tab in STATE_OF:
        yield Question.state == STATE_OF[tab]
    elif tab is Tab.OVERDUE:
        yield Question.is_late


def _conditions(actor: Actor, chosen: Filter) -> Iterator[ColumnElement[bool]]:
    yield visible_to(actor)
    for name in ("branch_id", "topic_id", "authority_id", "kind", "channel"):
        value = getattr(chosen, name)
        if value is not None:
            yield getattr(Question, name) == value
    if chosen.words:
        yield _has(chosen.words)


def _has(words: str) -> ColumnElement[bool]:
    """The condition that each word stands somewhere, or that all of it is a telephone number."""
    every_word = and_(*(_has_word(word) for word in words.split()))
    digits = re.sub(r"\D", "", words)
    if len(digits) < SHORTEST_PHONE or re.search(r"[^\W\d_]", words):
        return every_word
    return or_(every_word, Question.asker.has(_digits(Asker.phone).contains(digits[-9:])))


def _has_word(word: str) -> ColumnElement[bool]:
    columns = (Question.number, Question.subject, Question.text, Question.public_subject, Question.public_text)
    asker = (Asker.name, Asker.email, Asker.phone)
    return or_(
        *(column.icontains(word, autoescape=True) for column in columns),
        Question.asker.has(or_(*(column.icontains(word, autoescape=True) for column in asker))),
    )


def _digits(column: ColumnElement[str]) -> ColumnElement[str]:
    for sign in " ()-–+.":
        column = func.replace(column, sign, "")
    return column


def exists(actor: Actor, number: str) -> bool:
    """Tell whether there is a question of this number."""
    return db.session.scalar(select(Question.id).where(Question.number == number, visible_to(actor))) is not None


def failed_letters(actor: Actor, limit: int = 20) -> list[Letter]:
    """Return the letters that could not be delivered, newest first: each is a task for a person."""
    seen = or_(Letter.question_id.is_(None), Letter.question.has(visible_to(actor)))
    query = select(Letter).where(Letter.state == LetterState.FAILED, seen).options(joinedload(Letter.question))
    return list(db.session.scalars(query.order_by(Letter.id.desc()).limit(limit)))
