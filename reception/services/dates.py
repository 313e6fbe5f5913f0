"""The ledger of dates: every change of a due date is an entry with its event and rule."""

import datetime as dt
from collections.abc import Sequence

from reception.current import terms
from reception.domain import clock
from reception.domain.deadlines import Clock, Due
from reception.domain.lifecycle import State
from reception.models import Deadline, Question, Referral, ReferralState


def enter(
    question: Question,
    event: str,
    due: Due,
    counted_from: dt.datetime,
    referral: Referral | None = None,
    was_calendar: str | None = None,
) -> None:
    """Add an entry to a question's ledger and let its date run."""
    question.deadlines.append(
        Deadline(
            referral_id=referral.id if referral else None,
            clock=terms().rules[due.rule].clock,
            event=event,
            counted_from=counted_from,
            rule=due.rule,
            pure_on=due.pure,
            due_on=due.effective,
            due_at=due.at,
            calendar=terms().calendar.code,
            was_calendar=was_calendar,
            at=clock.now(),
        )
    )
    question.due_on, question.due_at = due.effective, due.at


def enter_answer(question: Question, referral: Referral, event: str) -> None:
    """Count the authority's term from its own receipt, and let it run."""
    due = terms().to_answer(question.kind, referral.received_at, question.pace, question.answer_by)
    referral.due_on, referral.due_at = due.effective, due.at
    enter(question, event, due, referral.received_at, referral)


def run_authority_clock(question: Question) -> None:
    """Let the date run by which the one who is responsible must have answered; without one at hand, the latest of the others."""
    at_hand = question.open_referrals
    if at_hand:
        last = _deciding(at_hand)
        question.due_on = question.answer_due_on = last.due_on
        question.due_at = question.answer_due_at = last.due_at


def forget_what_is_not_owed(question: Question) -> None:
    """Keep the authorities' last date for those who still owe an answer, or else for those who gave one. Once nobody has the
    question and nobody has answered, there is none: what the library then answers by itself is no authority's delay."""
    if not question.open_referrals:
        answered = [referral for referral in question.referrals if referral.state is ReferralState.ANSWERED]
        last = _deciding(answered) if answered else None
        question.answer_due_on, question.answer_due_at = (last.due_on, last.due_at) if last else (None, None)


def _deciding(referrals: Sequence[Referral]) -> Referral:
    """Return the referral whose date counts for all: of the one who is responsible, else the latest."""
    return max((each for each in referrals if each.is_responsible), key=_end, default=max(referrals, key=_end))


def _end(referral: Referral) -> dt.datetime:
    """Return when a referral's term ends: with its last day, if it is not one in hours."""
    return referral.due_at or clock.start_of(referral.due_on + dt.timedelta(days=1))


def enter_library_duty(question: Question, event: str, rule: str | None = None, since: dt.datetime | None = None) -> None:
    """Let the library's own term begin now, or let it have begun at `since`: to pass the question on, or what `rule` says."""
    begun = since or clock.now()
    due = terms().due(rule, begun) if rule else terms().to_forward(question.kind, begun, question.pace)
    enter(question, event, due, begun)


def await_publication(question: Question) -> None:
    """All answers are there: the library's term to check them begins."""
    question.answered_at = clock.now()
    enter_library_duty(question, "answered", "answer.check")


def follow_referrals(question: Question, event: str) -> None:
    """Let the date run that belongs to where the officials' doings have left a question (`To.AS_REFERRALS_STAND`)."""
    match question.state:
        case State.ANSWERED:
            await_publication(question)
        case State.ACCEPTED:
            enter_library_duty(question, event)
        case _ if question.open_referrals:
            run_authority_clock(question)
        case _:
            _resume_library_duty(question, event)


def _resume_library_duty(question: Question, event: str) -> None:
    """Let the library's last term run on: all who still have the question wait for an address, so it is not passed on yet."""
    entry = next((each for each in reversed(question.deadlines) if each.clock is Clock.LIBRARY), None)
    if entry is not None:
        enter(question, event, Due(entry.pure_on, entry.due_on, entry.rule, entry.due_at), entry.counted_from)


def resume(question: Question, event: str) -> None:
    """Let the library's date run on that ran when work on a question stopped; without one, or after an official had the
    question, a new term begins."""
    last = question.deadlines[-1] if question.deadlines else None
    if last is None or last.clock is Clock.AUTHORITY:
        enter_library_duty(question, event)
    else:
        enter(question, event, terms().due(last.rule, last.counted_from), last.counted_from)


def stop(question: Question) -> None:
    """Nothing is due any more."""
    question.due_on = question.due_at = None
