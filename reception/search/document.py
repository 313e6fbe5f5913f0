"""What an engine is given to index: one published question as plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

FILTERS = ("topic", "authority", "outcome", "branch", "state", "verdict", "year", "month")
"""Fields a search can be narrowed by; a filter is an exact value."""

FACETS = ("topic", "authority", "outcome", "branch", "year")
"""Fields whose values are counted over the hits."""


def unique(documents: Iterable["Document"]) -> Iterator["Document"]:
    """Yield the first document of each id: some engines keep twice what they are given twice."""
    seen: set[int] = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document


@dataclass(frozen=True)
class Document:
    """One question with its answer, in the words that may be public.

    The caller passes only text that anybody may read: what stands here can be found by everybody.
    Texts of several answers or attachments are joined by the caller with blank lines.
    """

    id: int
    number: str
    subject: str
    question: str
    answer: str
    attachments: str
    topic: str
    authority: str
    outcome: str
    branch: str
    state: str
    verdict: str
    asked_on: date
    answered_on: date | None

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.answered_on is not None

    @property
    def year(self) -> str:
        """The year it was asked, as "2026"."""
        return f"{self.asked_on.year:04}"

    @property
    def month(self) -> str:
        """The month it was asked, as "2026-03"."""
        return f"{self.asked_on.year:04}-{self.asked_on.month:02}"
