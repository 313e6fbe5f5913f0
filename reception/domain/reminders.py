"""When officials are reminded of an answer that is due, and their superiors told that it is late.

A reminder before the date is sent on a working day at the latest that many days before; one after it, at the earliest that
many days after. Of several whose days have come only the last is sent: who was not reminded in time is not reminded twice.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reception.domain import clock
from reception.domain.calendar import Calendar

STALE = dt.timedelta(days=30)
"""After so long a reminder that was not sent is not sent any more: a system that begins its work finds old debts."""

SHARE = 2
"""A reminder so many days before needs a term this many times as long: of five working days nobody is reminded after two."""

_ONE_DAY = dt.timedelta(days=1)
_HOURS = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?")


@dataclass(frozen=True)
class Step:
    """One reminder: `days` after the date (before it, if negative), to the official or to the superior."""

    days: int
    to_superior: bool = False

    @property
    def code(self) -> str:
        """Return the name under which it is remembered that this reminder was sent."""
        return f"{'superior' if self.to_superior else 'official'}{self.days:+d}"

    def day(self, due_on: dt.date, calendar: Calendar) -> dt.date:
        """Return the working day on which it is sent."""
        day = due_on + dt.timedelta(days=self.days)
        if self.days > 0:
            return calendar.next_working(day)
        while not calendar.is_working(day):
            day -= _ONE_DAY
        return day


@dataclass(frozen=True)
class Plan:
    """Which reminders there are, and in which hours of Kyiv they leave."""

    steps: tuple[Step, ...]
    opens: dt.time
    closes: dt.time

    def is_open(self, now: dt.datetime, calendar: Calendar) -> bool:
        """Tell whether letters to offices leave at an instant: in working hours of a working day."""
        local = clock.local(now)
        return calendar.is_working(local.date()) and self.opens <= local.time() < self.closes

    def next_opening(self, now: dt.datetime, calendar: Calendar) -> dt.datetime:
        """Return when letters to offices leave next, after an instant at which they do not."""
        local = clock.local(now)
        day = local.date() if local.time() < self.opens else local.date() + _ONE_DAY
        return dt.datetime.combine(calendar.next_working(day), self.opens, clock.KYIV).astimezone(dt.UTC)

    def due(self, sent_on: dt.date, due_on: dt.date, today: dt.date, calendar: Calendar) -> list[Step]:
        """Return what is to be sent on a day of a term: at most one reminder to the official, and one to the superior."""
        found = [step for step in self.steps if _has_come(step, sent_on, due_on, today, calendar)]
        last = {step.to_superior: step for step in sorted(found, key=lambda step: step.days)}
        return list(last.values())

    @property
    def earliest(self) -> int:
        """Return how many days before a date its first reminder may be sent, days off in between counted in."""
        return max((-step.days for step in self.steps), default=0) + 14

    @property
    def latest(self) -> int:
        """Return how many days after a date its last reminder may be sent."""
        return max((step.days for step in self.steps), default=0) + STALE.days


def _has_come(step: Step, sent_on: dt.date, due_on: dt.date, today: dt.date, calendar: Calendar) -> bool:
    if step.days <= 0 and (due_on - sent_on).days < -step.days * SHARE:
        return False
    day = step.day(due_on, calendar)
    last = due_on if step.days <= 0 else day + STALE
    return sent_on < day <= today <= last


def read_plan(before: str, after: str, superior: str, hours: str) -> Plan:
    """Return the plan of the settings: days as numbers with commas between, hours as 9-18 or 09:00-17:30.

    Raises ValueError for what is neither.
    """
    steps = [*(Step(-days) for days in _numbers(before)), *(Step(days) for days in _numbers(after))]
    steps += [Step(days, to_superior=True) for days in _numbers(superior)]
    found = _HOURS.fullmatch(hours.strip())
    if found is None:
        raise ValueError(hours)
    opens, closes = (dt.time(int(found[n]), int(found[n + 1] or 0)) for n in (1, 3))
    if opens >= closes:
        raise ValueError(hours)
    return Plan(tuple(steps), opens, closes)


def _numbers(text: str) -> Iterable[int]:
    numbers = [int(part) for part in text.split(",") if part.strip()]
    if any(not 0 <= number <= 60 for number in numbers):
        raise ValueError(text)
    return sorted(set(numbers))
