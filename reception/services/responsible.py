"""Of several bodies that have one question another becomes responsible for the answer: by its date it is answered."""

from reception.domain.deadlines import Due
from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.domain.text import clean_text
from reception.mail.letters import Occasion
from reception.models import Question, Referral, ReferralState
from reception.services import dates
from reception.services.move import check, move
from reception.services.transaction import transaction
from reception.services.undoable import undoable


def make_responsible(actor: Actor, question: Question, referral_id: int, reason: str, version: int | None = None) -> Referral:
    """Make one who contributes responsible for the answer, for a reason that both officials and the asker are told.

    Nobody's own term changes: each counts from the own receipt (Law 393/96-ВР, art. 20), and the question's date is from now
    that of the new one. Whoever was responsible may add to the answer until it is given out. If the new one has answered
    already, the question is answered. Raises Invalid if that one neither has the question nor has added to its answer.
    """
    with transaction(), undoable(actor, question, Action.MAKE_RESPONSIBLE):
        check(question, Action.MAKE_RESPONSIBLE, actor, version)
        before, after = question.responsible, _contributing(question, referral_id)
        for each in question.referrals:
            each.is_responsible = each is after
        question.authority_id = after.authority_id
        is_owed = after.state is ReferralState.OPEN
        move(
            question,
            Action.MAKE_RESPONSIBLE,
            actor,
            occasion=Occasion(question, (after, before) if before else (after,), reason=clean_text(reason)),
            authority=before.authority_name if before else "–",
            to=after.authority_name,
            official=after.official_name,
            due=after.due_on.isoformat() if is_owed else None,
            reason=clean_text(reason),
        )
        if is_owed:
            _let_own_date_run(question, after)
        dates.follow_referrals(question, "responsible")
        return after


def _contributing(question: Question, referral_id: int) -> Referral:
    for referral in question.contributing:
        if referral.id == referral_id:
            return referral
    raise Invalid("contributes_no_more")


def _let_own_date_run(question: Question, referral: Referral) -> None:
    """Enter into the ledger whose date runs now: the same date, counted as it was."""
    own = [entry for entry in question.deadlines if entry.referral_id == referral.id]
    if own:
        last = own[-1]
        dates.enter(question, "responsible", Due(last.pure_on, last.due_on, last.rule, last.due_at), last.counted_from, referral)
