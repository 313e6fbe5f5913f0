"""Dates that are due, said in the reader's language: until when, and how that was counted. Templates use them as filters."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from reception.current import terms
from reception.domain.calendar import Difference, decoded
from reception.domain.clock import local
from reception.web.wording import day, language


def moment(value: dt.datetime | None) -> str:
    """Return a date in words with the Kyiv time."""
    if value is None:
        return ""
    return f"{day(value)}, {local(value):%H:%M}"


def rule_basis(rule: str) -> str:
    """Return what a term rests on, in words."""
    return getattr(terms().rules[rule], f"basis_{language()}")


def due(thing: Any) -> str:
    """Return until when something is due, with the hour if it is a term in hours; `thing` has `due_on` and `due_at`."""
    return moment(thing.due_at) if thing.due_at else day(thing.due_on)


def counted(entry: Any) -> str:
    """Return how a date of the ledger was counted, in words; `entry` is a Deadline."""
    text = _("until %(due)s, counted from %(start)s by %(basis)s") % {
        "due": moment(entry.due_at) if entry.due_at else day(entry.pure_on),
        "start": moment(entry.counted_from) if entry.due_at else day(entry.counted_from),
        "basis": rule_basis(entry.rule),
    }
    parts = [text, *_exceptions(entry)]
    if entry.pure_on != entry.due_on:
        parts.append(_("the last day is not a working day, so it moves to %(day)s") % {"day": day(entry.due_on)})
    if entry.was_calendar:
        parts.append(_("recounted, because: %(changes)s") % {"changes": ", ".join(calendar_changes(entry))})
    return "; ".join(parts)


def _exceptions(entry: Any) -> Iterator[str]:
    if entry.event == "referred":
        yield _("the library’s sending counts as receipt until the authority names its own date")
    if entry.event == "registered":
        yield _("the authority registered it on that day")


def calendar_changes(entry: Any) -> list[str]:
    """Return in words why a date was counted anew: what has changed in the calendar since it was counted before."""
    changes = decoded(entry.calendar).differences_from(decoded(entry.was_calendar))
    return [words for change in changes for words in _change_words(change)]


def _change_words(change: Difference) -> Iterator[str]:
    match change.field:
        case "martial_law_from":
            yield _("martial law begins on %(day)s") % {"day": day(change.after)} if change.after else _("no martial law")
        case "martial_law_until" if change.after:
            yield _("martial law ended, and from %(day)s holidays are not worked") % {"day": day(change.after)}
        case "martial_law_until":
            yield _("martial law lasts, and holidays are worked")
        case "roll_forward":
            yield _("a last day moves to a working one") if change.after else _("a last day stays where it falls")
        case _:
            added = _("%(day)s is not worked") if change.field == "days_off" else _("%(day)s is worked")
            yield from (added % {"day": day(each)} for each in sorted(change.after - change.before))
            gone = _("%(day)s is an ordinary day again")
            yield from (gone % {"day": day(each)} for each in sorted(change.before - change.after))


def reminder_label(step: str) -> str:
    """Return what a reminder was about, by the name of its step: how long before or after the date, and for whom."""
    to, sign, number = re.fullmatch(r"(official|superior)([+-])(\d+)", step).groups()
    days = int(number)
    if to == "superior":
        return ngettext("to the superior, %(num)s day after the date", "to the superior, %(num)s days after the date", days)
    if sign == "-":
        return ngettext("%(num)s day before the date", "%(num)s days before the date", days)
    return ngettext("%(num)s day after the date", "%(num)s days after the date", days)


FILTERS = {"moment": moment, "rule_basis": rule_basis, "due": due, "counted": counted, "reminder_label": reminder_label}
