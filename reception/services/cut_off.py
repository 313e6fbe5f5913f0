"""Letters whose sending is cut off: nobody knows whether they arrived, so they are sent again – not at once, and not for ever.

Who claims a letter and says nothing more was killed, or could not write down what came of it. Were that so each time, its reader
would get the same letter every few minutes.
"""

import datetime as dt

from sqlalchemy import ColumnElement, case

from reception.models import Letter

WORDS = "Its sending was cut off each time; whether it arrived is not known."
CODE = "cut_off"


def free_again(now: dt.datetime, pauses: tuple[dt.timedelta, ...]) -> ColumnElement[dt.datetime]:
    """Return when a letter that is claimed now may be claimed by another: after the pause of its attempt."""
    kind = Letter.next_attempt_at.type
    times = {number: now + pause for number, pause in enumerate(pauses)}
    return case(times, value=Letter.attempts, else_=now + pauses[-1]).cast(kind)


def too_often(letter: Letter, pauses: tuple[dt.timedelta, ...]) -> bool:
    """Tell whether a letter that was just claimed has used up its attempts before: then it is a task for a person."""
    return letter.attempts > len(pauses) + 1
