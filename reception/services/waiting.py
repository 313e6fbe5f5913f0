"""Questions to officials who cannot be reached: they wait, and leave by themselves once there is an address.

While a question waits no letter is made and the authority's term does not run, for it has received nothing; the library's
own duty to pass the question on goes on (Law 393/96-ВР, art. 7).
"""

from sqlalchemy import and_, or_, select

from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.lifecycle import WITH_OFFICIALS, Action, row_of
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Letter, LetterState, Official, Referral, ReferralState
from reception.queries.complaints import is_complained_of
from reception.queries.links import was_opened
from reception.services import daily, dates
from reception.services.journal import record
from reception.services.links import make_answer_link, revoke_links
from reception.services.post import post
from reception.services.transaction import transaction


def note(referral: Referral) -> None:
    """Write into the journal that a referral waits for its official's address."""
    whom = {"authority": referral.authority_name, "official": referral.official_name}
    record(Tag.WAITS_FOR_ADDRESS, SYSTEM, referral.question, **whom)


def came_back(letter: Letter) -> None:
    """The letter that handed a question over found no address: the authority has not received it, and its term does not run.

    Unless the official has opened the link all the same. So it is with letters that came back before the address was given
    up, and with those that can no longer leave. Runs within a transaction.
    """
    _not_received(letter)
    if letter.official_id is None:
        return
    due = and_(Letter.state == LetterState.QUEUED, Letter.next_attempt_at <= clock.now())
    others = select(Letter).where(Letter.official_id == letter.official_id, or_(Letter.state == LetterState.FAILED, due))
    for other in db.session.scalars(others.order_by(Letter.id)).all():
        if _not_received(other) and other.state is LetterState.QUEUED:
            _settle(other)


def came_back_from_old_address(letter: Letter) -> None:
    """A letter found no address, but its official has another one since: that says nothing of the new one, and the letter goes
    there; a question that it handed over was not received until now. Runs within a transaction."""
    _not_received(letter)
    release(letter.official)


def _not_received(letter: Letter) -> bool:
    """Let what a letter handed over wait again, unless it was opened all the same; tell whether anything was to be done."""
    handed_over = [each.link for each in letter.enclosures] if letter.name == daily.NAME else []
    if letter.name == "referral" and letter.answer_link:
        handed_over = [letter.answer_link]
    missed = [link.referral for link in handed_over if link.referral.state is ReferralState.OPEN]
    missed = [referral for referral in missed if not was_opened(referral.links)]
    for referral in missed:
        _not_delivered(referral)
    return bool(missed)


def _not_delivered(referral: Referral) -> None:
    question = referral.question
    referral.state, referral.sent_at = ReferralState.WAITING, clock.now()
    note(referral)
    revoke_links(referral)
    if not question.open_referrals and not question.answers:
        question.referred_at = question.answer_due_on = question.answer_due_at = None
    if question.state in WITH_OFFICIALS:
        dates.follow_referrals(question, "not_delivered")
    question.changed_at = clock.now()


def release(official: Official) -> None:
    """Send what waits for an official who can be reached now; the authority's term begins with it.

    A complaint of the body whose tasks his own has taken over meanwhile waits for a librarian.
    Other letters that could not be delivered to the old address leave again too, and those that waited go to the new one.
    """
    with transaction():
        if not official.can_be_reached:
            return
        waiting = select(Referral).where(Referral.official_id == official.id, Referral.state == ReferralState.WAITING)
        for referral in db.session.scalars(waiting.order_by(Referral.id)).all():
            question = referral.question
            if question.state in WITH_OFFICIALS and not is_complained_of(question, official):
                _send(referral)
        failed = select(Letter).where(Letter.official_id == official.id, Letter.state == LetterState.FAILED)
        for letter in db.session.scalars(failed.order_by(Letter.id)).all():
            _see_to(letter, official)
        unsent = select(Letter).where(Letter.official_id == official.id, Letter.state == LetterState.QUEUED)
        for letter in db.session.scalars(unsent).all():
            letter.to_address = official.email


def _send(referral: Referral) -> None:
    question = referral.question
    referral.state, referral.sent_at = ReferralState.OPEN, clock.now()
    make_answer_link(referral)
    question.referred_at = question.referred_at or clock.now()
    question.changed_at = clock.now()
    dates.enter_answer(question, referral, "referred")
    dates.run_authority_clock(question)
    referral.awaits_daily = daily.waits(referral)
    whom = {"authority": referral.authority_name, "official": referral.official_name}
    record(Tag.ADDRESS_FOUND, SYSTEM, question, **whom, due=referral.due_on.isoformat())
    post(row_of(Action.REFER).letters, Occasion(question, (referral,)))


def _see_to(letter: Letter, official: Official) -> None:
    """Let a letter leave again, unless it handed over what another letter hands over now."""
    if letter.name == "referral" and letter.answer_link and letter.answer_link.revoked_at:
        _settle(letter)
        return
    letter.to_address, letter.state = official.email, LetterState.QUEUED
    letter.attempts, letter.next_attempt_at = 0, clock.now()
    record(Tag.LETTER_SENT_AGAIN, SYSTEM, letter.question, letter_id=letter.id)


def _settle(letter: Letter) -> None:
    letter.state = LetterState.SETTLED
    record(Tag.LETTER_SETTLED, SYSTEM, letter.question, letter_id=letter.id)
