"""Where the bars of a chart stand. Drawn by `components/chart.html` as plain SVG: our policy allows no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 200
"""Pixels from the ground to the highest line."""

_LINES = 4


@dataclass(frozen=True)
class Bar:
    """One column: `x` and `width` in per cent of the chart's width, `y` and `height` in pixels, `series` from 0."""

    x: float
    y: float
    width: float
    height: float
    series: int
    words: str


@dataclass(frozen=True)
class Mark:
    """A label under the columns, from `at` per cent on, or beside a line at `at` pixels."""

    at: float
    words: str


@dataclass(frozen=True)
class Columns:
    """A chart of columns: `height` in pixels, labels of places below and of numbers at the lines."""

    height: int
    bars: Sequence[Bar]
    places: Sequence[Mark]
    lines: Sequence[Mark]


def columns(places: Sequence[str], rows: Sequence[Sequence[int]], labels: int = 5) -> Columns:
    """Return a chart with a group of columns for each place, one column a series; about `labels` places are named."""
    step = _step(max((number for row in rows for number in row), default=0))
    scale = HEIGHT / (step * _LINES)
    group = 100 / max(1, len(places))
    bars = [bar for at, row in enumerate(rows) for bar in _group(at * group, group, row, scale, places[at])]
    every = max(1, -(-len(places) // labels))
    named = [Mark(round(at * group, 2), places[at]) for at in range(0, len(places), every)]
    lines = [Mark(round(HEIGHT - line * step * scale, 2), str(line * step)) for line in range(_LINES + 1)]
    return Columns(HEIGHT, bars, named, lines)


def _group(left: float, width: float, row: Sequence[int], scale: float, place: str) -> list[Bar]:
    one = width * 0.8 / len(row)
    return [
        Bar(round(left + width * 0.1 + at * one, 2), round(HEIGHT - number * scale, 2), round(one, 2), round(number * scale, 2),
            at, f"{place}: {number}")
        for at, number in enumerate(row)
        if number
    ]  # fmt: skip


def _step(most: int) -> int:
    """Return the round number of which `_LINES` reach the highest column: 1, 2 or 5 times a power of ten."""
    step = 1
    for factor in (2, 2.5, 2) * 12:
        if step * _LINES >= most:
            break
        step = int(step * factor)
    return step
