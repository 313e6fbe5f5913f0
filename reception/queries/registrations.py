"""Registration numbers that came by mail in automatic acknowledgements, to be entered by a librarian's button."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from reception.domain import clock
from reception.domain.lifecycle import WITH_OFFICIALS
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Incoming, IncomingState, Question, Referral, ReferralState
from reception.queries.visibility import visible_to

_SEEN_TO = (IncomingState.DISCARDED, IncomingState.FORWARDED)


@dataclass(frozen=True)
class Offer:
    """What an authority's program says of its registration of a question."""

    message: Incoming
    referral: Referral
    number: str
    on: dt.date | None
    """The day, if the message names one that can be."""

    @property
    def day(self) -> dt.date:
        """The day to enter: the one that is named, else the one on which the message came."""
        return self.on or clock.day_of(self.message.received_at)


def offers(actor: Actor, question: Question | None = None) -> list[Offer]:
    """Return what may be entered, of one question or of all: of each referral that waits for an answer and has no registration
    yet what came last, the oldest first."""
    one = (Question.id == question.id,) if question else ()
    parts = joinedload(Incoming.referral).joinedload(Referral.question)
    query = select(Incoming).join(Incoming.referral).join(Referral.question).where(*_waiting(actor), *one).options(parts)
    found: dict[int, Offer] = {}
    for message in db.session.scalars(query.order_by(Incoming.id)):
        on = _possible(message.registered_on, message.referral)
        found[message.referral_id] = Offer(message, message.referral, message.registered_number, on)
    return list(found.values())


def count(actor: Actor) -> int:
    """Return of how many referrals a registration may be entered."""
    wanted = select(func.count(Incoming.referral_id.distinct())).join(Incoming.referral).join(Referral.question)
    return db.session.scalar(wanted.where(*_waiting(actor))) or 0


def _waiting(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    named = Incoming.registered_number.is_not(None), Incoming.state.not_in(_SEEN_TO)
    at_hand = Question.state.in_(WITH_OFFICIALS), visible_to(actor)
    return *named, Referral.state == ReferralState.OPEN, Referral.registered_on.is_(None), *at_hand


def offer_of(actor: Actor, referral: Referral) -> Offer | None:
    """Return what may be entered for a referral."""
    return next((each for each in offers(actor, referral.question) if each.referral is referral), None)


def _possible(on: dt.date | None, referral: Referral) -> dt.date | None:
    return on if on and clock.day_of(referral.sent_at) <= on <= clock.today() else None
