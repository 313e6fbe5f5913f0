"""Whether letters leave: since when none does, and why."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from reception.domain import clock
from reception.domain.mail_causes import MailCause
from reception.extensions import db
from reception.models import LEAVING, Letter, Outage
from reception.queries.refused import paused

PATIENCE = dt.timedelta(minutes=15)
"""How long letters may be stuck before somebody is told."""

LONGEST_REST = dt.timedelta(minutes=5)
"""No server is left alone for longer; a time beyond that was written by a wrong clock."""


@dataclass(frozen=True)
class Standstill:
    """No letter leaves. `cause` is None where nobody sends: the worker does not run."""

    since: dt.datetime
    waiting: int
    cause: MailCause | None = None
    words: str = ""
    """What the server said last."""
    tried_at: dt.datetime | None = None


def outage() -> Outage | None:
    """Return the outage that lasts, if there is one."""
    return db.session.scalars(select(Outage).where(Outage.ended_at.is_(None)).order_by(Outage.id).limit(1)).first()


def resting() -> ColumnElement[bool]:
    """Return the condition under which no letter is tried for the moment."""
    now = clock.now()
    rests = (Outage.next_try_at > now, Outage.next_try_at <= now + LONGEST_REST)
    return select(Outage.id).where(Outage.ended_at.is_(None), *rests).exists()


def standstill() -> Standstill | None:
    """Return since when and why no letter leaves, if that has been so for longer than `PATIENCE`."""
    row, before = outage(), clock.now() - PATIENCE
    if row and row.began_at <= before:
        return Standstill(row.began_at, waiting(), row.cause, row.words, row.failed_at)
    if row:
        return None
    late = db.session.scalar(select(func.min(Letter.next_attempt_at)).where(Letter.state.in_(LEAVING), ~paused()))
    return Standstill(late, waiting()) if late and late <= before else None


def waiting() -> int:
    """Return how many letters have not left."""
    return db.session.scalar(select(func.count()).select_from(Letter).where(Letter.state.in_(LEAVING))) or 0
