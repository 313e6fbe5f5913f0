"""When something is due. The terms are facts and live in `reception/data/deadlines.toml`; here is how they are counted.

The terms that hold in an installation, with its own calendar, are `reception.current.terms()`.
"""

import datetime as dt
import logging
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta

from reception.domain import clock
from reception.domain.calendar import Calendar, CalendarError, read_calendar
from reception.domain.kinds import Kind, Pace

_FILE = Path(__file__).parents[1] / "data" / "deadlines.toml"
_log = logging.getLogger(__name__)


def days_late(due_on: dt.date | None, by: dt.date | None = None, at: dt.datetime | None = None) -> int:
    """Return by how many days a date is exceeded on a day, today unless `by` is given; 0 if it is not, or nothing is due.

    `at` is the instant at which a term in hours ends on that date; beyond it the first day has begun.
    """
    late = max(0, ((by or clock.today()) - due_on).days) if due_on else 0
    return late or int(by is None and at is not None and at < clock.now())


class Clock(StrEnum):
    """Whose time runs: the library's to pass a question on, or the authority's to answer it."""

    LIBRARY = "library"
    AUTHORITY = "authority"


class Unit(StrEnum):
    """In what a term is counted. `by_date`: until a date that somebody names; then `amount` says nothing."""

    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    BY_DATE = "by_date"


@dataclass(frozen=True)
class Rule:
    """One term: `amount` of `unit` after the event, and what it rests on."""

    code: str
    clock: Clock
    amount: int
    unit: Unit
    basis_uk: str
    basis_en: str


@dataclass(frozen=True)
class Due:
    """A date as counted (`pure`) and as it holds after rolling to a working day (`effective`), with its rule.

    `at` is the instant at which a term in hours ends; its date is then both dates.
    """

    pure: dt.date
    effective: dt.date
    rule: str
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Terms:
    """The rules in force and the calendar to count them by."""

    rules: Mapping[str, Rule]
    calendar: Calendar

    def due(self, code: str, event: dt.datetime, until: dt.date | None = None) -> Due:
        """Return when a term ends that began with an event. `until` is the date of a term that ends by one.

        Hours are counted in absolute time, whatever the clocks do meanwhile; nobody moves their end to a working day.
        Raises KeyError for a rule that is not there.
        """
        rule = self.rules[code]
        if rule.unit is Unit.BY_DATE:
            return Due(until, until, code)
        if rule.unit is Unit.HOURS:
            end = event.astimezone(dt.UTC) + dt.timedelta(hours=rule.amount)
            return Due(clock.day_of(end), clock.day_of(end), code, end)
        pure = self._count(rule, clock.day_of(event))
        effective = self.calendar.next_working(pure) if self.calendar.roll_forward else pure
        return Due(pure, effective, code)

    def _count(self, rule: Rule, day: dt.date) -> dt.date:
        if rule.unit is Unit.WORKING_DAYS:
            return self.calendar.add_working(day, rule.amount)
        if rule.unit is Unit.MONTHS:
            return day + relativedelta(months=rule.amount)  # the last day of a shorter month (Civil Code, art. 254(3))
        return day + dt.timedelta(days=rule.amount)

    def to_forward(self, kind: Kind, received: dt.datetime, pace: Pace = Pace.ORDINARY) -> Due:
        """Return when the library must have passed a question on."""
        return self.due(forward_rule(kind, pace), received)

    def to_answer(self, kind: Kind, received: dt.datetime, pace: Pace = Pace.ORDINARY, until: dt.date | None = None) -> Due:
        """Return when the authority must have answered, counted from its own receipt."""
        return self.due(answer_rule(kind, pace), received, until)

    def latest(self, kind: Kind, received: dt.datetime) -> Due:
        """Return the last date to which the authority may extend its term, counted from its own receipt as well."""
        return self.due(f"{kind}.extended", received)


def answer_rule(kind: Kind, pace: Pace = Pace.ORDINARY) -> str:
    """Return the name of the rule by which an authority answers."""
    return f"{kind}.answer" if pace is Pace.ORDINARY else f"{kind}.{pace}"


def forward_rule(kind: Kind, pace: Pace = Pace.ORDINARY) -> str:
    """Return the name of the rule by which the library passes a question on: what is urgent goes first."""
    return f"{kind}.{'forward_urgent' if pace is Pace.URGENT else 'forward'}"


def read_terms(path: Path = _FILE) -> Terms:
    """Return the terms of a file. Raises KeyError, TypeError, ValueError (TOMLDecodeError) if it is not in form."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = [Rule(**row | {"clock": Clock(row["clock"]), "unit": Unit(row["unit"])}) for row in content["rule"]]
    return Terms({rule.code: rule for rule in rules}, Calendar(**content["calendar"]))


@cache
def shipped_terms() -> Terms:
    """Return the terms that come with the program, with the calendar that comes with it."""
    return read_terms()


class TermsInForce:
    """The shipped rules with the calendar of an installation's file, which is read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem: str | None = None
        """Why the file cannot be used, if it cannot: the calendar before holds on."""
        self._terms = shipped_terms()
        self._stamp: tuple[int, int] | None = None

    def terms(self) -> Terms:
        """Return the terms that hold now."""
        stamp = self._present()
        if stamp != self._stamp:
            self._stamp = stamp
            self._read()
        return self._terms

    def _present(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _read(self) -> None:
        try:
            self._terms = replace(self._terms, calendar=read_calendar(self.path, shipped_terms().calendar))
            self.problem = None
        except CalendarError as error:
            self.problem = str(error)
            _log.error("the calendar stays as it was: %s", error)
