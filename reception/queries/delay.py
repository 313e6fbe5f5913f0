"""Whether so many questions wait that citizens should know of it before they ask."""

from sqlalchemy import func, select

from reception.current import settings
from reception.domain.lifecycle import State
from reception.extensions import db
from reception.models import Question


def waiting_too_many() -> int:
    """Return how many questions wait to be looked at if these are as many as the setting `delay_notice_from` says, else 0."""
    threshold = settings().delay_notice_from
    if threshold <= 0:
        return 0
    count = db.session.scalar(select(func.count()).where(Question.state == State.RECEIVED)) or 0
    return count if count >= threshold else 0
