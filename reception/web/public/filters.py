"""The archive's filters in words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reception.queries.archive import FACETS, Found
from reception.queries.fact_table import NO, NONE, YES
from reception.queries.public_lists import named
from reception.queries.selection import Selection
from reception.web import wording
from reception.web.promise_words import standing_label

LABELS = {
    "topic": _l("Topic"),
    "authority": _l("Authority"),
    "outcome": _l("Result"),
    "branch": _l("Branch"),
    "year": _l("Year"),
    "state": _l("State"),
    "verdict": _l("The asker’s verdict"),
    "channel": _l("How it came"),
    "month": _l("Month"),
    "answered": _l("Answer"),
    "late": _l("Term"),
    "promise": _l("Promise"),
    "promised": _l("Promised"),
}
_WORDS = {
    ("answered", YES): _l("answered"),
    ("answered", NO): _l("not answered yet"),
    ("late", YES): _l("after the term"),
    ("late", NO): _l("in time"),
    ("promised", YES): _l("something was promised"),
    ("topic", NONE): _l("no topic yet"),
    ("authority", NONE): _l("no authority yet"),
    ("branch", NONE): _l("not at a branch"),
    ("outcome", NONE): _l("without a result"),
}
_SAY = {
    "outcome": wording.outcome_label,
    "state": wording.state_label,
    "verdict": wording.verdict_label,
    "channel": wording.channel_label,
    "promise": standing_label,
}

MOST = 60
"""Values of one filter that are offered; the rest is for the search."""

Option = tuple[str, str, int]


@dataclass(frozen=True)
class Group:
    """One filter: its values with words and counts, and the value chosen."""

    name: str
    label: str
    options: list[Option]
    chosen: str | None


def groups(found: Found) -> list[Group]:
    """Return the filters to offer for what was found, and any others that are chosen."""
    chosen = found.selection.filters
    return [_group(name, found) for name in LABELS if name in FACETS or name in chosen]


def _group(name: str, found: Found) -> Group:
    counts = dict(found.facets.get(name, {}))
    counts.pop("", None)
    chosen = found.selection.filters.get(name)
    if chosen is not None:
        counts.setdefault(chosen, found.total)
    words = words_for(name)
    offered = [option for at, option in enumerate(_in_order(name, counts)) if at < MOST or option[0] == chosen]
    options = [(value, words(value), count) for value, count in offered]
    return Group(name, str(LABELS[name]), options, chosen)


def _in_order(name: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    if name == "year":
        return sorted(counts.items(), reverse=True)
    return sorted(counts.items(), key=lambda option: (option[0] == NONE, -option[1], option[0]))


def words_for(name: str):
    """Return a function that says the values of a filter in the reader's language; what it does not know it repeats."""
    known = named(name) if name in ("topic", "authority", "branch") else {}

    def say(value: str) -> str:
        if (name, value) in _WORDS:
            return str(_WORDS[name, value])
        if name == "month":
            return month_words(value)
        if value in known:
            return wording.in_language(known[value])
        try:
            return _SAY[name](value) if name in _SAY else value
        except (KeyError, ValueError):
            return value

    return say


def month_words(value: str) -> str:
    """Return a month such as "2026-03" in words; what is none is repeated."""
    try:
        return format_date(dt.date.fromisoformat(f"{value}-01"), "LLLL y").replace(" ", "\N{NO-BREAK SPACE}")
    except ValueError:
        return value


def title(selection: Selection) -> str:
    """Return what is looked for, in a few words, for the page's title and the feed's; nothing for the whole archive."""
    words = [words_for(name)(value) for name, value in selection.filters.items()]
    q = selection.q
    return ", ".join(([_("“%(words)s”", words=q)] if q else []) + words)
