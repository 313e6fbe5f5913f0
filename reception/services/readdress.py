"""A question that went to the wrong body is handed on to the right one, in one step that the asker can follow."""

from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action, State
from reception.domain.placeholders import refuse_places
from reception.domain.roles import Actor
from reception.domain.text import clean_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import AT_HAND, Question, Referral, ReferralState
from reception.services import waiting
from reception.services.move import check, move
from reception.services.refer import chosen, end, hand_over, new_referral
from reception.services.transaction import transaction
from reception.services.undoable import undoable


def can_be_readdressed(question: Question) -> list[Referral]:
    """Return the referrals that can be handed on: those at hand; once nobody has it, the last that was given back."""
    at_hand = list(question.at_hand)
    if at_hand or question.state is not State.ACCEPTED:
        return at_hand
    return [referral for referral in question.referrals if referral.state is ReferralState.NOT_OURS][-1:]


def readdress(
    actor: Actor,
    question: Question,
    referral_id: int,
    official_id: int,
    reason: str,
    message: str = "",
    version: int | None = None,
) -> Referral:
    """Take a question from one official and hand it to another, for a reason that both and the asker are told.

    The first one's links end; the other one's term counts from the own receipt (Law 393/96-ВР, art. 7 and 20), and the
    ledger keeps the entries of both. Raises Invalid, with the field, if the one has not got it or the other cannot get it.
    """
    with transaction(), undoable(actor, question, Action.READDRESS):
        check(question, Action.READDRESS, actor, version)
        before = _has_it(question, referral_id)
        [official] = chosen(question, [official_id] if official_id else [])
        refuse_places(message, "message")
        knows = before.state in AT_HAND and end(before, ReferralState.RECALLED)
        after = new_referral(question, official, message)
        question.referrals.append(after)
        _in_place_of(before, after)
        due = hand_over(question, [after], "readdressed")
        move(
            question,
            Action.READDRESS,
            actor,
            occasion=Occasion(question, (before, after) if knows else (after,), reason=clean_text(reason)),
            authority=before.authority_name,
            to=after.authority_name,
            official=after.official_name,
            due=due and after.due_on.isoformat(),
            reason=clean_text(reason),
        )
        if after.state is ReferralState.WAITING:
            waiting.note(after)
        return after


def _has_it(question: Question, referral_id: int) -> Referral:
    for referral in can_be_readdressed(question):
        if referral.id == referral_id:
            return referral
    raise Invalid("referral_to_choose", field="referral")


def _in_place_of(before: Referral, after: Referral) -> None:
    after.is_responsible = before.is_responsible
    db.session.flush()
    if after.is_responsible:
        after.question.authority_id = after.authority_id
