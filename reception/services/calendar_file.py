"""An administrator keeps the installation's calendar: the file that says what the shipped one does not know."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from reception.current import terms, terms_in_force
from reception.domain.calendar import Calendar
from reception.domain.deadlines import shipped_terms
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.permissions import require
from reception.services.journal import record
from reception.services.transaction import transaction

HEAD = "# Working days and martial law: see docs/operations.md. Administration writes this file anew.\n"
MOST_DAYS = 400


def keep_calendar(
    actor: Actor,
    martial_law_until: dt.date | None,
    roll_forward: bool,
    days_off: Iterable[dt.date],
    working_days: Iterable[dt.date],
) -> None:
    """Write the calendar file; new dates are counted by it at once, open ones when they are counted anew.

    Raises Invalid, with the field, for an end of martial law before its beginning, a day that stands twice, too many days.
    """
    with transaction():
        require(actor, Permission.ADMINISTER)
        before = terms().calendar
        days = {"days_off": frozenset(days_off), "working_days": frozenset(working_days)}
        after = replace(before, martial_law_until=martial_law_until, roll_forward=roll_forward, **days)
        _must_be_possible(after)
        changes = after.differences_from(before)
        if not changes:
            return
        was, now = ({each.field: _plain(getattr(each, side)) for each in changes} for side in ("before", "after"))
        record(Tag.DIRECTORY_CHANGED, actor, what="calendar", name=terms_in_force().path.name, before=was, after=now)
        _write(after)


def _must_be_possible(calendar: Calendar) -> None:
    begin, end = calendar.martial_law_from, calendar.martial_law_until
    if begin and end and end <= begin:
        raise Invalid("date_not_later", field="martial_law_until", due=begin)
    both = calendar.days_off & calendar.working_days
    if both:
        raise Invalid("day_twice", field="working_days", day=min(both))
    for name in ("days_off", "working_days"):
        if len(getattr(calendar, name)) > MOST_DAYS:
            raise Invalid("days_too_many", field=name, limit=MOST_DAYS)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return [day.isoformat() for day in sorted(value)]
    return value.isoformat() if isinstance(value, dt.date) else value


def _write(calendar: Calendar) -> None:
    """Put the new file in the place of the old at once, so that nobody reads half of it."""
    shipped = shipped_terms().calendar
    said = {each.field for each in calendar.differences_from(shipped)}
    lines = [line for line in calendar.lines() if line.split(" = ")[0] in said]
    path = terms_in_force().path
    new = path.with_suffix(".new")
    new.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    new.replace(path)
