"""A newer answer of the same authority takes over what an older one promised, so that nobody is asked of both.

It promises another date: the older promise is replaced, and the newer one goes on from its first date. Or it says that the
matter is resolved: the older promise is kept. An answer that says neither leaves the promise as it is.
"""

from reception.domain import clock
from reception.domain.outcomes import Outcome
from reception.domain.promises import PromiseState
from reception.models import Answer, AnswerVersion, Promise


def take_over(answer: Answer) -> None:
    """Let an answer that was given out take over older promises of its authority; one that no longer is, give them back.

    Call it in a transaction, after the answer's own promise is what the answer says.
    """
    becomes = _what_becomes_of_older(answer)
    for promise in [each.promise for each in answer.question.answers if each is not answer and each.promise]:
        if promise.taken_over_by is answer and promise.state is not becomes:
            promise.state, promise.done_on, promise.settled_at, promise.taken_over_by = PromiseState.OPEN, None, None, None
        if becomes and promise.is_open and _is_older(promise.answer, answer):
            _end(promise, answer, becomes)


def _what_becomes_of_older(answer: Answer) -> PromiseState | None:
    if answer.published_at is None:
        return None
    return PromiseState.REPLACED if answer.promise else PromiseState.KEPT if says_done(answer) else None


def keep(promise: Promise, by: Answer | AnswerVersion) -> None:
    """Let a promise be kept by what an answer or its correction says, on the day on which it came."""
    promise.state, promise.done_on = PromiseState.KEPT, clock.day_of(by.submitted_at)
    promise.settled_at, promise.desk_since = clock.now(), None


def says_done(answer: Answer) -> bool:
    """Tell whether an answer says that what was promised is done: the matter is resolved, and nothing is left to do."""
    return answer.outcome is Outcome.POSITIVE and not answer.commitment


def _end(promise: Promise, answer: Answer, becomes: PromiseState) -> None:
    if becomes is PromiseState.KEPT:
        keep(promise, answer)
    else:
        promise.state, promise.settled_at, promise.desk_since = becomes, clock.now(), None
        answer.promise.promised_on = min(answer.promise.promised_on, promise.promised_on)
    promise.taken_over_by = answer


def _is_older(older: Answer, newer: Answer) -> bool:
    """Tell whether an answer is an earlier one of the same authority, or of the library itself."""
    if older.published_at is None or older.published_at >= newer.published_at:
        return False
    if older.referral is None or newer.referral is None:
        return older.referral is newer.referral
    return older.referral.authority_id == newer.referral.authority_id
