"""One value for each of many documents, in an array of numbers: filtered, counted and parted in one go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np


@dataclass(frozen=True)
class Column:
    """One value for each document: the number of each value, and which value has which number, in the order of the numbers."""

    numbers: np.ndarray
    values: dict[str, int]

    @classmethod
    def of(cls, values: Iterable[str]) -> "Column":
        """Return some values, one for each document."""
        known: dict[str, int] = {}
        return cls(np.fromiter((known.setdefault(value, len(known)) for value in values), np.int32), known)

    @classmethod
    def joined(cls, parts: Iterable["Column"]) -> "Column":
        """Return the values of several parts, one after another."""
        values: dict[str, int] = {}
        numbers = [np.empty(0, np.int32)]
        for part in parts:
            here = [values.setdefault(value, len(values)) for value in part.values]
            numbers.append(np.array(here, np.int32)[part.numbers])
        return cls(np.concatenate(numbers), values)

    def at(self, documents: np.ndarray) -> "Column":
        """Return the values of some documents."""
        return Column(self.numbers[documents], self.values)

    def having(self, documents: np.ndarray, value: str) -> np.ndarray:
        """Tell of some documents which have a value."""
        return self.numbers[documents] == self.values.get(value, -1)

    def counts(self, documents: np.ndarray) -> dict[str, int]:
        """Return how many of some documents have each value that any has."""
        counts = np.bincount(self.numbers[documents], minlength=len(self.values)).tolist()
        return {value: counts[number] for value, number in self.values.items() if counts[number]}

    def parted(self, documents: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """Yield each value that any of some documents has, with those that have it, in their order."""
        numbers = self.numbers[documents]
        ordered = documents[np.argsort(numbers, kind="stable")]
        ends = np.cumsum(np.bincount(numbers, minlength=len(self.values))).tolist()
        for value, (start, end) in zip(self.values, pairwise([0, *ends]), strict=True):
            if end > start:
                yield value, ordered[start:end]
