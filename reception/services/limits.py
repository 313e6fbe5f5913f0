"""Limits that hold over all processes and restarts, without keeping whom they count."""

import datetime as dt
import hashlib
import hmac
import math

from sqlalchemy import delete, func, select

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import TooMany
from reception.extensions import db
from reception.models import Attempt
from reception.services.transaction import transaction


def _bucket(name: str) -> str:
    return hmac.new(settings().secret_key.encode(), name.encode(), hashlib.sha256).hexdigest()[:40]


def used(name: str, window: dt.timedelta) -> int:
    """Return how many attempts a bucket has had within the window before now."""
    since = clock.now() - window
    return db.session.scalar(select(func.count()).where(Attempt.bucket == _bucket(name), Attempt.at > since)) or 0


def note(name: str) -> None:
    """Count one attempt."""
    with transaction():
        db.session.add(Attempt(bucket=_bucket(name), at=clock.now()))


def within(name: str, limit: int, window: dt.timedelta) -> bool:
    """Count one attempt and tell whether it is still within the limit."""
    with transaction():
        if used(name, window) >= limit:
            return False
        note(name)
        return True


def spend(name: str, limit: int, window: dt.timedelta) -> None:
    """Count one attempt. Raises TooMany, with the minutes until the next one is taken, if the limit is reached."""
    with transaction():
        if not within(name, limit, window):
            raise TooMany(_minutes_to_wait(name, limit, window))


def _minutes_to_wait(name: str, limit: int, window: dt.timedelta) -> int:
    """Return in how many minutes the attempt leaves the window that keeps the next one out."""
    latest = select(Attempt.at).where(Attempt.bucket == _bucket(name)).order_by(Attempt.at.desc())
    blocking = db.session.scalars(latest.offset(limit - 1).limit(1)).one()
    return max(1, math.ceil((blocking + window - clock.now()) / dt.timedelta(minutes=1)))


def forget(name: str) -> None:
    """Forget the attempts of a bucket, as after a right password."""
    with transaction():
        db.session.execute(delete(Attempt).where(Attempt.bucket == _bucket(name)))


def sweep() -> None:
    """Drop counts that no limit looks at any more."""
    with transaction():
        db.session.execute(delete(Attempt).where(Attempt.at < clock.now() - dt.timedelta(days=2)))
