"""Words in a text that ask for a second look before it is published in time of war.

A person decides; the words and the law are facts in `reception/data/privacy/wartime.toml` (shared/domain.md, 5.6).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reception.domain.privacy.cues import facts
from reception.domain.privacy.reading import Reading


class Matter(StrEnum):
    """What a word may give away."""

    STRIKES = "strikes"
    POSITIONS = "positions"
    MOVEMENTS = "movements"
    CHECKPOINTS = "checkpoints"
    MOBILISATION = "mobilisation"
    SHELTERS = "shelters"
    INFRASTRUCTURE = "infrastructure"


@dataclass(frozen=True, slots=True)
class WarCue:
    """A word or words as they stand in a text, and what they may give away."""

    matter: Matter
    text: str


@cache
def _expression() -> re.Pattern[str]:
    groups = (f"(?P<{matter}>{'|'.join(facts('wartime')['cues'][matter])})" for matter in Matter)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups)})\w*")


def cues(*texts: str) -> list[WarCue]:
    """Return what in some texts asks for a second look, each wording once, in the order in which it stands."""
    found = {}
    for text in texts:
        reading = Reading(text)
        for match in _expression().finditer(re.sub(r"\s", " ", reading.small)):
            start, end = reading.place(*match.span())
            words = " ".join(text[start:end].split())
            found.setdefault(words.lower(), WarCue(Matter(match.lastgroup), words))
    return list(found.values())


def law(language: str) -> str:
    """Return the acts on which the check rests, in "uk" or "en"."""
    return facts("wartime")["law"][language]
