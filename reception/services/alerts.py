"""Letters about new answers: at most one a day to a subscription, with what the archive's own search finds.

Such a letter is never old: one that has not left in a few minutes is written anew, so that what was taken down meanwhile
is not in it, and one that came back is thrown away and written later.
"""

import datetime as dt
import hashlib
import hmac

from sqlalchemy import delete, select

from reception.current import settings
from reception.domain import clock
from reception.extensions import db
from reception.mail.letters import News
from reception.models import Event, Letter, LetterState, Subscription
from reception.queries.archive import new_answers
from reception.queries.engine import engine
from reception.queries.questions import public_questions
from reception.queries.selection import read_query
from reception.queries.subscriptions import may_be_due, under_way
from reception.search.engine import IndexUnusable
from reception.services.post import post
from reception.services.subscriptions import remove
from reception.services.transaction import transaction

NAME = "new_answers"
MOST = 30
"""Questions listed in one letter; the rest is in the archive."""

BETWEEN = dt.timedelta(days=1)
AFTER_FAILURE = dt.timedelta(hours=1)
OLD = dt.timedelta(minutes=5)
SETTLED = dt.timedelta(minutes=10)
"""How old an answer must be to be told of: by then its transaction is seen by all, and the index has it."""


def write_due() -> int:
    """Write the letters that are due; return how many. None are written while the index is behind: they would lack something."""
    take_back(OLD)
    until = clock.now() - max(SETTLED, dt.timedelta(seconds=settings().undo_seconds))
    try:
        if _index_is_behind(until):
            return 0
        return sum(_write(subscription_id, until) for subscription_id in may_be_due())
    except IndexUnusable:
        return 0


def _index_is_behind(until: dt.datetime) -> bool:
    unread = (Event.id > engine().position(), Event.at <= until, Event.question_id.is_not(None))
    return db.session.scalar(select(Event.id).where(*unread).limit(1)) is not None


def _write(subscription_id: int, until: dt.datetime) -> bool:
    """Write the letter to one subscription, if there is something to tell. The search is done before anybody has to wait."""
    subscription = db.session.get(Subscription, subscription_id)
    if subscription is None:
        return False
    found = new_answers(read_query(subscription.wanted), subscription.seen_until, until)
    if not found:
        return False
    with transaction():
        free = select(Subscription).where(Subscription.id == subscription_id, ~under_way()).with_for_update()
        subscription = db.session.scalar(free)
        questions = public_questions([question.id for question in found])
        if subscription is None or not questions:
            return False
        subscription.offered_until = until
        [letter] = post([NAME], News(subscription, tuple(questions[:MOST]), len(questions)))
        letter.message_id = _message_id(subscription, letter)
        return True


def _message_id(subscription: Subscription, letter: Letter) -> str:
    """Return the name of a letter: the same words to the same reader have the same name when they are written anew, so that
    after a broken line, when nobody knows whether they arrived, a mail program knows the copy."""
    told = f"{subscription.id}\n{subscription.seen_until}\n{letter.subject}\n{letter.body_text}"
    domain = settings().sender.rpartition("@")[2]
    return f"<{hmac.new(settings().token_key.encode(), told.encode(), hashlib.sha256).hexdigest()[:40]}@{domain}>"


def take_back(age: dt.timedelta = dt.timedelta(0)) -> None:
    """Throw away the letters about new answers that have waited for so long and not begun to leave; they are written anew."""
    waiting = (Letter.name == NAME, Letter.state == LetterState.QUEUED, Letter.created_at <= clock.now() - age)
    with transaction():
        db.session.execute(delete(Letter).where(*waiting))


def sent(letter: Letter) -> None:
    """Note what a subscriber has now been told of; other letters are none of it."""
    if letter.name == NAME:
        letter.subscription.seen_until = letter.subscription.offered_until
        letter.subscription.next_letter_at = clock.now() + BETWEEN


def not_sent(letter: Letter, final: bool, address_refused: bool) -> bool:
    """Settle a letter to a subscriber that did not leave; tell whether that was all there is to do.

    An address that the server refuses is forgotten, and so is one that nobody has confirmed when its letter cannot be
    delivered: it is no task for a librarian. Another try at a confirmation is made as for every letter.
    """
    subscription = letter.subscription
    if subscription is None:
        return False
    if address_refused or (final and subscription.confirmed_at is None):
        remove(subscription)
        return True
    if final or letter.name == NAME:
        subscription.next_letter_at = clock.now() + AFTER_FAILURE
        db.session.delete(letter)
        return True
    return False
