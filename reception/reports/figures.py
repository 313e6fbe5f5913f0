"""The figures: what was asked, answered, resolved. Each is a count and the filters that list what it counts."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from sqlalchemy import func, select

from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Outcome
from reception.domain.promises import Standing
from reception.extensions import db
from reception.models import Question
from reception.queries.fact_table import NO, NONE, YES, Facts
from reception.queries.visibility import NOT_DEALT_WITH

COUNTED: dict[str, dict[str, str]] = {
    "received": {},
    "answered": {"answered": YES},
    "waiting": {"answered": NO},
    "overdue": {"state": State.REFERRED.value, "late": YES},
    "in_time": {"answered": YES, "late": NO},
    "late": {"answered": YES, "late": YES},
    "positive": {"answered": YES, "outcome": Outcome.POSITIVE.value},
    "confirmed": {"answered": YES, "verdict": VerdictValue.SOLVED.value},
    "unclassified": {"answered": YES, "outcome": NONE},
    "promised": {"promised": YES},
    **{f"promise_{standing.value}": {"promise": standing.value} for standing in Standing},
}
"""The definitions. Whatever is resolved is answered: nothing else can be."""

RANKED_FROM = 10
"""Answers from which on a body is compared with others: one quick answer says nothing."""


@dataclass(frozen=True)
class Figure:
    """A number, and the filters of the list behind it."""

    count: int
    filters: Mapping[str, str]

    @property
    def query(self) -> str:
        """The end of the list's address, from the question mark on."""
        return f"?{urlencode(self.filters)}" if self.filters else ""


@dataclass(frozen=True)
class Summary:
    """The figures of one part of the archive. Days are whole days to the answer, None while there is no answer."""

    filters: Mapping[str, str]
    counts: Mapping[str, int]
    median: float | None
    p90: int | None

    def figure(self, name: str) -> Figure:
        """Return a figure of `COUNTED`."""
        return Figure(self.counts[name], {**self.filters, **COUNTED[name]})

    @property
    def in_time_share(self) -> float | None:
        """The part of the answers with a date that came by it, 0 to 1."""
        return _share(self.counts["in_time"], self.counts["in_time"] + self.counts["late"])

    @property
    def positive_share(self) -> float | None:
        """The part of the answers that say the matter was resolved, 0 to 1."""
        return _share(self.counts["positive"], self.counts["answered"])

    @property
    def is_ranked(self) -> bool:
        """Tell whether there are answers enough to compare with others."""
        return self.counts["answered"] >= RANKED_FROM


def summary(known: Facts, **filters: str) -> Summary:
    """Return the figures of the questions that have these values."""
    if filters:
        return _summed(known, known.matching(filters), filters)
    return known.once("summary", lambda these: _summed(these, these.taken, {}))


def by(known: Facts, name: str, **filters: str) -> dict[str, Summary]:
    """Return the figures of the questions with these values, parted by a fact: "month", "topic", "channel" …"""

    def make(these: Facts) -> dict[str, Summary]:
        parts = these.parted(name, these.matching(filters))
        return {value: _summed(these, places, {**filters, name: value}) for value, places in parts}

    return known.once(f"by {name} {sorted(filters.items())}", make)


def not_taken(known: Facts) -> list[tuple[str, Figure]]:
    """Return the public questions that were not taken, by result; they are in no other figure."""
    counted = known.counts("outcome", known.declined)
    return [(value, Figure(n, {"state": State.DECLINED.value, "outcome": value})) for value, n in sorted(counted.items())]


def answered_privately() -> int:
    """Return how many questions were answered that are not public because the asker did not agree to it."""
    private = (Question.may_publish.is_(False), Question.public_at.is_(None), Question.state.not_in(NOT_DEALT_WITH))
    answered = Question.published_at.is_not(None), Question.hidden_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Question).where(*private, *answered)) or 0


def _summed(known: Facts, places: np.ndarray, filters: Mapping[str, str]) -> Summary:
    counted = known.once("counted", _counted)
    counts = {name: int(np.count_nonzero(counts_there[places])) for name, counts_there in counted.items()}
    days = known.days(places)
    return Summary(filters, counts, statistics.median(days) if days else None, percentile(days, 0.9))


def _counted(known: Facts) -> dict[str, np.ndarray]:
    """Tell for each definition, of the question at each place, whether it is counted."""
    return {name: np.isin(np.arange(len(known.ids)), known.matching(wanted)) for name, wanted in COUNTED.items()}


def percentile(ordered: Sequence[int], part: float) -> int | None:
    """Return the least of some ordered values that at least this part (0 to 1) of them does not exceed (nearest rank)."""
    return ordered[max(0, math.ceil(len(ordered) * part) - 1)] if ordered else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def months(values: Iterable[str], most: int) -> list[str]:
    """Return the months from the first to the last of some ("2026-03"), without gaps, the last `most` of them."""
    known = sorted(values)
    if not known:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(max(first, last - most + 1), last + 1)]
