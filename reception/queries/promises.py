"""Promises: whose date has come, which a librarian is to look after, and what of their words waits for a check."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.lifecycle import GIVEN_OUT, State
from reception.domain.promises import PromiseState
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Addressee, Answer, AnswerLink, Letter, Promise, PromiseReport, Question, Referral
from reception.queries.officials import stand_in
from reception.queries.visibility import visible_to

LETTERS = ("promise_soon", "promise_due", "promise_again")
"""The letters that ask an official."""

AT_REST = (State.CLOSED, State.DISPUTED)
"""While a question is with officials again, or its new answer is checked, nobody is asked about the old one."""


class Step(StrEnum):
    """What is to be done next so that a promise is not forgotten."""

    TELL = "tell"
    """The date is near."""
    ASK = "ask"
    """The date has come."""
    ASK_AGAIN = "ask_again"
    """Nobody has replied; the asker is told as well."""
    DESK = "desk"
    """Nobody has replied to that either: a librarian asks."""


def next_step(promise: Promise, today: dt.date) -> Step | None:
    """Return what is to be done for a promise on a day, if anything."""
    if not promise.is_open:
        return None
    if promise.asked_at is None:
        return Step.ASK if today >= promise.due_on else Step.TELL if _is_near(promise, today) else None
    if promise.asked_again_at is None:
        return Step.ASK_AGAIN if _is_silent(promise.asked_at, today) else None
    return Step.DESK if promise.desk_since is None and _is_silent(promise.asked_again_at, today) else None


def _is_near(promise: Promise, today: dt.date) -> bool:
    """Tell whether the date is near; of one that was near from the beginning nobody needs to be told."""
    before = dt.timedelta(days=settings().promise_days_before)
    if promise.noticed_at or not before:
        return False
    return clock.day_of(promise.answer.published_at) + 2 * before < promise.due_on <= today + before


def _is_silent(since: dt.datetime, today: dt.date) -> bool:
    return today >= terms().calendar.add_working(clock.day_of(since), settings().promise_reply_days)


def to_look_at(today: dt.date) -> list[int]:
    """Return the ids of promises that may need a step, those whose date is the oldest first."""
    wanted = _awaited() & (Promise.desk_since.is_(None) | Promise.asked_again_at.is_(None))
    near = Promise.due_on <= today + dt.timedelta(days=settings().promise_days_before)
    ids = select(Promise.id).where(wanted, near)
    return list(db.session.scalars(ids.order_by(Promise.due_on, Promise.id)))


def _awaited(*seen: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that somebody waits for a word on a promise. The question is looked up for each of the few promises: joined,
    SQLite would go through all questions for them."""
    question = Promise.question.has(and_(Question.state.in_(AT_REST), Question.hidden_at.is_(None), *seen))
    return (Promise.state == PromiseState.OPEN) & question


def is_awaited(promise: Promise) -> bool:
    """Tell whether somebody still waits for a word on a promise: `_awaited`, of one at hand."""
    question = promise.question
    return promise.is_open and question.state in AT_REST and question.hidden_at is None


def whom_to_ask(promise: Promise) -> Addressee | None:
    """Return who is asked: the colleague to whom the question was passed on, else the official, or who does the office now;
    None if nobody can be written to."""
    referral = promise.answer.referral
    if referral is None:
        return None
    delegation, official = referral.holder.delegation, referral.official
    if delegation and delegation.can_be_reached:
        return delegation
    return official if official.is_in_office and official.can_be_reached else stand_in(official)


def asked_on(day: dt.date) -> set[str]:
    """Return the addresses to which a letter about a promise was written on a day: nobody gets two."""
    written = Letter.name.in_(LETTERS), Letter.created_at >= clock.start_of(day)
    return set(db.session.scalars(select(Letter.to_address).where(*written).distinct()))


def of_letter(letter: Letter) -> Promise | None:
    """Return the promise that a letter asks about, while it is the last letter that does."""
    return db.session.scalar(select(Promise).where(Promise.link_id == letter.answer_link_id)) if letter.answer_link_id else None


def of_link(link: AnswerLink) -> Promise | None:
    """Return the promise that the official of a link may speak of: that of the last answer which has one."""
    given = (answer.promise for answer in reversed(link.referral.answers) if answer.promise)
    return next(given, None)


@dataclass(frozen=True)
class Tasks:
    """What librarians have to do about promises: to ask the authority, and to check its words for readers."""

    to_ask: list[Promise]
    to_check: list[PromiseReport]

    def __len__(self) -> int:
        return len(self.to_ask) + len(self.to_check)


def tasks(actor: Actor) -> Tasks:
    """Return the promises to look after, the longest waiting first."""
    referral = joinedload(Promise.answer).joinedload(Answer.referral)
    whose = [referral.joinedload(Referral.authority), referral.joinedload(Referral.official)]
    whose += [referral.selectinload(Referral.delegations), joinedload(Promise.asked_official)]
    whose += [joinedload(Promise.link).joinedload(AnswerLink.delegation)]
    asked, words = select(Promise).where(_to_ask(actor)), select(PromiseReport).where(_to_check(actor))
    about = joinedload(PromiseReport.promise)
    return Tasks(
        list(db.session.scalars(asked.order_by(Promise.desk_since, Promise.id).options(joinedload(Promise.question), *whose))),
        list(
            db.session.scalars(
                words.order_by(PromiseReport.at, PromiseReport.id).options(
                    about.joinedload(Promise.question), about.joinedload(Promise.answer)
                )
            )
        ),
    )


def _to_ask(actor: Actor) -> ColumnElement[bool]:
    return _awaited(visible_to(actor)) & Promise.desk_since.is_not(None)


def _to_check(actor: Actor) -> ColumnElement[bool]:
    seen = Question.public_at.is_not(None), Question.hidden_at.is_(None), Question.state.in_(GIVEN_OUT)
    question = Promise.question.has(and_(*seen, visible_to(actor)))
    return PromiseReport.checked_at.is_(None) & PromiseReport.promise.has(question)


def count(actor: Actor) -> int:
    """Return how many tasks about promises there are."""
    asked = select(func.count()).select_from(Promise).where(_to_ask(actor))
    words = select(func.count()).select_from(PromiseReport).where(_to_check(actor))
    return sum(db.session.execute(select(asked.scalar_subquery(), words.scalar_subquery())).one())
