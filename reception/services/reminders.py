"""Officials are reminded of answers that are due, and superiors told of those that are late.

What is due is read at the moment of writing and looked at again at the moment of sending: what was answered, taken back,
withdrawn, merged or taken down meanwhile is reminded of by nobody. Two workers at once write one letter.
"""

from sqlalchemy.exc import IntegrityError

from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.mail.reminding import Reminding, reminder
from reception.models import Letter, LetterState, Reminder
from reception.queries.reminders import Due, due, is_awaited
from reception.services import promise_letters, working_hours
from reception.services.journal import record
from reception.services.post import post, rewrite
from reception.services.transaction import transaction

NAME = reminder.__name__


def remind() -> int:
    """Write what is due, one letter to an official; return how many letters. Outside working hours nothing is."""
    if not working_hours.are_now():
        return 0
    try:
        with transaction():
            found = due(clock.now())
            for what in found:
                _write(what)
            return len(found)
    except IntegrityError:  # another worker was quicker, and has written the same
        return 0


def _write(what: list[Due]) -> None:
    own = tuple(each.referral for each in what if not each.step.to_superior)
    of_others = tuple(each.referral for each in what if each.step.to_superior)
    [letter] = post((NAME,), Reminding(what[0].to, own, of_others))
    for each in what:
        letter.reminders.append(
            Reminder(
                referral=each.referral,
                step=each.step.code,
                due_on=each.referral.due_on,
                official=each.official,
                delegation=each.delegation,
                to_superior=each.step.to_superior,
                at=clock.now(),
            )
        )


def may_leave(letter: Letter) -> bool:
    """Tell whether a letter may leave now. A reminder is made anew from what still is due; of nothing there is none, and
    outside working hours it waits for them."""
    if promise_letters.is_one(letter):
        return promise_letters.may_leave(letter)
    if letter.name != NAME:
        return True
    with transaction():
        left = [each for each in letter.reminders if _is_still_to_be_sent(each)]
        if not left:
            letter.state = LetterState.SETTLED
        elif len(left) < len(letter.reminders) or letter.to_address != left[0].to.email:
            rewrite(letter, _about(left))
        for each in set(letter.reminders) - set(left):
            db.session.delete(each)
        if left and not working_hours.are_now():
            working_hours.await_them(letter)
        return letter.state is LetterState.SENDING


def _is_still_to_be_sent(each: Reminder) -> bool:
    """Tell whether an answer is still awaited by the same day, and from the same person; a superior is told whoever has it."""
    is_same = each.due_on == each.referral.due_on and (each.to_superior or each.person == each.referral.holder)
    return each.to.can_be_reached and is_same and is_awaited(each.referral)


def _about(left: list[Reminder]) -> Reminding:
    own = tuple(each.referral for each in left if not each.to_superior)
    of_others = tuple(each.referral for each in left if each.to_superior)
    return Reminding(left[0].to, own, of_others)


def sent(letter: Letter) -> None:
    """Write into the journal what a letter that has left reminded of. Runs within a transaction."""
    if promise_letters.is_one(letter):
        promise_letters.sent(letter)
    for each in letter.reminders:
        if each.sent_at is None:
            each.sent_at = clock.now()
            record(Tag.REMINDED, SYSTEM, each.referral.question, referral_id=each.referral_id, step=each.step)
