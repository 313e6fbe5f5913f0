"""Mail that came in: to which letter or referral of ours it belongs, and what waits for a librarian."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import func, select

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import NotFound
from reception.domain.reply_address import letter_id_of, marks_of, referral_id_of
from reception.extensions import db
from reception.models import Incoming, IncomingState, Letter, Referral

_MOST_IDS = 50


def referrals_written_to(addresses: Iterable[str]) -> list[Referral]:
    """Return the referrals to whose addresses for answers a message came."""
    ours = settings()
    ids = [referral_id_of(ours.token_key, mark) for mark in marks_of(addresses, ours.mail_reply_address)]
    return list(db.session.scalars(select(Referral).where(Referral.id.in_(ids)).order_by(Referral.id)))


def letter_marked(marks: Iterable[str]) -> Letter | None:
    """Return the letter that one of these marks names, if we made it."""
    ids = (letter_id_of(settings().token_key, mark) for mark in marks)
    return next((letter for each in ids if each and (letter := db.session.get(Letter, each))), None)


def letter_of(message_ids: list[str]) -> Letter | None:
    """Return the newest letter of ours among these Message-IDs."""
    query = select(Letter).where(Letter.message_id.in_(message_ids[:_MOST_IDS]))
    return db.session.scalars(query.order_by(Letter.id.desc()).limit(1)).first()


def sent_on_with(letter: Letter) -> Incoming | None:
    """Return the message that a letter of ours sent on."""
    return db.session.scalar(select(Incoming).where(Incoming.letter_id == letter.id))


def known(fingerprint: str) -> Incoming | None:
    """Return the row of a message that came before."""
    return db.session.scalar(select(Incoming).where(Incoming.fingerprint == fingerprint))


def reports(letter: Letter, hard: bool, since: dt.timedelta, except_for: tuple[str, ...]) -> int:
    """Return how many reports of hard, or soft, failures there were on the address of a letter to an official, but for some
    reasons. Those on an address that the official had before say nothing of this one."""
    there = (Incoming.official_id == letter.official_id, func.lower(Incoming.address) == func.lower(letter.to_address))
    counted = (*there, Incoming.hard.is_(hard), Incoming.received_at > clock.now() - since)
    return db.session.scalar(select(func.count()).where(*counted, Incoming.reason.not_in(except_for))) or 0


def held(limit: int = 100) -> list[Incoming]:
    """Return the messages that wait for a librarian, oldest first."""
    query = select(Incoming).where(Incoming.state == IncomingState.HELD)
    return list(db.session.scalars(query.order_by(Incoming.received_at, Incoming.id).limit(limit)))


def held_since() -> dt.datetime | None:
    """Return since when the oldest message waits for a librarian."""
    return db.session.scalar(select(func.min(Incoming.received_at)).where(Incoming.state == IncomingState.HELD))


def held_count() -> int:
    """Return how many messages wait for a librarian."""
    return db.session.scalar(select(func.count()).where(Incoming.state == IncomingState.HELD)) or 0


def held_days() -> int:
    """Return for how many whole days the oldest message waits; 0 if none does."""
    since = held_since()
    return (clock.now() - since).days if since else 0


def message(incoming_id: int) -> Incoming:
    """Return a message that is kept. Raises NotFound, also for one that was thrown away."""
    row = db.session.get(Incoming, incoming_id)
    if row is None or row.stored_as is None:
        raise NotFound
    return row


def held_message(incoming_id: int) -> Incoming:
    """Return a message that waits for a librarian. Raises NotFound; the others may hold letters to askers."""
    row = message(incoming_id)
    if row.state is not IncomingState.HELD:
        raise NotFound
    return row


def drafted(referral: Referral) -> Incoming | None:
    """Return the newest message that became a draft of a referral's answer."""
    drafts = Incoming.state.in_((IncomingState.DRAFTED, IncomingState.ATTACHED))
    query = select(Incoming).where(Incoming.referral_id == referral.id, drafts)
    return db.session.scalars(query.order_by(Incoming.id.desc()).limit(1)).first()
