"""Where a message that fits nowhere may belong: by what it says, and by who wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from reception.current import settings
from reception.domain.numbers import parse_number
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import AT_HAND, Asker, Delegation, Incoming, IncomingState, Official, Question, Referral, ReferralState
from reception.queries.visibility import visible_to

MOST_GUESSES = 5
_NUMBER = re.compile(r"[^\W\d_]{1,6}[\s.\-\u2013\u2014]?\d{4}[\s.\-\u2013\u2014]\d{1,7}\b")


@dataclass(frozen=True)
class Guess:
    """A question to which a message may belong. `why`: thread, number, sender, learnt or office."""

    question: Question
    why: str


def guesses(actor: Actor, message: Incoming) -> list[Guess]:
    """Return the questions to which a held message may belong, the likeliest first.

    By the thread; by a number it names; by who wrote it: what that person has at hand, what the bodies have to whose questions
    the library attached that person's letters before, what the body has from whose domain the letter comes.
    """
    found: dict[int, Guess] = {}
    for why, condition in _ways(message):
        query = select(Question).where(visible_to(actor), condition).order_by(Question.due_on, Question.id.desc())
        for question in db.session.scalars(query.limit(MOST_GUESSES)):
            found.setdefault(question.id, Guess(question, why))
        if len(found) >= MOST_GUESSES:
            break
    return list(found.values())[:MOST_GUESSES]


def referral_named(message: Incoming) -> Referral | None:
    """Return the referral of a question whose number a message names, if it comes from the domain of who has it, and is the
    only one that waits for an answer there."""
    waiting = Referral.state == ReferralState.OPEN, Question.number.in_(_numbers(message))
    domain = message.sender.rpartition("@")[2].casefold()
    found = db.session.scalars(select(Referral).join(Referral.question).where(*waiting)).all() if domain else []
    there = [each for each in found if domain in {address.rpartition("@")[2] for address in each.addresses}]
    return there[0] if len(there) == 1 else None


def _ways(message: Incoming) -> Iterator[tuple[str, ColumnElement[bool]]]:
    if message.question_id:
        yield "thread", Question.id == message.question_id
    numbers = _numbers(message)
    if numbers:
        yield "number", Question.number.in_(numbers)
    if "@" not in message.sender:
        return
    standing = select(Delegation.referral_id).where(_is(Delegation.email, message.sender), Delegation.ended_at.is_(None))
    officials = select(Official.id).where(_is(Official.email, message.sender))
    yield "sender", _at_hand(or_(Referral.official_id.in_(officials), Referral.id.in_(standing)))
    yield "learnt", _at_hand(Referral.authority_id.in_(_bodies_before(message.sender)))
    body = _body_of(message.sender.rpartition("@")[2])
    if body:
        yield "office", _at_hand(Referral.authority_id == body)


def _numbers(message: Incoming) -> list[str]:
    typed = _NUMBER.findall(f"{message.subject}\n{message.text[:5000]}")
    parsed = (parse_number(each, settings().number_prefix) for each in typed[:20])
    return [number for number in parsed if number]


def _is(column: ColumnElement[str], address: str) -> ColumnElement[bool]:
    return func.lower(column) == address


def _at_hand(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Question.id.in_(select(Referral.question_id).where(Referral.state.in_(AT_HAND), condition))


def _bodies_before(sender: str) -> Select:
    """Select the bodies that have the questions to which letters of a sender were attached."""
    before = select(Incoming.question_id).where(Incoming.sender == sender, Incoming.state == IncomingState.ATTACHED)
    return select(Referral.authority_id).where(Referral.question_id.in_(before))


def _body_of(domain: str) -> int | None:
    """Return the body to which a domain belongs: all officials with addresses there are its own, and no asker has one there."""
    ours = func.lower(Official.email).endswith(f"@{domain}", autoescape=True)
    theirs = func.lower(Asker.email).endswith(f"@{domain}", autoescape=True)
    bodies = list(db.session.scalars(select(Official.authority_id).where(ours).distinct().limit(2)))
    return bodies[0] if len(bodies) == 1 and not db.session.scalar(select(exists().where(theirs))) else None
