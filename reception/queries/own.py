"""What one reads by a link of all that is one's own: open questions and past answers, but not the way in to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload

from reception.extensions import db
from reception.models import Answer, AnswerLink, Delegation, Holder, Question, Referral
from reception.queries.reminders import awaited

PAGE = 20

_SHOWN = (
    Question.number, Question.public_subject, Question.state, Question.public_at, Question.hidden_at, Question.due_on,
    Question.due_at,
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page of a list: `page` of `pages`, `total` rows in all of them."""

    items: Sequence[Any]
    page: int
    pages: int
    total: int


def open_page(person: Holder, page: int) -> Page:
    """Return what a person has to answer, by due date."""
    return _page(_open(person), page)


def open_referrals(person: Holder, limit: int) -> list[Referral]:
    """Return the first of what a person has to answer, by due date."""
    return list(db.session.scalars(_open(person).limit(limit)))


def answers_page(person: Holder, page: int) -> Page:
    """Return what a person has answered, the newest first; what was sent back and answered anew is there once."""
    question = contains_eager(Answer.question).load_only(*_SHOWN)
    shown = load_only(Answer.question_id, Answer.outcome, Answer.submitted_at, Answer.published_at)
    query = select(Answer).join(Answer.question).where(Answer.sent_back_at.is_(None), _answered_by(person))
    return _page(query.options(shown, question).order_by(Answer.submitted_at.desc(), Answer.id.desc()), page)


def _open(person: Holder) -> Select[tuple[Referral]]:
    query = select(Referral).join(Referral.question).where(*awaited(), _belongs_to(person))
    beside = (joinedload(Referral.official), selectinload(Referral.links).joinedload(AnswerLink.delegation))
    answers = selectinload(Referral.answers).load_only(Answer.sent_back_at)
    query = query.options(contains_eager(Referral.question).load_only(*_SHOWN), *beside, answers)
    return query.options(selectinload(Referral.delegations)).order_by(Referral.due_on, Referral.id)


def _page(query: Select[Any], page: int) -> Page:
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    return Page(list(db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE))), page, pages, total)


def _belongs_to(person: Holder) -> ColumnElement[bool]:
    """The condition of an official's referrals, or of those that were passed to a colleague's address and still stand."""
    if person.is_official:
        return Referral.official_id == person.official.id
    return Referral.delegations.any(_same_address(person) & Delegation.ended_at.is_(None))


def _answered_by(person: Holder) -> ColumnElement[bool]:
    """The condition of answers to an official's referrals, or of those that a colleague gave."""
    if person.is_official:
        return Answer.referral_id.in_(select(Referral.id).where(Referral.official_id == person.official.id))
    return Answer.link_id.in_(select(AnswerLink.id).join(AnswerLink.delegation).where(_same_address(person)))


def _same_address(person: Holder) -> ColumnElement[bool]:
    if not person.email:
        return false()
    return func.lower(Delegation.email) == person.email.lower()


def same_person(person: Holder, referral: Referral) -> Holder:
    """Return a person as the one who has another of the own referrals."""
    if person.is_official:
        return Holder(referral)
    address = (person.email or "").lower()
    steps = [step for step in referral.chain if (step.email or "").lower() == address]
    return Holder(referral, steps[-1] if steps else None)
