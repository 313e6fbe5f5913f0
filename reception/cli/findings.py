"""What `reception doctor` finds."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How a thing is; the greater, the worse."""

    OK = 0
    LOOK = 1
    BROKEN = 2

    @property
    def word(self) -> str:
        """The level as it is printed."""
        return self.name.lower()


@dataclass(frozen=True)
class Finding:
    """One line: how it is, what it is, and what to do about it."""

    level: Level
    text: str


def ok(text: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, text)


def look(text: str) -> Finding:
    """It works, and somebody should look."""
    return Finding(Level.LOOK, text)


def broken(text: str) -> Finding:
    """It does not work."""
    return Finding(Level.BROKEN, text)
