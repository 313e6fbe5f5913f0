"""Groups of digits and the numbers they make together: people put spaces, dashes and line ends into numbers."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

_GROUP = re.compile(r"\d+")
_GAP = re.compile(r"[ \n]{0,2}(?:[-/()_*•·][ \n]?){0,2}|\.")
_LONGEST_GAP = 6
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[^\W\d_a-zA-Z]{3}$"), re.compile(r"[^\W\d_a-zA-Z]{2}")


class Number(NamedTuple):
    """A number as it may be meant: so many groups of digits, the first of which is `first`.

    It `begins_row` if no digits before it could belong to it too.
    """

    digits: str
    first: str
    start: int
    end: int
    groups: int
    begins_row: bool


class Groups:
    """The groups of digits in a text, asked for numbers of a wanted length without trying all others."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [match.span() for match in _GROUP.finditer(text)]
        self._spans = spans
        self._digits = "".join(text[start:end] for start, end in spans)
        self._before = [0]
        """How many digits stand before each group, and at the end."""
        for start, end in spans:
            self._before.append(self._before[-1] + end - start)
        self._last = self._ends_of_runs()

    def _ends_of_runs(self) -> list[int]:
        """Return for each group the one after the last that it can make a number with."""
        last = list(range(1, len(self._spans) + 1))
        for at in range(len(self._spans) - 2, -1, -1):
            end, following = self._spans[at][1], self._spans[at + 1][0]
            if following - end <= _LONGEST_GAP and _GAP.fullmatch(self._text, end, following):
                last[at] = last[at + 1]
        return last

    def __len__(self) -> int:
        return len(self._spans)

    def start(self, at: int) -> int:
        """Return where a group starts."""
        return self._spans[at][0]

    def first_digit(self, at: int) -> str:
        """Return the first digit of a group."""
        return self._text[self._spans[at][0]]

    def number(self, at: int, length: int, most_groups: int) -> Number | None:
        """Return the number of so many digits that begins with a group, if it ends with one."""
        last, before = self._last[at], self._before
        wanted = before[at] + length
        if before[last] < wanted:
            return None
        last = min(last, at + most_groups)
        end = bisect_left(before, wanted, at + 1, last + 1)
        if end > last or before[end] != wanted:
            return None
        start, first_end = self._spans[at]
        begins_row = at == 0 or self._last[at - 1] == at
        digits, first = self._digits[before[at] : wanted], self._text[start:first_end]
        return Number(digits, first, start, self._spans[end - 1][1], end - at, begins_row)


class Shape(NamedTuple):
    """What numbers of one kind look like: their first digit, how many they can have (the most first), in how many groups."""

    begins: str
    lengths: tuple[int, ...]
    most_groups: int


def fitting(groups: Groups, shape: Shape, fits: Callable[[Number], bool]) -> Iterator[Number]:
    """Yield the longest number that fits at each group which is not part of one already."""
    at = 0
    while at < len(groups):
        found = _longest(groups, at, shape, fits) if groups.first_digit(at) in shape.begins else None
        if found:
            yield found
        at += found.groups if found else 1


def _longest(groups: Groups, at: int, shape: Shape, fits: Callable[[Number], bool]) -> Number | None:
    for length in shape.lengths:
        number = groups.number(at, length, shape.most_groups)
        if number and fits(number):
            return number
    return None


def stands_alone(text: str, number: Number) -> bool:
    """Tell whether no letter is glued to a number; the end or the beginning of a word is, where a space was forgotten."""
    before = text[number.start - 1] if number.start else " "
    glued = before == "_" or (before.isalnum() and not _WORD_BEFORE.search(text, max(0, number.start - 3), number.start))
    return not glued and not is_glued_behind(text, number.end)


def is_glued_behind(text: str, end: int) -> bool:
    """Tell whether a letter is glued to the end of a number, unless a word begins there."""
    return text[end : end + 1].isalnum() and not _WORD_AFTER.match(text, end)
