"""Mail that came in: to which letter or referral of ours it belongs, and what waits for a librarian."""

import datetime as dt
import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import NotFound
from reception.domain.numbers import parse_number
from reception.domain.reply_address import letter_id_of, marks_of, referral_id_of
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Incoming, IncomingState, Letter, Official, Question, Referral, ReferralState
from reception.queries.visibility import visible_to

MOST_GUESSES = 3
_MOST_IDS = 50
_NUMBER = re.compile(r"[^\W\d_]{1,6}[\s.\-\u2013\u2014]?\d{4}[\s.\-\u2013\u2014]\d{1,7}\b")


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


def known(fingerprint: str) -> Incoming | None:
    """Return the row of a message that came before."""
    return db.session.scalar(select(Incoming).where(Incoming.fingerprint == fingerprint))


def reports(official_id: int, hard: bool, since: dt.timedelta, except_for: tuple[str, ...]) -> int:
    """Return how many reports of hard, or soft, failures there were on letters to an official, but for some reasons."""
    counted = (Incoming.official_id == official_id, Incoming.hard.is_(hard), Incoming.received_at > clock.now() - since)
    return db.session.scalar(select(func.count()).where(*counted, Incoming.reason.not_in(except_for))) or 0


def held() -> list[Incoming]:
    """Return the messages that wait for a librarian, oldest first."""
    return list(db.session.scalars(select(Incoming).where(Incoming.state == IncomingState.HELD).order_by(Incoming.id).limit(100)))


def held_count() -> int:
    """Return how many messages wait for a librarian."""
    return db.session.scalar(select(func.count()).where(Incoming.state == IncomingState.HELD)) or 0


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
    query = select(Incoming).where(Incoming.referral_id == referral.id)
    return db.session.scalars(query.order_by(Incoming.id.desc()).limit(1)).first()


def guesses(actor: Actor, incoming: Incoming) -> list[Question]:
    """Return the questions to which a held message may belong, the likeliest first: by thread, by number, by sender."""
    found = [*_where(actor, Question.id == (incoming.question_id or 0)), *_where(actor, Question.number.in_(_numbers(incoming)))]
    at_hand = (Referral.state == ReferralState.OPEN, Official.email == incoming.sender)
    of_sender = select(Referral.question_id).join(Official, Referral.official_id == Official.id).where(*at_hand)
    found += _where(actor, Question.id.in_(of_sender))
    return list(dict.fromkeys(found))[:MOST_GUESSES]


def _where(actor: Actor, condition: ColumnElement[bool]) -> list[Question]:
    query = select(Question).where(visible_to(actor), condition).order_by(Question.id.desc()).limit(MOST_GUESSES)
    return list(db.session.scalars(query))


def _numbers(incoming: Incoming) -> list[str]:
    typed = _NUMBER.findall(f"{incoming.subject}\n{incoming.text[:5000]}")
    parsed = (parse_number(each, settings().number_prefix) for each in typed[:20])
    return [number for number in parsed if number]
