"""The figures: what was asked, answered, resolved. Each is a count and the filters that list what it counts."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import urlencode

from sqlalchemy import func, select

from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Outcome
from reception.domain.promises import Standing
from reception.extensions import db
from reception.models import Question
from reception.queries.facts import NO, NONE, YES, Fact, Facts
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

_SIGNS = ("state", "answered", "outcome", "verdict", "late", "promised", "promise")
_signs = attrgetter(*_SIGNS)


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
        return _summed(known.matching(filters), filters)
    return known.once("summary", lambda these: _summed(these.rows, {}))


def by(known: Facts, name: str, **filters: str) -> dict[str, Summary]:
    """Return the figures of the questions with these values, parted by a fact: "month", "topic", "channel" …"""

    def make(these: Facts) -> dict[str, Summary]:
        parts: dict[str, list[Fact]] = defaultdict(list)
        for fact in these.matching(filters):
            parts[getattr(fact, name)].append(fact)
        return {value: _summed(rows, {**filters, name: value}) for value, rows in parts.items()}

    return known.once(f"by {name} {sorted(filters.items())}", make)


def not_taken(known: Facts) -> list[tuple[str, Figure]]:
    """Return the public questions that were not taken, by result; they are in no other figure."""
    counted = Counter(fact.outcome for fact in known.declined)
    return [(value, Figure(n, {"state": State.DECLINED.value, "outcome": value})) for value, n in sorted(counted.items())]


def answered_privately() -> int:
    """Return how many questions were answered that are not public because the asker did not agree to it."""
    private = (Question.may_publish.is_(False), Question.public_at.is_(None), Question.state.not_in(NOT_DEALT_WITH))
    answered = Question.published_at.is_not(None), Question.hidden_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Question).where(*private, *answered)) or 0


def _summed(rows: Sequence[Fact], filters: Mapping[str, str]) -> Summary:
    alike = Counter(map(_signs, rows))
    days = sorted(fact.days for fact in rows if fact.days is not None)
    counts = {name: _count(alike, wanted) for name, wanted in COUNTED.items()}
    return Summary(filters, counts, statistics.median(days) if days else None, percentile(days, 0.9))


def _count(alike: Mapping[tuple[str, ...], int], wanted: Mapping[str, str]) -> int:
    fits = [(_SIGNS.index(name), value) for name, value in wanted.items()]
    return sum(number for signs, number in alike.items() if all(signs[at] == value for at, value in fits))


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
