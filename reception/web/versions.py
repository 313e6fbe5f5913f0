"""What an answer said before it was corrected, beside what it says now."""

from collections.abc import Iterable
from dataclasses import dataclass

from reception.domain.text import word_difference
from reception.models import AnswerVersion
from reception.queries.public_view import PublicVersion

Version = AnswerVersion | PublicVersion


@dataclass(frozen=True)
class Compared:
    """An earlier text, and the words by which the one that followed differs from it."""

    version: Version
    text: str
    runs: list[tuple[str, str]]


def compared(earlier: Iterable[Version], now: str, original: bool = False) -> list[Compared]:
    """Return earlier texts, the newest first, each compared with what took its place; `now` is the text that holds.

    They are the texts that readers had, or with `original` those that came from the official.
    """
    found, after = [], now
    for version in reversed(list(earlier)):
        text = version.text if original or isinstance(version, PublicVersion) else version.public_text
        found.append(Compared(version, text, word_difference(text, after)))
        after = text
    return found
