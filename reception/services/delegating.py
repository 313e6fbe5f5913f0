"""An official passes a question on to a colleague, who answers it in the own name; it can be taken, given and put back.

Links stay one a person: the colleague gets a link of the own, and the link of whoever passed it on is there to look only.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed, TooMany
from reception.domain.events import Tag
from reception.domain.lifecycle import Action
from reception.domain.roles import SYSTEM, Actor
from reception.domain.text import LONGEST_REASON, checked_text
from reception.extensions import db
from reception.mail.letters_on_delegation import delegation_back
from reception.mail.occasions import Occasion
from reception.models import (
    AnswerLink,
    Audience,
    Delegation,
    Ended,
    Holder,
    Letter,
    LetterState,
    Official,
    Question,
    Referral,
    ReferralState,
)
from reception.queries.complaints import is_complained_of
from reception.queries.links import was_opened
from reception.queries.staff import is_librarys
from reception.services import directory_fields as fields
from reception.services.journal import record
from reception.services.links import make_answer_link
from reception.services.move import check, move
from reception.services.post import post
from reception.services.respond import must_be_open
from reception.services.transaction import transaction

A_DAY = 5
"""So often a referral may be passed on within a day."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """To whom a question is passed on, and a word to the colleague."""

    name: str
    email: str
    post: str = ""
    message: str = ""

    def cleaned(self) -> "Colleague":
        """Return the same as it can be stored. Raises Invalid for what is missing or cannot be."""
        name, email = fields.line(self.name, "name"), fields.email(self.email, "email")
        if not name:
            raise Invalid("colleague_name_needed", field="name")
        if not email:
            raise Invalid("colleague_email_needed", field="email")
        message = checked_text(self.message, "message", LONGEST_REASON, missing=None)
        return Colleague(name=name, email=email, post=fields.line(self.post, "post") or "", message=message)


def delegate(actor: Actor, referral: Referral, colleague: Colleague) -> Delegation:
    """Pass a question on to a colleague, who gets a personal link by letter; what was typed so far goes with it.

    The link of whoever passes it on is there to look only from now. Raises Invalid, with the field, for what is missing and for
    an address to which it may not go; NotAllowed if it was answered or passed on meanwhile; TooMany after five times a day.
    """
    with transaction():
        must_be_open(referral, actor)
        question, before = referral.question, referral.holder
        check(question, Action.DELEGATE, actor)
        colleague = colleague.cleaned()
        _check_address(referral, colleague.email)
        _check_how_often(referral)
        step = Delegation(
            earlier=before.delegation,
            name=colleague.name,
            post=colleague.post or None,
            email=colleague.email,
            language=before.language,
            message=colleague.message or None,
            created_at=clock.now(),
        )
        referral.delegations.append(step)
        make_answer_link(referral, step)
        db.session.flush()
        occasion = Occasion(question, (referral,), person=referral.holder, others=(before,))
        move(question, Action.DELEGATE, actor, occasion=occasion, holder=before.title, to=referral.holder.title)
        return step


def _check_address(referral: Referral, email: str) -> None:
    """Raise Invalid for an address to which a question may not be passed on; an asker's is not said to be one."""
    question, holder = referral.question, referral.holder
    if email == (holder.email or "").lower():
        raise Invalid("delegate_to_oneself", field="email")
    for earlier in referral.passed_on_by:
        if email == (earlier.email or "").lower():
            raise Invalid("delegate_to_earlier", field="email", name=earlier.name)
    if is_librarys(email):
        raise Invalid("delegate_to_library", field="email")
    if email in {(each.asker.email or "").lower() for each in (question, *question.duplicates) if each.asker}:
        raise Invalid("delegate_address", field="email")
    official = db.session.scalar(select(Official).where(func.lower(Official.email) == email))
    if official and is_complained_of(question, official):
        raise Invalid("complaint_to_its_object", field="email", name=official.name)
    if official and official.id in {each.official_id for each in question.at_hand if each is not referral}:
        raise Invalid("official_has_it", field="email")


