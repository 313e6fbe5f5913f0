"""When something is due. The terms are facts and live in `reception/data/deadlines.toml`; here is how they are counted."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta

from reception.domain import clock
from reception.domain.calendar import Calendar
from reception.domain.kinds import Kind

_FILE = Path(__file__).parents[1] / "data" / "deadlines.toml"


def days_late(due_on: dt.date | None, by: dt.date | None = None) -> int:
    """Return by how many days a date is exceeded on a day, today unless `by` is given; 0 if it is not, or nothing is due."""
    return max(0, ((by or clock.today()) - due_on).days) if due_on else 0


class Clock(StrEnum):
    """Whose time runs: the library's to pass a question on, or the authority's to answer it."""

    LIBRARY = "library"
    AUTHORITY = "authority"


@dataclass(frozen=True)
class Rule:
    """One term: `amount` of `unit` after the event, and what it rests on."""

    code: str
    clock: Clock
    amount: int
    unit: str
    basis_uk: str
    basis_en: str


@dataclass(frozen=True)
class Due:
    """A date as counted (`pure`) and as it holds after rolling to a working day (`effective`), with its rule."""

    pure: dt.date
    effective: dt.date
    rule: str


@dataclass(frozen=True)
class Terms:
    """The rules in force and the calendar to count them by."""

    rules: Mapping[str, Rule]
    calendar: Calendar

    def due(self, code: str, event: dt.datetime) -> Due:
        """Return when a term ends that began with an event. Raises KeyError for a rule that is not there."""
        rule = self.rules[code]
        pure = self._count(rule, clock.day_of(event))
        effective = self.calendar.next_working(pure) if self.calendar.roll_forward else pure
        return Due(pure, effective, code)

    def _count(self, rule: Rule, day: dt.date) -> dt.date:
        if rule.unit == "working_days":
            return self.calendar.add_working(day, rule.amount)
        if rule.unit == "months":
            return day + relativedelta(months=rule.amount)  # the last day of a shorter month (Civil Code, art. 254(3))
        return day + dt.timedelta(days=rule.amount)

    def to_forward(self, kind: Kind, received: dt.datetime) -> Due:
        """Return when the library must have passed a question on."""
        return self.due(f"{kind}.forward", received)

    def to_answer(self, kind: Kind, received: dt.datetime) -> Due:
        """Return when the authority must have answered, counted from its own receipt."""
        return self.due(f"{kind}.answer", received)

    def latest(self, kind: Kind, received: dt.datetime) -> Due:
        """Return the last date to which the authority may extend its term."""
        return self.due(f"{kind}.extended", received)


def read_terms(path: Path = _FILE) -> Terms:
    """Return the terms of a file. Raises KeyError, TypeError or tomllib.TOMLDecodeError if it is not in form."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = [Rule(**row | {"clock": Clock(row["clock"])}) for row in content["rule"]]
    return Terms({rule.code: rule for rule in rules}, Calendar(**content["calendar"]))


@cache
def terms() -> Terms:
    """Return the terms that are shipped with the program."""
    return read_terms()
