"""Which reminders are due now: read from the state of things at this moment, in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.lifecycle import WITH_OFFICIALS
from reception.domain.reminders import Step
from reception.extensions import db
from reception.models import (
    LEAVING,
    Addressee,
    Authority,
    Delegation,
    Letter,
    Official,
    Question,
    Referral,
    ReferralState,
    Reminder,
)

_SHOWN = (
    Question.number, Question.state, Question.hidden_at, Question.public_at, Question.public_subject, Question.kind,
    Question.due_on, Question.due_at,
)  # fmt: skip

UNDER_WAY = dt.timedelta(days=14)
"""For so long a letter is tried again."""


@dataclass(frozen=True)
class Due:
    """One reminder that is to be sent: of which referral, which step, and to whom; a delegation is a colleague's."""

    referral: Referral
    step: Step
    official: Official
    delegation: Delegation | None = None

    @property
    def to(self) -> Addressee:
        """Who gets it."""
        return self.delegation or self.official


def awaited() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which an official owes an answer: not answered, taken back, withdrawn, merged or taken down."""
    return (
        Referral.state == ReferralState.OPEN,
        Question.state.in_(WITH_OFFICIALS),
        Question.hidden_at.is_(None),
    )


def is_awaited(referral: Referral) -> bool:
    """Tell whether an official owes an answer: `awaited`, of a referral at hand."""
    question = referral.question
    at_hand = question.state in WITH_OFFICIALS and question.hidden_at is None
    return at_hand and referral.state is ReferralState.OPEN


def due(now: dt.datetime) -> list[list[Due]]:
    """Return what is to be sent at an instant, a list for each who gets a letter; nobody gets a second one on a day."""
    today, plan, calendar = clock.day_of(now), settings().reminders, terms().calendar
    referrals = _open(today - dt.timedelta(days=plan.latest), today + dt.timedelta(days=plan.earliest))
    sent = _sent_steps(referrals)
    written_to = _written_to(today)
    heads = _heads()
    found: defaultdict[str, list[Due]] = defaultdict(list)
    for referral in referrals:
        for step in plan.due(clock.day_of(referral.sent_at), referral.due_on, today, calendar):
            each = _superiors(referral, step, heads) if step.to_superior else _holders(referral, step)
            if each and each.to.can_be_reached and who(each.to) not in written_to and (referral.id, step.code) not in sent:
                found[who(each.to)].append(each)
    return list(found.values())


def who(to: Addressee) -> str:
    """Return by what a reader is known: an official by the entry of the directory, a colleague by the address."""
    return f"official {to.id}" if isinstance(to, Official) else f"colleague {(to.email or '').casefold()}"


def _holders(referral: Referral, step: Step) -> Due:
    return Due(referral, step, referral.official, referral.holder.delegation)


def _superiors(referral: Referral, step: Step, heads: Mapping[int, Official]) -> Due | None:
    superior = superior_of(referral.official, heads)
    return Due(referral, step, superior) if superior else None


def _open(first: dt.date, last: dt.date) -> list[Referral]:
    whom = joinedload(Referral.official)
    beside = (whom.joinedload(Official.authority).joinedload(Authority.parent), whom.joinedload(Official.superior))
    query = select(Referral).join(Referral.question).where(*awaited(), Referral.due_on.between(first, last))
    question = contains_eager(Referral.question).load_only(*_SHOWN)
    return list(
        db.session.scalars(
            query.options(question, *beside, selectinload(Referral.links), selectinload(Referral.delegations)).order_by(
                Referral.id
            )
        )
    )


def _sent_steps(referrals: Iterable[Referral]) -> set[tuple[int, str]]:
    """Return which reminders were written already, for the dates that hold now."""
    dates = {referral.id: referral.due_on for referral in referrals}
    query = select(Reminder).options(load_only(Reminder.referral_id, Reminder.step, Reminder.due_on))
    query = query.join(Reminder.referral).join(Referral.question).where(*awaited())
    return {(row.referral_id, row.step) for row in db.session.scalars(query) if dates.get(row.referral_id) == row.due_on}


def _written_to(today: dt.date) -> set[str]:
    """Return who has had a letter on a day, or has one under way that could not leave on the day it was written."""
    start = clock.start_of(today)
    under_way = Letter.state.in_(LEAVING)
    recent = (Reminder.at >= start - UNDER_WAY, or_(Reminder.at >= start, Reminder.sent_at >= start, under_way))
    query = select(Reminder).join(Reminder.letter).where(*recent)
    rows = db.session.scalars(query.options(joinedload(Reminder.official), joinedload(Reminder.delegation)))
    return {who(row.to) for row in rows}


def _heads() -> Mapping[int, Official]:
    """Return who leads each body now."""
    rows = db.session.scalars(select(Official).where(Official.is_head, Official.is_current).order_by(Official.id.desc()))
    return {official.authority_id: official for official in rows}


def superior_of(official: Official, heads: Mapping[int, Official]) -> Official | None:
    """Return who is told of an official's delay: the superior, the head of the body, or of the body above it."""
    above = official.authority.parent_id
    candidates = (official.superior, heads.get(official.authority_id), heads.get(above) if above else None)
    return next((each for each in candidates if each and each is not official and each.is_current), None)
