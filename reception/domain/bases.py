"""What a date rests on: a law, or the library's own target. Which dates are the law's is a fact of `data/dates_by_law.toml`."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from reception.domain.deadlines import Clock
from reception.domain.kinds import Kind

_FILE = Path(__file__).parents[1] / "data" / "dates_by_law.toml"


class Basis(StrEnum):
    """Whose word a date is."""

    OWN = "own"
    LAW = "law"


@cache
def kinds_by_law() -> Mapping[Clock, frozenset[Kind]]:
    """Return the kinds of question whose date is set by law, by whose clock it is that runs."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {clock: frozenset(map(Kind, content[clock])) for clock in Clock}
