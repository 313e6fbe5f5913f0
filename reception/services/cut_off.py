"""Letters whose sending is cut off: nobody knows whether they arrived, so they are sent again – not at once, and not for ever.

Whoever claims a letter and says nothing more was killed, or could not write down what came of it. If that were so each time, its
reader would get the same letter every few minutes.
"""

import datetime as dt

from sqlalchemy import ColumnElement, case, literal

from reception.domain.mail_causes import MailCause
from reception.mail.smtp_errors import NotSent
from reception.models import Letter


def free_again(now: dt.datetime, pauses: tuple[dt.timedelta, ...]) -> ColumnElement[dt.datetime]:
    """Return when a letter that is claimed now may be claimed by another, if nothing more is heard of it."""
    times = {number: literal(now + pause, Letter.next_attempt_at.type) for number, pause in enumerate(pauses)}
    return case(times, value=Letter.attempts, else_=literal(now + pauses[-1], Letter.next_attempt_at.type))


def refuse_for_ever(letter: Letter, pauses: tuple[dt.timedelta, ...]) -> None:
    """Raise NotSent if all attempts at a letter that was just claimed are used up: then it is a task for a person."""
    if letter.attempts > len(pauses) + 1:
        words = "Each time the sending was cut off; whether the letter arrived is not known."
        raise NotSent("cut_off", words, MailCause.BROKEN_OFF, permanent=True)


def not_made(error: Exception) -> NotSent:
    """Return what an error means that nobody thought of: it is this letter's, and the others go on."""
    return NotSent(type(error).__name__, f"The letter could not be made: {type(error).__name__}", MailCause.MALFORMED)
