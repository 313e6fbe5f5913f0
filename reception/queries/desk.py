"""The queue of the desk: which questions wait for what, in a constant number of queries."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import joinedload, load_only

from reception.current import settings
from reception.domain import clock
from reception.domain.bases import Basis, kinds_by_law
from reception.domain.deadlines import Clock
from reception.domain.kinds import Channel, Kind
from reception.domain.lifecycle import FINAL, State
from reception.domain.phones import telling_digits
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Asker, Assignment, Claim, Letter, LetterState, Question, QuestionLabel
from reception.queries.claims import holds
from reception.queries.corrections import one_waits
from reception.queries.phones import digits_of
from reception.queries.results import of_result, received_in
from reception.queries.visibility import visible_to

PAGE = 40
SHORTEST_PHONE = 5
"""Digits from which on words are also looked for among telephone numbers, however these were written."""


class Tab(StrEnum):
    """One list of the queue: what the library or somebody else must do next, what is urgent, what is one's own."""

    NEW = "new"
    TO_REFER = "to_refer"
    WITH_OFFICIALS = "with_officials"
    CLARIFICATION = "clarification"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    ALL = "all"
    SOON = "soon"
    """Nearly overdue, by the settings `soon_days_own` and `soon_days_law`."""
    OVERDUE = "overdue"
    MINE = "mine"
    """What the librarian has in hand."""
    TO_ME = "to_me"
    """What is assigned to the librarian or to the librarian's branch, and not at its end."""


STATE_OF = {
    Tab.NEW: State.RECEIVED,
    Tab.TO_REFER: State.ACCEPTED,
    Tab.WITH_OFFICIALS: State.REFERRED,
    Tab.CLARIFICATION: State.CLARIFICATION,
    Tab.ANSWERED: State.ANSWERED,
    Tab.DISPUTED: State.DISPUTED,
}
BY_DATE = (Tab.SOON, Tab.OVERDUE)


