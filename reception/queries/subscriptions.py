"""Subscriptions as they are looked up: by the token of a letter's link, and those whose letter may be due."""

import datetime as dt

from sqlalchemy import exists, or_, select

from reception.domain import clock, tokens
from reception.extensions import db
from reception.models import LEAVING, Letter, Subscription

UNCONFIRMED = dt.timedelta(days=3)
"""How long a subscription waits for its confirmation, and is then forgotten."""


def subscription_of(token: str) -> Subscription | None:
    """Return the subscription of a token; none if it waited too long for its confirmation."""
    digest = tokens.hash_token(token)
    alive = or_(Subscription.confirmed_at.is_not(None), Subscription.asked_at > clock.now() - UNCONFIRMED)
    found = db.session.scalar(select(Subscription).where(Subscription.token_hash == digest, alive))
    return found if found and tokens.same(found.token_hash, digest) else None


def may_be_due() -> list[int]:
    """Return the ids of confirmed subscriptions that may be written to now and for which no letter is under way."""
    due = (Subscription.confirmed_at.is_not(None), Subscription.next_letter_at <= clock.now(), ~under_way())
    return list(db.session.scalars(select(Subscription.id).where(*due).order_by(Subscription.id)))


def under_way():
    """The condition that a letter about new answers to a subscription has not left."""
    unsent = Letter.state.in_(LEAVING)
    return exists().where(Letter.subscription_id == Subscription.id, Letter.name == "new_answers", unsent)
