"""What came of questions by section 9 of classifier № 858, as conditions: for the queue's lists and for counting them."""

import datetime as dt

from sqlalchemy import ColumnElement, and_, not_

from reception.domain import clock
from reception.domain.lifecycle import FINAL
from reception.domain.outcomes import BY_OFFICIAL, BY_TRIAGE, Outcome
from reception.models import Question

OTHER, PENDING, NONE = "other", "pending", "none"
RESULTS = (*(code.value for code in BY_OFFICIAL), OTHER, *(code.value for code in BY_TRIAGE), PENDING, NONE)
"""The codes, in the order of forms; `other`: 9.4 to 9.6 together, as they ask; `pending`: no result yet; `none`: at its end
without one, such as what was withdrawn, joined with another, split, or declined for a reason to which the classifier knows
no result."""

_YEARS = range(1900, 2200)


def of_result(result: str) -> ColumnElement[bool]:
    """The condition that a question has one of `RESULTS`."""
    if result == OTHER:
        return Question.outcome.in_(BY_TRIAGE)
    if result not in (PENDING, NONE):
        return Question.outcome == Outcome(result)
    is_at_end = Question.state.in_(FINAL)
    return and_(Question.outcome.is_(None), is_at_end if result == NONE else not_(is_at_end))


def begin_of(year: int) -> dt.datetime:
    """Return the instant at which a year begins in Kyiv."""
    return clock.start_of(dt.date(year, 1, 1))


def received_in(year: int) -> ColumnElement[bool]:
    """The condition that a question was received in a year."""
    return and_(Question.submitted_at >= begin_of(year), Question.submitted_at < begin_of(year + 1))


def is_year(year: int) -> bool:
    """Tell whether something may have been received in a year."""
    return year in _YEARS
