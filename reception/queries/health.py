"""How the installation does: the database answers, the index follows the journal, letters leave."""

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import SQLAlchemyError

from reception.extensions import db
from reception.models import LEAVING, Brake, Incoming, Letter, LetterState
from reception.queries.incoming import held_since
from reception.queries.index_state import PATIENCE, age_of, index_state
from reception.queries.outages import standstill
from reception.queries.refused import paused
from reception.queries.waiting import unaddressed_count
from reception.search.rebuilding import Rebuilding


@dataclass(frozen=True)
class Health:
    """What a monitor is told. Ages are in seconds; None where there is nothing to be old."""

    database: bool
    index: str = "unknown"
    index_lag: int = 0
    """Lines of the journal that the index has not read."""
    index_age: int | None = None
    """The age of the oldest of these lines."""
    index_outdated: bool = False
    """It works, and wants a rebuild: the dictionaries have changed since it was built."""
    index_rebuilding: Rebuilding | None = None
    """How far a rebuild is."""
    index_obstacle: str | None = None
    """Why the index cannot be written, if something is to be written: unwritable or full."""
    oldest_queued_letter: int | None = None
    """For how long the letter that is most overdue should have left."""
    last_letter_sent_at: str | None = None
    no_letter_left_since: str | None = None
    """Since when the mail server takes none, if that is longer than a quarter of an hour."""
    mail_trouble: str | None = None
    """Why (domain/mail_causes.py)."""
    letters_held_back: int = 0
    """How many wait until tomorrow, since their address has had enough for a day."""
    letters_failed: int = 0
    last_mail_in_at: str | None = None
    oldest_held_mail: int | None = None
    """For how long the oldest message that fits nowhere waits for a librarian; it is no trouble of the installation."""
    waiting_for_address: int = 0
    """How many questions wait for an address of an official."""

    @property
    def is_well(self) -> bool:
        """Tell whether nobody needs to look."""
        waits = (self.index_age or 0, self.oldest_queued_letter or 0)
        # One that is missing is built in a moment; if it is not, its age tells.
        index = self.index in ("ok", "missing") and not self.index_obstacle
        return self.database and index and max(waits) < PATIENCE and not self.no_letter_left_since

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
    state = index_state()
    return {
        "index": state.reason,
        "index_lag": state.lag,
        "index_age": state.age,
        "index_outdated": state.outdated,
        "index_rebuilding": state.rebuilding,
        "index_obstacle": state.obstacle,
    }


def _letters() -> dict[str, object]:
    unsent = Letter.state.in_(LEAVING)
    due = db.session.scalar(select(func.min(Letter.next_attempt_at)).where(unsent, ~paused()))
    sent = db.session.scalar(select(func.max(Letter.sent_at)))
    came = db.session.scalar(select(func.max(Incoming.received_at)))
    stuck = standstill()
    return {
        "oldest_queued_letter": age_of(due),
        "last_letter_sent_at": sent.isoformat() if sent else None,
        "no_letter_left_since": stuck.since.isoformat() if stuck else None,
        "mail_trouble": (stuck.cause or "no_worker") if stuck else None,
        "letters_held_back": _count(Letter.state == LetterState.QUEUED, Letter.held == Brake.DAILY_CAP),
        "letters_failed": _count(Letter.state == LetterState.FAILED),
        "last_mail_in_at": came.isoformat() if came else None,
        "oldest_held_mail": age_of(held_since()),
        "waiting_for_address": unaddressed_count(),
    }


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Letter).where(*conditions)) or 0