class Flag(StrEnum):
    """What may be raised on a question in whatever state it is."""

    WARTIME = "wartime"
    OBJECTION = "objection"
    """The asker objects to the public text."""
    CORRECTION = "correction"
    """An official's correction of an answer waits to be checked."""


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
    label_id: int | None = None
    basis: Basis | None = None
    """What the date that runs rests on."""
    flag: Flag | None = None
    result: str | None = None
    """One of `queries.results.RESULTS`."""
    year: int | None = None
    """When it was received."""
    words: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a list: `page` of `pages`, `total` questions in all of them."""

    items: list[Question]
    page: int
    pages: int
    total: int


@dataclass(frozen=True)
class Counts:
    """How many questions each list holds, and those of lists by date also by what the date rests on."""

    tabs: dict[Tab, int]
    by_basis: dict[Tab, dict[Basis, int]]


def counts(actor: Actor, chosen: Filter) -> Counts:
    """Return how many questions each list holds, by two queries."""
    urgent = [(tab, basis, _urgent(tab, basis)) for tab in BY_DATE for basis in Basis]
    sums = (func.sum(case((condition, 1), else_=0)) for _tab, _basis, condition in urgent)
    query = select(Question.state, func.count(), *sums).where(*_conditions(actor, chosen)).group_by(Question.state)
    in_state: Counter[State] = Counter()
    by_basis = {tab: dict.fromkeys(Basis, 0) for tab in BY_DATE}
    for state, count, *of_urgent in db.session.execute(query):
        in_state[state] += count
        for (tab, basis, _condition), number in zip(urgent, of_urgent, strict=True):
            by_basis[tab][basis] += number
    tabs = {tab: in_state[STATE_OF[tab]] for tab in STATE_OF} | {Tab.ALL: in_state.total()}
    tabs |= {tab: sum(each.values()) for tab, each in by_basis.items()} | _own_counts(actor, chosen)
    return Counts({tab: tabs[tab] for tab in Tab}, by_basis)


def _urgent(tab: Tab, basis: Basis) -> ColumnElement[bool]:
    return and_(_late() if tab is Tab.OVERDUE else _soon(), _of_basis(basis))


def _own_counts(actor: Actor, chosen: Filter) -> dict[Tab, int]:
    own = (Tab.MINE, Tab.TO_ME)
    counted = (select(func.count()).where(*_conditions(actor, chosen), *_of_tab(tab, actor)) for tab in own)
    row = db.session.execute(select(*(query.scalar_subquery() for query in counted))).one()
    return dict(zip(own, row, strict=True))


def queue(actor: Actor, tab: Tab, chosen: Filter, sort: Sort, page: int, total: int) -> Page:
    """Return a page of a list that holds `total` questions, as `counts` has said."""
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    query = _rows(actor, chosen).where(*_of_tab(tab, actor)).order_by(*_ORDER[sort]).limit(PAGE).offset((page - 1) * PAGE)
    return Page(list(db.session.scalars(query)), page, pages, total)


def first_of(actor: Actor, tab: Tab, chosen: Filter, sort: Sort, limit: int) -> tuple[list[Question], int]:
    """Return the first questions of a list, and how many it holds."""
    query = _rows(actor, chosen).where(*_of_tab(tab, actor))
    total = db.session.scalar(select(func.count()).where(*_conditions(actor, chosen), *_of_tab(tab, actor)).select_from(Question))
    return list(db.session.scalars(query.order_by(*_ORDER[sort]).limit(limit))), total or 0


def picked(actor: Actor, question_ids: Collection[int]) -> list[Question]:
    """Return questions by their ids, what is due first standing first."""
    query = _rows(actor, Filter()).where(Question.id.in_(question_ids)).order_by(*_ORDER[Sort.DUE])
    return list(db.session.scalars(query))


_ORDER = {
    Sort.DUE: (Question.due_on.asc().nulls_last(), Question.id),
    Sort.NEWEST: (Question.submitted_at.desc(), Question.id.desc()),
}


def _rows(actor: Actor, chosen: Filter) -> Select[tuple[Question]]:
    """The columns that a line of the queue shows, and no text: a page of long questions is as quick as one of short ones."""
    shown = ("number", "version", "public_subject", "state", "kind", "pace", "channel", "submitted_at", "due_on", "due_at",
             "hidden_at", "may_publish", "wartime_cue_at", "wartime_checked_at", "text_objected_at")  # fmt: skip
    columns = load_only(*(getattr(Question, name) for name in shown))
    named = (joinedload(Question.topic), joinedload(Question.authority), joinedload(Question.branch))
    return select(Question).where(*_conditions(actor, chosen)).options(columns, *named)


def _of_tab(tab: Tab, actor: Actor) -> Iterator[ColumnElement[bool]]:
    match tab:
        case Tab.ALL:
            pass
        case Tab.OVERDUE:
            yield _late()
        case Tab.SOON:
            yield _soon()
        case Tab.MINE:
            yield Question.id.in_(select(Claim.question_id).where(Claim.account_id == actor.account_id, holds()))
        case Tab.TO_ME:
            yield Question.id.in_(_assigned_to(actor))
            yield Question.state.not_in(FINAL)
        case _:
            yield Question.state == STATE_OF[tab]


def _assigned_to(actor: Actor) -> Select[tuple[int]]:
    mine = Assignment.account_id == actor.account_id
    if actor.branch_id:
        mine = or_(mine, Assignment.branch_id == actor.branch_id)
    return select(Assignment.question_id).where(mine)


def _of_basis(basis: Basis) -> ColumnElement[bool]:
    return _by_law() if basis is Basis.LAW else not_(_by_law())


def _by_law() -> ColumnElement[bool]:
    """The condition that the date which runs is set by law. Who waits for a clarification is where it was asked from."""
    known = kinds_by_law()
    asked = Question.state == State.CLARIFICATION
    state = case((asked, func.coalesce(Question.resume_state, State.ACCEPTED)), else_=Question.state)
    with_officials = state == State.REFERRED
    return or_(
        and_(with_officials, Question.kind.in_(known[Clock.AUTHORITY])),
        and_(~with_officials, Question.state.in_(BEFORE_OFFICIALS), Question.kind.in_(known[Clock.LIBRARY])),
    )


BEFORE_OFFICIALS = (State.RECEIVED, State.ACCEPTED, State.CLARIFICATION)
"""Here the library's duty to pass a question on runs; to check an answer and to look at a dispute are its own targets."""


