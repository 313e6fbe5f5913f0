"""Open dates are counted anew when the calendar has changed; what is closed keeps the dates it had."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from reception.current import terms
from reception.domain.deadlines import Clock, Due
from reception.domain.events import Tag
from reception.domain.lifecycle import FINAL
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Deadline, Question, Referral
from reception.services import dates
from reception.services.journal import record
from reception.services.transaction import transaction

BATCH = 200


@dataclass(frozen=True)
class Recounted:
    """A date that another calendar moves: of which question, whose clock, from which day to which, and the calendar before."""

    number: str
    clock: Clock
    before: dt.date
    after: dt.date
    was_calendar: str


def recount(dry_run: bool = False) -> list[Recounted]:
    """Count open dates anew by the present calendar and enter those that move into the ledger; return them.

    With `dry_run` nothing is written. Dates that somebody named, such as an extension's, stay.
    """
    found: list[Recounted] = []
    last = 0
    while ids := db.session.scalars(_open_after(last)).all():
        last = ids[-1]
        found += _told(ids) if dry_run else _moved(ids)
    return found


def _open_after(last: int) -> Select[tuple[int]]:
    """Return a batch of questions of which something is due and whose ledger knows another calendar."""
    others = Question.deadlines.any(Deadline.calendar != terms().calendar.code)
    is_open = (Question.id > last, Question.due_on.is_not(None), Question.state.not_in(FINAL), others)
    return select(Question.id).where(*is_open).order_by(Question.id).limit(BATCH)


def _questions(ids: Sequence[int]) -> Select[tuple[Question]]:
    parts = (selectinload(Question.deadlines), selectinload(Question.referrals))
    return select(Question).where(Question.id.in_(ids)).options(*parts).order_by(Question.id)


def _told(ids: Sequence[int]) -> list[Recounted]:
    questions = db.session.scalars(_questions(ids))
    return [_named(question, entry, due) for question in questions for entry, _referral, due in _moves(question)]


def _moved(ids: Sequence[int]) -> list[Recounted]:
    with transaction():
        questions = db.session.scalars(_questions(ids).with_for_update()).all()
        still_open = (question for question in questions if question.due_on and question.state not in FINAL)
        return [moved for question in still_open for moved in _move(question)]


def _move(question: Question) -> list[Recounted]:
    moves = list(_moves(question))
    if not moves:
        return []
    told = [_named(question, entry, due) for entry, _referral, due in moves]
    before = question.due_on
    for entry, referral, due in moves:
        dates.enter(question, "recounted", due, entry.counted_from, referral, entry.calendar)
        if referral:
            referral.due_on = due.effective
        elif entry.clock is Clock.AUTHORITY:
            question.answer_due_on = due.effective
    dates.run_authority_clock(question)
    record(Tag.RECOUNTED, SYSTEM, question, was_due=before.isoformat(), due=question.due_on.isoformat())
    return told


def _moves(question: Question) -> Iterator[tuple[Deadline, Referral | None, Due]]:
    """Yield the entries of the dates that run, with the referral they belong to and where the present calendar puts them."""
    for entry, referral in _running(question):
        was_named = entry.event == "extended" or (referral is not None and referral.extended)
        if entry.calendar == terms().calendar.code or was_named:
            continue
        due = terms().due(entry.rule, entry.counted_from, until=entry.pure_on)
        if (due.pure, due.effective) != (entry.pure_on, entry.due_on):
            yield entry, referral, due


def _running(question: Question) -> Iterator[tuple[Deadline, Referral | None]]:
    """Yield the newest entry of each open referral; where none is open, the newest of the date that runs."""
    for referral in question.open_referrals:
        own = [entry for entry in question.deadlines if entry.referral_id == referral.id]
        if own:
            yield own[-1], referral
    if not question.open_referrals:
        running = [entry for entry in question.deadlines if entry.due_on == question.due_on]
        if running:
            yield running[-1], None


def _named(question: Question, entry: Deadline, due: Due) -> Recounted:
    return Recounted(question.number, entry.clock, entry.due_on, due.effective, entry.calendar)
