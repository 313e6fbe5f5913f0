"""Letters that wait until tomorrow because their address has had as many as one may have in a day."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from reception.extensions import db
from reception.models import Audience, Brake, Letter, LetterState


@dataclass(frozen=True)
class HeldBack:
    """How many letters to one address wait. `name` is an official's; who else it is, is read only where it is written down."""

    name: str | None
    count: int


def held_back() -> list[HeldBack]:
    """Return what waits, the most first."""
    of_office = Letter.audience.in_((Audience.OFFICIAL, Audience.STAFF))
    name, count = func.max(case((of_office, Letter.to_name))), func.count()
    waiting = (Letter.state == LetterState.QUEUED, Letter.held == Brake.DAILY_CAP)
    rows = db.session.execute(select(name, count).where(*waiting).group_by(Letter.to_address).order_by(count.desc()).limit(20))
    return [HeldBack(*row) for row in rows]
