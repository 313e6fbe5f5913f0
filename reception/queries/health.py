"""How the installation does: the database answers, the index follows the journal, letters leave."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from reception.domain import clock
from reception.extensions import db
from reception.models import Event, Letter, LetterState
from reception.queries.engine import engine
from reception.search.hits import IndexUnusable

PATIENCE = 15 * 60
"""Seconds for which the index may be behind, or a letter may wait beyond its time, before somebody should look."""


@dataclass(frozen=True)
class Health:
    """What a monitor is told. Ages are in seconds; None where there is nothing to be old."""

    database: bool
    index: str = "unknown"
    index_lag: int = 0
    """Lines of the journal that the index has not read."""
    index_age: int | None = None
    """The age of the oldest of these lines."""
    oldest_queued_letter: int | None = None
    """For how long the letter that is most overdue should have left."""
    last_letter_sent_at: str | None = None

    @property
    def is_well(self) -> bool:
        """Tell whether nobody needs to look."""
        waits = (self.index_age or 0, self.oldest_queued_letter or 0)
        return self.database and self.index == "ok" and max(waits) < PATIENCE

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON says it."""
        return {"status": "ok" if self.is_well else "trouble"} | asdict(self)


def health() -> Health:
    """Return how the installation does; never raises for what it looks at."""
    try:
        return Health(database=True, **_index(), **_letters())
    except SQLAlchemyError:
        db.session.rollback()
        return Health(database=False)


def _index() -> dict[str, object]:
    try:
        position = engine().position()
    except IndexUnusable as error:
        return {"index": error.reason}
    lag, oldest = db.session.execute(select(func.count(), func.min(Event.at)).where(Event.id > position)).one()
    return {"index": "ok", "index_lag": lag, "index_age": _age(oldest)}


def _letters() -> dict[str, object]:
    waiting = Letter.state.in_((LetterState.QUEUED, LetterState.SENDING))
    due = db.session.scalar(select(func.min(Letter.next_attempt_at)).where(waiting))
    sent = db.session.scalar(select(func.max(Letter.sent_at)))
    return {"oldest_queued_letter": _age(due), "last_letter_sent_at": sent.isoformat() if sent else None}


def _age(moment: dt.datetime | None) -> int | None:
    return None if moment is None else max(0, int((clock.now() - moment).total_seconds()))
