"""Somebody wants to be told of new answers: asks for it, confirms by a letter's link, and stops at any time."""

import datetime as dt

from sqlalchemy import delete, select

from reception.domain import clock, tokens
from reception.domain.errors import NotFound
from reception.extensions import db
from reception.mail.compose import subscription_token
from reception.mail.letters import News
from reception.models import Letter, LetterState, Subscription
from reception.queries.selection import Selection
from reception.queries.subscriptions import UNCONFIRMED, subscription_of
from reception.services.limits import spend, within
from reception.services.post import post
from reception.services.transaction import transaction

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
PER_CLIENT = ((10, HOUR), (30, DAY))
PER_TERMINAL = ((30, HOUR), (200, DAY))
PER_ADDRESS = ((5, DAY),)
"""Letters asked for: nobody's mailbox is filled by strangers."""

LETTERS_KEPT = dt.timedelta(days=30)
"""How long the letters to a subscriber are kept after they have left."""


def subscribe(email: str, selection: Selection, language: str, client: str, at_terminal: bool = False) -> None:
    """Send a letter that asks whoever reads the address to confirm, or says that it is subscribed already.

    What follows is the same in every case, so nobody learns whether an address is subscribed; beyond the limit of an
    address no letter is written. Raises TooMany when the client has asked too often.
    """
    with transaction():
        for limit, window in PER_TERMINAL if at_terminal else PER_CLIENT:
            spend(f"subscribe:from:{window}:{client}", limit, window)
        if all(within(f"subscribe:to:{window}:{email.lower()}", limit, window) for limit, window in PER_ADDRESS):
            post(["subscription"], News(_wanted(email.lower(), selection.to_come().query(), language)))


def _wanted(email: str, wanted: str, language: str) -> Subscription:
    """Return the subscription of an address to a query, made if it is new."""
    same = (Subscription.email == email, Subscription.wanted == wanted)
    subscription = db.session.scalar(select(Subscription).where(*same).limit(1)) or _new(email, wanted)
    subscription.language, subscription.asked_at = language, clock.now()
    return subscription


def _new(email: str, wanted: str) -> Subscription:
    now = clock.now()
    subscription = Subscription(email=email, wanted=wanted, nonce=tokens.new_nonce(), next_letter_at=now, seen_until=now)
    subscription.token_hash = tokens.hash_token(subscription_token(subscription))
    db.session.add(subscription)
    return subscription


def confirm(token: str) -> None:
    """Let letters come from now on; doing it twice is doing it once. Raises NotFound."""
    with transaction():
        subscription = _of(token)
        if subscription.confirmed_at is None:
            subscription.confirmed_at = subscription.seen_until = subscription.next_letter_at = clock.now()


def stop(token: str) -> None:
    """Forget a subscription, its address and its letters at once. Raises NotFound."""
    with transaction():
        remove(_of(token))


def _of(token: str) -> Subscription:
    subscription = subscription_of(token)
    if subscription is None:
        raise NotFound
    return subscription


def remove(subscription: Subscription) -> None:
    """Delete a subscription and every letter to it."""
    with transaction():
        db.session.execute(delete(Letter).where(Letter.subscription_id == subscription.id))
        db.session.delete(subscription)


def sweep() -> None:
    """Forget what nobody confirmed in three days, and letters that left a month ago."""
    with transaction():
        late = (Subscription.confirmed_at.is_(None), Subscription.asked_at <= clock.now() - UNCONFIRMED)
        for subscription in db.session.scalars(select(Subscription).where(*late)).all():
            remove(subscription)
        left = (Letter.state.in_((LetterState.SENT, LetterState.DELIVERED)), Letter.sent_at < clock.now() - LETTERS_KEPT)
        db.session.execute(delete(Letter).where(Letter.subscription_id.is_not(None), *left))
