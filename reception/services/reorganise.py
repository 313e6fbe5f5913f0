"""One body takes over the tasks of another: from a day on the old one is offered nowhere, and the new one in its place.

Questions that were handed on keep the old body, for it is the one that was asked; those that were not go to the new one.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from reception.domain import clock
from reception.domain.deadlines import Due
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.lifecycle import WITH_OFFICIALS, State
from reception.domain.permission_names import Permission
from reception.domain.roles import SYSTEM, Actor
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import AT_HAND, Authority, Official, Question, Referral, ReferralState
from reception.permissions import require
from reception.services import daily, dates
from reception.services.complaints import must_not_come_to_their_object
from reception.services.directory import put
from reception.services.journal import record
from reception.services.links import make_answer_link
from reception.services.post import post
from reception.services.refer import end
from reception.services.transaction import transaction

BEFORE = (State.RECEIVED, State.ACCEPTED, State.CLARIFICATION)
ONE_DAY = dt.timedelta(days=1)


class People(StrEnum):
    """What becomes of the officials of a body that ends, and of the questions they have at hand."""

    STAY = "stay"
    """They answer what they have and are offered no more."""
    MOVE = "move"
    """They go on in the new body, with what they have."""
    HAND_OVER = "hand_over"
    """What they have goes to an official of the new body; the terms run on."""


@dataclass(frozen=True)
class Reorganisation:
    """A body ends and another has its tasks since a day. `official` is who gets what is at hand, if it is handed over."""

    body: Authority
    into: Authority
    since: dt.date
    people: People = People.STAY
    official: Official | None = None


def reorganise(actor: Actor, wanted: Reorganisation) -> None:
    """Let a body end and another take its tasks over: topics, questions not yet handed on, and its people as chosen.

    Raises Invalid, with the field, for a day to come, a body that is over itself or follows the other in a circle, and for
    an official of another body or without a working address; and if a complaint of what the new body takes over would be with it.
    """
    with transaction():
        require(actor, Permission.ADMINISTER)
        _check(wanted)
        body, into = wanted.body, wanted.into
        put(actor, Authority, {"valid_to": wanted.since - ONE_DAY, "successor": into}, body)
        _take_over(actor, body, into)
        if wanted.people is People.MOVE:
            for official in [each for each in body.officials if each.is_current]:
                put(actor, Official, {"authority": into}, official)
        elif wanted.people is People.HAND_OVER:
            _hand_over(body, wanted.official)
        db.session.flush()
        must_not_come_to_their_object(into)


def settle() -> int:
    """Let those take over whose day has come: of bodies whose last day the directory knew before. Return how many ended."""
    with transaction():
        over = select(Authority).where(Authority.successor_id.is_not(None), Authority.valid_to < clock.today())
        ended = [body for body in db.session.scalars(over.order_by(Authority.id)) if body.heir and _has_tasks(body)]
        for body in ended:
            _take_over(SYSTEM, body, body.heir)
        return len(ended)


def _check(wanted: Reorganisation) -> None:
    if wanted.since > clock.today():
        raise Invalid("day_to_come", field="since")
    if wanted.into is wanted.body or not wanted.into.is_current:
        raise Invalid("authority_id_gone", field="into")
    if wanted.people is People.HAND_OVER:
        official = wanted.official
        if official is None or official.authority is not wanted.into or not official.is_current:
            raise Invalid("official_of_the_new_body", field="official")
        if not official.can_be_reached:
            raise Invalid("official_without_address", field="official")


def _take_over(actor: Actor, body: Authority, into: Authority) -> None:
    if body.topics:
        put(actor, Authority, {"topics": list(dict.fromkeys([*into.topics, *body.topics]))}, into)
        put(actor, Authority, {"topics": []}, body)
    for question in db.session.scalars(_not_handed_on(body)).all():
        question.authority_id, question.changed_at = into.id, clock.now()
        change = {"before": {"authority_id": body.id}, "after": {"authority_id": into.id}}
        record(Tag.EDITED, actor, question, fields=["authority_id"], **change)


def _has_tasks(body: Authority) -> bool:
    return bool(body.topics) or db.session.scalar(_not_handed_on(body).limit(1)) is not None


def _not_handed_on(body: Authority):
    nobody = ~Question.referrals.any()
    return select(Question).where(Question.authority_id == body.id, Question.state.in_(BEFORE), nobody).order_by(Question.id)


def _hand_over(body: Authority, official: Official) -> None:
    at_hand = (Referral.state.in_(AT_HAND), Question.state.in_(WITH_OFFICIALS))
    query = select(Referral).join(Referral.question).where(Referral.authority_id == body.id, *at_hand).order_by(Referral.id)
    for old in db.session.scalars(query).all():
        question = old.question
        was_sent = old.state is ReferralState.OPEN
        has_it = official.id in {each.official_id for each in question.open_referrals}
        if end(old, ReferralState.RECALLED):
            post(("recalled",), Occasion(question, (old,), reason=official.authority.name_uk))
        if not has_it:
            _hand_on(question, old, official, was_sent)
        question.changed_at = clock.now()


def _hand_on(question: Question, old: Referral, official: Official, was_sent: bool) -> None:
    """Give a question to another official: the term that ran runs on, one that waited for an address begins."""
    new = Referral(
        official=official,
        authority=official.authority,
        authority_name=official.authority.name_uk,
        official_name=official.name,
        official_post=official.post,
        state=ReferralState.OPEN,
        message=old.message,
        sent_at=clock.now(),
        due_on=old.due_on,
        due_at=old.due_at,
        extended=old.extended,
    )
    question.referrals.append(new)
    db.session.flush()
    make_answer_link(new)
    entries = [entry for entry in question.deadlines if entry.referral_id == old.id]
    if was_sent and entries:
        last = entries[-1]
        dates.enter(question, "moved", Due(last.pure_on, last.due_on, last.rule, last.due_at), last.counted_from, new)
    else:
        dates.enter_answer(question, new, "referred")
    if question.authority_id == old.authority_id:
        question.authority_id = new.authority_id
    question.referred_at = question.referred_at or clock.now()
    dates.run_authority_clock(question)
    new.awaits_daily = daily.waits(new)
    told = {"authority": new.authority_name, "official": new.official_name, "due": new.due_on.isoformat()}
    record(Tag.REFERRAL_MOVED, SYSTEM, question, **told)
    post(("referral", "referred"), Occasion(question, (new,)))
