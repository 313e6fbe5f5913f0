"""Officials are reminded of answers that are due, and superiors told of those that are late.

What is due is read at the moment of writing and looked at again at the moment of sending: what was answered, taken back,
withdrawn, merged or taken down meanwhile is reminded of by nobody. Two workers at once write one letter.
"""

from sqlalchemy.exc import IntegrityError

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.mail.compose import render
from reception.mail.reminding import Reminding, reminder
from reception.models import Letter, LetterState, Reminder
from reception.queries.reminders import Due, due, is_awaited
from reception.services import promise_letters
from reception.services.journal import record
from reception.services.post import post
from reception.services.transaction import transaction

NAME = reminder.__name__


def remind() -> int:
    """Write what is due, one letter to an official; return how many letters. Outside working hours nothing is."""
    if not _is_open():
        return 0
    try:
        with transaction():
            found = due(clock.now())
            for what in found:
                _write(what)
            return len(found)
    except IntegrityError:  # another worker was quicker, and has written the same
        return 0


def _is_open() -> bool:
    return settings().reminders.is_open(clock.now(), terms().calendar)


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
            _make_anew(letter, left)
        for each in set(letter.reminders) - set(left):
            db.session.delete(each)
        if left and not _is_open():
            letter.state, letter.attempts = LetterState.QUEUED, letter.attempts - 1
            letter.next_attempt_at = settings().reminders.next_opening(clock.now(), terms().calendar)
        return letter.state is LetterState.SENDING


def _is_still_to_be_sent(each: Reminder) -> bool:
    """Tell whether an answer is still awaited, and from the same person; a superior is told whoever has it."""
    is_same = each.to_superior or each.person == each.referral.holder
    return each.to.can_be_reached and is_same and is_awaited(each.referral, each.due_on)


def _make_anew(letter: Letter, left: list[Reminder]) -> None:
    own = tuple(each.referral for each in left if not each.to_superior)
    of_others = tuple(each.referral for each in left if each.to_superior)
    [message] = reminder(Reminding(left[0].to, own, of_others))
    letter.to_address = message.to_address
    letter.subject, letter.body_text, letter.body_html = render(NAME, message)


def sent(letter: Letter) -> None:
    """Write into the journal what a letter that has left reminded of. Runs within a transaction."""
    if promise_letters.is_one(letter):
        promise_letters.sent(letter)
    for each in letter.reminders:
        if each.sent_at is None:
            each.sent_at = clock.now()
            record(Tag.REMINDED, SYSTEM, each.referral.question, referral_id=each.referral_id, step=each.step)
