"""The facts of questions in columns: a few bytes for each, where an object for each takes hundreds, and counted in one go.

A question stands at one place of every column, the newest question first, so places that ascend are an order by date.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import nan
from typing import Any, NamedTuple

import numpy as np

from reception.domain.lifecycle import State
from reception.search.column import Column

NONE = "none"
"""The value of a topic, authority, branch or outcome that is not there."""

YES, NO = "yes", "no"

_NO_DAYS = -1


class Fact(NamedTuple):
    """One public question. Dates are Kyiv's; `days` ran from passing the question on (or receipt) to the answer.

    `late` is yes for an answer after its date and for a question whose date has passed, no for an answer in time, and
    empty where no date can be told. `promised` is yes where an answer promised something by a date, `promise` how that
    stands, of several the worst (`domain/promises.py`); both are empty elsewhere.
    """

    id: int
    asked_on: dt.date
    published_at: dt.datetime | None
    days: int | None
    topic: str
    authority: str
    branch: str
    channel: str
    state: str
    answered: str
    outcome: str
    verdict: str
    late: str
    year: str
    month: str
    promised: str = ""
    promise: str = ""


VALUES = Fact._fields[Fact._fields.index("topic") :]
"""The facts that are short strings: those that can be filtered by and counted."""


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of all public questions, the newest first, each a column."""

    ids: np.ndarray
    asked_on: np.ndarray
    published: np.ndarray
    """When it was answered, in seconds; what is no number stands for what is not there."""
    waited: np.ndarray
    """The days to the answer, less than none where there are none."""
    values: Mapping[str, Column]
    kept: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Facts":
        """Put some facts into columns, in their order."""
        columns = dict(zip(Fact._fields, list(zip(*facts, strict=True)) or [()] * len(Fact._fields), strict=True))
        return cls(
            np.array(columns["id"], np.int64),
            np.array([day.toordinal() for day in columns["asked_on"]], np.int32),
            np.array([at.timestamp() if at else nan for at in columns["published_at"]], float),
            np.array([_NO_DAYS if days is None else days for days in columns["days"]], np.int32),
            {name: Column.of(columns[name]) for name in VALUES},
        )

    @classmethod
    def joined(cls, parts: Sequence["Facts"]) -> "Facts":
        """Return the facts of several parts, at least one, the newest question first."""
        numbers = (np.concatenate(each) for each in zip(*(part._numbers for part in parts), strict=True))
        values = {name: Column.joined(part.values[name] for part in parts) for name in VALUES}
        whole = cls(*numbers, values)
        return whole._at(np.lexsort((whole.ids, whole.asked_on))[::-1])

    def without(self, ids: Collection[int]) -> "Facts":
        """Return the facts of all questions but some."""
        return self._at(~np.isin(self.ids, list(ids)))

    @property
    def _numbers(self) -> tuple[np.ndarray, ...]:
        return self.ids, self.asked_on, self.published, self.waited

    def _at(self, places: np.ndarray) -> "Facts":
        return Facts(*(each[places] for each in self._numbers), {name: column.at(places) for name, column in self.values.items()})

    @cached_property
    def taken(self) -> np.ndarray:
        """The places of the questions that count."""
        return np.flatnonzero(~self._are_declined)

    @cached_property
    def declined(self) -> np.ndarray:
        """The places of those that are shown as not taken: they are in no figure."""
        return np.flatnonzero(self._are_declined)

    @cached_property
    def _are_declined(self) -> np.ndarray:
        return self.values["state"].having(np.arange(len(self.ids)), State.DECLINED)

    @cached_property
    def _place_of(self) -> np.ndarray:
        """The place of the question of each id."""
        places = np.full(self.ids.max(initial=0) + 1, -1, np.int32)
        places[self.ids] = np.arange(len(self.ids))
        return places

    def places_of(self, ids: Sequence[int]) -> np.ndarray:
        """Return the places of those questions that are there, in the order of the ids."""
        wanted = np.asarray(ids, np.int64)
        places = self._place_of[wanted[wanted < len(self._place_of)]]
        return places[places >= 0]

    def matching(self, filters: Mapping[str, str], among: np.ndarray | None = None) -> np.ndarray:
        """Return the places of the questions that have all these values, in their order; `among` none is all that count."""
        places = self.taken if among is None else among
        for name, value in filters.items():
            places = places[self.values[name].having(places, value)]
        return places

    def counts(self, name: str, among: np.ndarray | None = None) -> dict[str, int]:
        """Return how many questions have each value of a fact; `among` none is all that count."""
        return self.values[name].counts(self.taken if among is None else among)

    def parted(self, name: str, places: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """Part some questions by the values of a fact."""
        return self.values[name].parted(places)

    def days(self, places: np.ndarray) -> list[int]:
        """Return the days to the answers of those of some questions that have them, the fewest first."""
        days = self.waited[places]
        return np.sort(days[days != _NO_DAYS]).tolist()

    def once(self, name: str, make: Callable[["Facts"], Any]) -> Any:
        """Return what is made of these facts, made once."""
        if name not in self.kept:
            self.kept[name] = make(self)
        return self.kept[name]
