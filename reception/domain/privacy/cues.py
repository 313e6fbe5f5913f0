"""The words around personal data and what is public anyway: facts in `reception/data/privacy/`."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_LONGEST = 30
"""Signs of a cue."""
FOLDER = Path(__file__).parents[2] / "data" / "privacy"


@cache
def facts(name: str) -> dict[str, Any]:
    """Return the content of a file. Raises FileNotFoundError, tomllib.TOMLDecodeError."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def expression(kind: str, name: str) -> str:
    """Return an expression of `cues.toml` as one group: the alternatives of a list, or a single line."""
    value = facts("cues")[kind][name]
    return value if isinstance(value, str) else f"(?:{'|'.join(value)})"


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern for readings in small letters."""
    return re.compile(pattern)


def words(kind: str, name: str) -> str:
    """Return the expression for one of some whole words."""
    return rf"(?<![^\W_]){expression(kind, name)}(?![^\W_])"


class Cue:
    """What says of the thing behind it which kind it is: words, and what may stand between them and it, in small letters."""

    def __init__(self, kind: str, name: str, between: str, reach: int) -> None:
        self._words = compiled(rf"(?<![^\W_]){expression(kind, name)}")
        self._between = compiled(between)
        self._reach = reach

    def before(self, text: str, at: int) -> str | None:
        """Return what stands between the nearest cue and a place in a text; None if there is none, or too much between."""
        ends = [match.end() for match in self._words.finditer(text, max(0, at - self._reach - _LONGEST), at)]
        near = ends and at - ends[-1] <= self._reach and self._between.fullmatch(text, ends[-1], at)
        return text[ends[-1] : at] if near else None

    def stands_before(self, text: str, at: int) -> bool:
        """Tell whether a place in a text has the cue."""
        return self.before(text, at) is not None