def _late() -> ColumnElement[bool]:
    # A term in hours ends on the day of its date: the first condition adds nothing but what an index can find.
    return and_(Question.due_on <= clock.today(), Question.is_late)


def _soon() -> ColumnElement[bool]:
    today, chosen = clock.today(), settings()
    by_law, own = (today + dt.timedelta(days=days) for days in (chosen.soon_days_law, chosen.soon_days_own))
    runs = or_(Question.due_at.is_(None), Question.due_at >= clock.now())
    window = Question.due_on.between(today, max(by_law, own))  # which an index can find; the narrower one says it exactly
    return and_(window, runs, Question.due_on <= case((_by_law(), by_law), else_=own))


def _conditions(actor: Actor, chosen: Filter) -> Iterator[ColumnElement[bool]]:
    yield visible_to(actor)
    for name in ("branch_id", "topic_id", "authority_id", "kind", "channel"):
        value = getattr(chosen, name)
        if value is not None:
            yield getattr(Question, name) == value
    if chosen.label_id:
        yield Question.id.in_(select(QuestionLabel.question_id).where(QuestionLabel.label_id == chosen.label_id))
    if chosen.basis:
        yield _of_basis(chosen.basis)
    if chosen.flag is Flag.WARTIME:
        yield Question.awaits_wartime_check
    if chosen.flag is Flag.OBJECTION:
        yield Question.text_objected_at.is_not(None)
    if chosen.flag is Flag.CORRECTION:
        yield one_waits()
    if chosen.result:
        yield of_result(chosen.result)
    if chosen.year:
        yield received_in(chosen.year)
    if chosen.words:
        yield _has(chosen.words)


def _has(words: str) -> ColumnElement[bool]:
    """The condition that each word stands somewhere, or that all of it is a telephone number."""
    every_word = and_(*(_has_word(word) for word in words.split()))
    digits = telling_digits(words)
    if len(digits) < SHORTEST_PHONE or re.search(r"[^\W\d_]", words):
        return every_word
    return or_(every_word, Question.asker.has(digits_of(Asker.phone).contains(digits)))


def _has_word(word: str) -> ColumnElement[bool]:
    columns = (Question.number, Question.subject, Question.text, Question.public_subject, Question.public_text)
    asker = (Asker.name, Asker.email, Asker.phone)
    return or_(
        *(column.icontains(word, autoescape=True) for column in columns),
        Question.asker.has(or_(*(column.icontains(word, autoescape=True) for column in asker))),
    )


def objections(actor: Actor) -> int:
    """Return of how many questions an objection to the public text waits."""
    waiting = select(func.count()).select_from(Question).where(visible_to(actor), Question.text_objected_at.is_not(None))
    return db.session.scalar(waiting) or 0


def exists(actor: Actor, number: str) -> bool:
    """Tell whether there is a question of this number."""
    return db.session.scalar(select(Question.id).where(Question.number == number, visible_to(actor))) is not None


def failed_letters(actor: Actor, limit: int = 20) -> list[Letter]:
    """Return the letters that could not be delivered, newest first: each is a task for a person."""
    seen = or_(Letter.question_id.is_(None), Letter.question.has(visible_to(actor)))
    query = select(Letter).where(Letter.state == LetterState.FAILED, seen).options(joinedload(Letter.question))
    return list(db.session.scalars(query.order_by(Letter.id.desc()).limit(limit)))
