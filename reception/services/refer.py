"""The librarian refers a question to officials, or takes it back from them."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, update

from reception.current import terms
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action, State, row_of
from reception.domain.placeholders import refuse_places
from reception.domain.roles import Actor
from reception.domain.text import clean_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Letter, LetterState, Official, Question, Referral, ReferralState
from reception.queries.complaints import is_complained_of
from reception.services import daily, dates, waiting
from reception.services.links import make_answer_link, revoke_links
from reception.services.move import check, move
from reception.services.post import not_left_yet
from reception.services.transaction import transaction
from reception.services.undoable import undoable


def refer(
    actor: Actor,
    question: Question,
    official_ids: Sequence[int],
    message: str = "",
    version: int | None = None,
    responsible_id: int | None = None,
) -> list[Referral]:
    """Hand a question to one or more officials; each gets a letter with a link of his own, or waits for an address.

    The authority's term counts from now (Law 393/96-ВР, art. 20; Law 2939-VI, art. 20). One is
    responsible: whoever is chosen for it, else the first, if nobody is yet; the others are asked to contribute. Raises
    Invalid if no official is chosen or one is no longer there.
    """
    with transaction(), undoable(actor, question, Action.REFER):
        check(question, Action.REFER, actor, version)
        officials = chosen(question, official_ids)
        refuse_places(message, "message")
        referrals = [new_referral(question, official, message) for official in officials]
        question.referrals.extend(referrals)
        db.session.flush()
        _make_responsible(question, referrals, responsible_id)
        due = hand_over(question, referrals)
        move(
            question,
            Action.REFER,
            actor,
            occasion=Occasion(question, tuple(referrals)),
            authority="; ".join(dict.fromkeys(r.authority_name for r in referrals)),
            official="; ".join(r.official_name for r in referrals),
            due=due and due.isoformat(),
        )
        for referral in question.waiting_referrals:
            if referral in referrals:
                waiting.note(referral)
        return referrals


def _make_responsible(question: Question, referrals: Sequence[Referral], official_id: int | None) -> None:
    """Say who of new officials is responsible. Raises Invalid if the one who should be is not among them."""
    if official_id and all(each.official_id != official_id for each in referrals):
        raise Invalid("responsible_not_chosen", field="responsible")
    at_hand = [each for each in question.at_hand if each.is_responsible]
    if at_hand and not official_id:
        return
    for each in at_hand:
        each.is_responsible = False
    chief = next((each for each in referrals if each.official_id == official_id), referrals[0])
    chief.is_responsible = True
    question.authority_id = chief.authority_id


def next_responsible(question: Question) -> Referral | None:
    """Make the first of those who have a question responsible if nobody at hand is any more; return that referral."""
    at_hand = question.at_hand
    if not at_hand or question.state is State.ANSWERED or any(each.is_responsible for each in at_hand):
        return None
    at_hand[0].is_responsible = True
    question.authority_id = at_hand[0].authority_id
    return at_hand[0]


def hand_over(question: Question, referrals: Sequence[Referral], event: str = "referred") -> dt.date | None:
    """Let the term of those run who can be reached, and the others wait; return the date by which all must have answered."""
    for referral in referrals:
        if referral.official.can_be_reached:
            make_answer_link(referral)
            dates.enter_answer(question, referral, event)
            referral.awaits_daily = daily.waits(referral)
        else:
            referral.state = ReferralState.WAITING
    if not question.open_referrals:
        return None
    question.referred_at = question.referred_at or clock.now()
    dates.run_authority_clock(question)
    return question.due_on


def recall(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Take a question back from all officials who have not answered; their links end."""
    with transaction(), undoable(actor, question, Action.RECALL):
        check(question, Action.RECALL, actor, version)
        reason = clean_text(reason)
        names = ", ".join(r.authority_name for r in question.at_hand)
        occasion = Occasion(question, take_back(question), reason=reason)
        move(question, Action.RECALL, actor, occasion=occasion, authority=names, reason=reason)
        dates.follow_referrals(question, "recalled")


def take_back(question: Question) -> tuple[Referral, ...]:
    """End all referrals of a question that nobody has answered; return those of officials who know of it and must be told.

    Whoever waits for the answer gets no word of a hand-over that has not been told yet, for there is none any more.
    """
    told = tuple(each for each in question.at_hand if end(each, ReferralState.RECALLED))
    _withhold(Letter.question_id.in_([question.id, *(each.id for each in question.duplicates)]))
    return told


def end(referral: Referral, state: ReferralState) -> bool:
    """Close a referral without an answer; tell whether its official knows of it.

    A letter that still waits to be undone is not sent: nobody gets a dead link, nor word that one is taken back.
    """
    untold = _withhold(
        Letter.question_id == referral.question_id, Letter.answer_link_id.in_([link.id for link in referral.links])
    )
    knows = referral.state is ReferralState.OPEN and not daily.forget(referral) and not untold
    referral.state = state
    referral.closed_at = clock.now()
    revoke_links(referral)
    dates.forget_what_is_not_owed(referral.question)
    return knows


def _withhold(*conditions: ColumnElement[bool]) -> int:
    """Stop letters that hand a question over and can still be undone; return how many."""
    handing_over = Letter.name.in_(row_of(Action.REFER).letters)
    unsent = update(Letter).where(*conditions, handing_over, *not_left_yet(clock.now()))
    unsent = unsent.values(state=LetterState.STOPPED, tell_since=None)
    return db.session.execute(unsent.execution_options(synchronize_session=False)).rowcount


def chosen(question: Question, official_ids: Sequence[int]) -> list[Official]:
    """Return the officials of these ids.

    Raises Invalid if there is none, one has left or its body has ended, one has the question already, one is complained of or
    answers for the body that is (Law 393/96-ВР, art. 7), or the question lacks what the law asks for (art. 5; Law 2939-VI,
    art. 19).
    """
    if not official_ids:
        raise Invalid("official_needed", field="officials")
    officials = [db.session.get(Official, official_id) for official_id in dict.fromkeys(official_ids)]
    if not all(official is not None and official.is_in_office for official in officials):
        raise Invalid("official_gone", field="officials")
    if question.lacks:
        raise Invalid(f"{question.kind}_lacks_requisites")
    complained_of = next((official for official in officials if is_complained_of(question, official)), None)
    if complained_of:
        raise Invalid("complaint_to_its_object", field="officials", name=complained_of.name)
    at_hand = {referral.official_id for referral in question.at_hand}
    if at_hand & set(official_ids):
        raise Invalid("official_has_it", field="officials")
    return officials


def new_referral(question: Question, official: Official, message: str) -> Referral:
    """Return a referral to an official, with the names that hold now, not yet handed over."""
    now = clock.now()
    due = terms().to_answer(question.kind, now, question.pace, question.answer_by)
    return Referral(
        official=official,
        authority=official.authority,
        authority_name=official.authority.name_uk,
        official_name=official.name,
        official_post=official.post,
        state=ReferralState.OPEN,
        message=clean_text(message) or None,
        sent_at=now,
        due_on=due.effective,
        due_at=due.at,
    )
