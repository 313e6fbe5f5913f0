"""The one clock: aware UTC instants for what happened, Kyiv dates for what is due."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")


def _machine() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


_source: Callable[[], dt.datetime] = _machine


def now() -> dt.datetime:
    """Return the present instant in UTC."""
    return _source()


def today() -> dt.date:
    """Return the present date in Kyiv."""
    return local(now()).date()


def local(instant: dt.datetime) -> dt.datetime:
    """Return an aware instant as Kyiv wall time."""
    return instant.astimezone(KYIV)


def day_of(instant: dt.datetime) -> dt.date:
    """Return the Kyiv date on which an instant falls."""
    return local(instant).date()


def start_of(day: dt.date) -> dt.datetime:
    """Return the instant at which a Kyiv date begins, in UTC."""
    return dt.datetime.combine(day, dt.time(), KYIV).astimezone(dt.UTC)


@contextmanager
def travel(to: dt.datetime) -> Iterator[None]:
    """Stop the clock at an aware instant: for the demo's history and for tests."""
    global _source
    before = _source
    _source = lambda: to.astimezone(dt.UTC)  # noqa: E731
    try:
        yield
    finally:
        _source = before
