"""Working days of Ukraine: weekends never, holidays while no martial law suspends them (Law 2136-IX, art. 6(6)).

An installation may say otherwise in the file `calendar.toml` of its instance folder: when martial law ended, which days the
government moved, whether a last day rolls to a working one. `docs/operations.md` shows the file.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import holidays

_FAR = dt.date.max


class CalendarError(ValueError):
    """The calendar file does not do; the text says why."""


@dataclass(frozen=True)
class Difference:
    """One thing in which two calendars differ: the field, what stood there and what stands there now."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `martial_law_until` is the first day after it, or None while it lasts.

    `days_off` and `working_days` are what a government's decision adds to the rule; they hold before anything else.
    """

    martial_law_from: dt.date | None = None
    martial_law_until: dt.date | None = None
    roll_forward: bool = True
    days_off: frozenset[dt.date] = frozenset()
    working_days: frozenset[dt.date] = frozenset()

    def is_working(self, day: dt.date) -> bool:
        """Tell whether offices work on a date."""
        if day in self.working_days or day in self.days_off:
            return day in self.working_days
        if day.weekday() >= 5:
            return False
        return self._martial_law(day) or day not in _holidays()

    def next_working(self, day: dt.date) -> dt.date:
        """Return the date itself if it is worked, else the next one that is."""
        while not self.is_working(day):
            day += dt.timedelta(days=1)
        return day

    def add_working(self, day: dt.date, amount: int) -> dt.date:
        """Return the date `amount` working days after a date."""
        for _ in range(amount):
            day = self.next_working(day + dt.timedelta(days=1))
        return day

    @property
    def code(self) -> str:
        """The calendar in one line, as the ledger keeps what a date was counted with. `decoded` reads it."""
        return ";".join(f"{each.name}={_written(getattr(self, each.name))}" for each in fields(self))

    def lines(self) -> list[str]:
        """Return the calendar as lines of a calendar file; what is not said stands there as a remark."""
        return [_line(each.name, getattr(self, each.name)) for each in fields(self)]

    def differences_from(self, before: "Calendar") -> list[Difference]:
        """Return in what it differs from an earlier one."""
        pairs = ((each.name, getattr(before, each.name), getattr(self, each.name)) for each in fields(self))
        return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]

    def _martial_law(self, day: dt.date) -> bool:
        return self.martial_law_from is not None and self.martial_law_from <= day < (self.martial_law_until or _FAR)


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("UA", categories=("public", "workday"))


def _written(value: Any) -> str:
    if isinstance(value, frozenset):
        return ",".join(day.isoformat() for day in sorted(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if value else ""


def _line(name: str, value: Any) -> str:
    if value is None:
        return f"# {name} = none"
    if isinstance(value, frozenset):
        return f"{name} = [{', '.join(day.isoformat() for day in sorted(value))}]"
    return f"{name} = {str(value).lower()}"


def decoded(code: str) -> Calendar:
    """Return the calendar of a `Calendar.code`."""
    pairs = dict(pair.split("=", 1) for pair in code.split(";"))
    return Calendar(**{name: _read_back(name, value) for name, value in pairs.items()})


def _read_back(name: str, value: str) -> Any:
    if name == "roll_forward":
        return value == "yes"
    if name in _DAYS:
        return frozenset(dt.date.fromisoformat(day) for day in value.split(",") if day)
    return dt.date.fromisoformat(value) if value else None


_DAYS = ("days_off", "working_days")


def read_calendar(path: Path, shipped: Calendar) -> Calendar:
    """Return the shipped calendar with what an installation's file says otherwise; without a file, the shipped one.

    Raises CalendarError if the file is not in form.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return shipped
    except (OSError, ValueError) as error:
        raise CalendarError(f"{path}: {error}") from error
    try:
        return calendar_of(content, shipped)
    except CalendarError as error:
        raise CalendarError(f"{path}: {error}") from error


def calendar_of(content: Mapping[str, Any], shipped: Calendar) -> Calendar:
    """Return a calendar from the lines of a file. Raises CalendarError for what cannot be."""
    unknown = set(content) - {each.name for each in fields(Calendar)}
    if unknown:
        raise CalendarError(f"there is no such line: {', '.join(sorted(unknown))}")
    new = replace(shipped, **{name: _checked(name, value) for name, value in content.items()})
    both = new.days_off & new.working_days
    if both:
        raise CalendarError(f"{min(both)} stands among the days off and among the working days")
    if new.martial_law_until and new.martial_law_until <= (new.martial_law_from or _FAR):
        raise CalendarError("martial_law_until must be later than martial_law_from")
    return new


def _checked(name: str, value: Any) -> Any:
    if name == "roll_forward":
        if not isinstance(value, bool):
            raise CalendarError("roll_forward is true or false")
        return value
    if name in _DAYS:
        if not isinstance(value, list) or not all(_is_day(day) for day in value):
            raise CalendarError(f"{name} is a list of dates, such as [2027-01-08, 2027-05-03]")
        return frozenset(value)
    if not _is_day(value):
        raise CalendarError(f"{name} is a date, such as 2027-01-01")
    return value


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