def _check_how_often(referral: Referral) -> None:
    day = dt.timedelta(days=1)
    recent = [step.created_at for step in referral.delegations if step.created_at > clock.now() - day]
    if len(recent) >= A_DAY:
        raise TooMany(max(1, (recent[-A_DAY] + day - clock.now()) // dt.timedelta(minutes=1)))


def take_back(actor: Actor, referral: Referral) -> None:
    """Take a question back that one has passed on. Raises NotAllowed if it was answered, or is not with a colleague now."""
    with transaction():
        must_be_open(referral)
        question, holder = referral.question, referral.holder
        check(question, Action.TAKE_BACK, actor)
        whose = [link.person for link in referral.links if link.id == actor.link_id and link.stand_in is None]
        if not whose or whose[0] not in referral.passed_on_by:
            raise NotAllowed("not_passed_on")
        step = referral.chain[referral.passed_on_by.index(whose[0])]
        gone = _end(step, Ended.TAKEN_BACK)
        occasion = Occasion(question, (referral,), person=referral.holder, others=gone)
        move(question, Action.TAKE_BACK, actor, occasion=occasion, holder=holder.title, to=referral.holder.title)


def hand_back(actor: Actor, referral: Referral, reason: str = "") -> None:
    """Give a question back to the one who passed it on. Raises NotAllowed if it did not come from a colleague."""
    with transaction():
        must_be_open(referral, actor)
        question, holder = referral.question, referral.holder
        check(question, Action.HAND_BACK, actor)
        if holder.delegation is None:
            raise NotAllowed("not_passed_on")
        reason = checked_text(reason, "reason", LONGEST_REASON, missing=None)
        gone = _end(holder.delegation, Ended.HANDED_BACK)
        occasion = Occasion(question, (referral,), reason=reason or None, person=referral.holder, others=gone)
        told = {"holder": holder.title, "to": referral.holder.title}
        move(question, Action.HAND_BACK, actor, occasion=occasion, **told, reason=reason or None)


def undelegate(actor: Actor, step: Delegation, reason: str, version: int | None = None) -> None:
    """Undo a delegation at the desk, and all that followed it: the question is again with whoever passed it on first."""
    with transaction():
        referral = step.referral
        must_be_open(referral)
        question, holder = referral.question, referral.holder
        check(question, Action.UNDELEGATE, actor, version)
        if not step.is_standing:
            raise NotAllowed("not_passed_on")
        gone = _end(step, Ended.UNDONE)
        reason = checked_text(reason, "reason", LONGEST_REASON, missing="reason_needed")
        occasion = Occasion(question, (referral,), reason=reason, person=referral.holder, others=gone)
        told = {"holder": holder.title, "to": referral.holder.title}
        move(question, Action.UNDELEGATE, actor, occasion=occasion, **told, reason=reason)


def came_back(letter: Letter) -> None:
    """No server knows the colleague's address: the question is with whoever passed it on again, and that one is told.

    Unless the colleague has opened the link all the same, or it has gone further. Runs within a transaction.
    """
    step = letter.answer_link.delegation if letter.answer_link else None
    if step is None or not step.is_standing:
        return
    referral, question = step.referral, step.referral.question
    step.address_refused_at = clock.now()
    holder, own = referral.holder, [link for link in referral.links if link.delegation is step]
    if referral.state is not ReferralState.OPEN or holder.delegation is not step or was_opened(own):
        return
    gone = _end(step, Ended.NOT_DELIVERED)
    letter.state = LetterState.SETTLED
    record(Tag.DELEGATION_FAILED, SYSTEM, question, holder=holder.title, to=referral.holder.title)
    question.changed_at = clock.now()
    post((delegation_back.__name__,), Occasion(question, (referral,), person=referral.holder, others=gone))


def _end(step: Delegation, how: Ended) -> tuple[Holder, ...]:
    """End a delegation and all that followed it, with their links; return who had the question by them."""
    referral = step.referral
    ended = referral.chain[referral.chain.index(step) :]
    for each in ended:
        each.ended_at, each.ended = clock.now(), how
    for link in referral.links:
        if link.delegation in ended:
            link.revoked_at = link.revoked_at or clock.now()
    return tuple(Holder(referral, each) for each in ended)


def erase(question: Question) -> None:
    """Erase what is known of colleagues but is no part of an answer or of the journal: addresses, words, their letters."""
    steps = [step for referral in question.referrals for step in referral.delegations if step.email]
    if not steps:
        return
    links = select(AnswerLink.id).where(AnswerLink.delegation_id.in_([step.id for step in steps]))
    db.session.execute(delete(Letter).where(Letter.question_id == question.id, Letter.answer_link_id.in_(links)))
    # Letters about several questions: a reminder, or the links to all that is one's own.
    several = (Letter.audience == Audience.OFFICIAL, Letter.official_id.is_(None), Letter.question_id.is_(None))
    of_then = (Letter.to_address.in_([step.email for step in steps]), Letter.created_at <= question.changed_at)
    nobody = {"to_address": "", "to_name": None, "body_text": "", "body_html": ""}
    db.session.execute(update(Letter).where(*several, *of_then).values(**nobody))
    for step in steps:
        step.email = step.message = None
