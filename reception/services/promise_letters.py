"""When a promised date comes, the official is asked what became of it: twice, then a librarian asks.

What is due is read at the moment of writing and looked at again at the moment of sending, in working hours, as with reminders.
"""

import datetime as dt

from reception.current import settings
from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.mail.letters_on_promises import (
    Asking,
    promise_again,
    promise_due,
    promise_passed,
    promise_received,
    promise_soon,
)
from reception.models import Addressee, Letter, LetterState, Official, Promise
from reception.queries.promise_mail import waiting
from reception.queries.promises import LETTERS, Step, asked_on, is_awaited, next_step, of_letter, to_look_at, whom_to_ask
from reception.services import working_hours
from reception.services.journal import record
from reception.services.links import make_answer_link
from reception.services.post import post
from reception.services.transaction import transaction

_LETTER_OF = {Step.TELL: promise_soon.__name__, Step.ASK: promise_due.__name__, Step.ASK_AGAIN: promise_again.__name__}


def ask() -> int:
    """Do what is due about promises; return how many letters to officials were written. Outside working hours nothing is."""
    if not working_hours.are_now():
        return 0
    today = clock.today()
    with transaction():
        ids, asked = to_look_at(today), asked_on(today)
    return sum(_look_at(each, today, asked) for each in ids)


def _look_at(promise_id: int, today: dt.date, asked: set[str]) -> int:
    """Take the next step of one promise, held against another worker that may want the same."""
    with transaction():
        promise = db.session.get(Promise, promise_id, with_for_update=True, populate_existing=True)
        if promise is None or not is_awaited(promise):
            return 0
        step = next_step(promise, today)
        to = whom_to_ask(promise)
        if step is None or (to and step is not Step.DESK and to.email in asked):
            return 0
        _take(step, promise, to)
        if to is None or step is Step.DESK:
            return 0
        _write(step, promise, to)
        asked.add(to.email)
        return 1


def _take(step: Step, promise: Promise, to: Addressee | None) -> None:
    now = clock.now()
    match step:
        case Step.TELL:
            promise.noticed_at = now
        case Step.ASK:
            promise.asked_at = now
        case Step.ASK_AGAIN:
            promise.asked_again_at = now
            if not waiting(promise):
                _tell_of_silence(promise)
        case Step.DESK:
            promise.desk_since = now
    if to is None and step is not Step.TELL:
        promise.desk_since = promise.desk_since or now


def _tell_of_silence(promise: Promise) -> None:
    due, authority = promise.due_on.isoformat(), promise.answer.authority_name
    record(Tag.PROMISE_PASSED, SYSTEM, promise.question, promise_id=promise.id, authority=authority, due=due)
    post((promise_passed.__name__,), Occasion(promise.question, answer=promise.answer, promise=promise))


def write_again(promise: Promise) -> None:
    """Write the last letter about a promise again, since the link in it has ended. Runs within a transaction."""
    to = whom_to_ask(promise)
    if to and is_awaited(promise):
        step = Step.ASK_AGAIN if promise.asked_again_at else Step.ASK if promise.asked_at else Step.TELL
        _write(step, promise, to)


def _write(step: Step, promise: Promise, to: Addressee) -> None:
    """Write a letter with a link of its own: the one of the answer has long expired. Who has written by mail is not told that
    there was no word, but asked to confirm it."""
    is_official = isinstance(to, Official)
    link = make_answer_link(promise.answer.referral, None if is_official else to)
    link.expires_at = clock.now() + dt.timedelta(days=settings().promise_link_days)
    link.stand_in = to if is_official and to is not promise.answer.referral.official else None
    db.session.flush()
    promise.link, promise.asked_official = link, to if is_official else None
    name = promise_received.__name__ if step is Step.ASK_AGAIN and waiting(promise) else _LETTER_OF[step]
    post((name,), Asking(promise, to, link))


def is_one(letter: Letter) -> bool:
    """Tell whether a letter asks an official about a promise."""
    return letter.name in LETTERS


def may_leave(letter: Letter) -> bool:
    """Tell whether a letter about a promise may leave now: while somebody waits for the word, to whom is in office, in
    working hours."""
    with transaction():
        promise = of_letter(letter)
        to = whom_to_ask(promise) if promise is not None and is_awaited(promise) else None
        wanted = to is not None and to is promise.asked
        if not wanted or (letter.name != promise_soon.__name__ and promise.due_on > clock.today()):
            letter.state = LetterState.SETTLED
        elif not working_hours.are_now():
            working_hours.await_them(letter)
        else:
            letter.to_address = to.email
        return letter.state is LetterState.SENDING


def sent(letter: Letter) -> None:
    """Write into the journal that a promise was asked about. Runs within a transaction."""
    promise = of_letter(letter)
    if promise and letter.name != promise_soon.__name__:
        authority = promise.answer.authority_name
        record(Tag.PROMISE_ASKED, SYSTEM, promise.question, promise_id=promise.id, authority=authority)
