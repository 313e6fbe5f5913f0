"""What a search gives back, and the one error an index can raise."""

from dataclasses import dataclass, field

Slots = tuple[frozenset[str], ...]
"""Index terms wanted at consecutive words: one slot for a word, several for a phrase."""


@dataclass(frozen=True)
class Hits:
    """One page of a search.

    `ids` are the page's documents, best first; `total` counts all hits, of which `complete` have every word that
    matters; `facets` are counts by field and value over all hits, if a page of them is wanted (a field that is filtered
    counts as if it were not, so that the reader can change his choice). `relaxed` says that there are others, with fewer
    words; `suggestion` is a corrected query to offer, `marks` is what `highlight` marks: for each word of
    the query all that stands for it.
    """

    ids: tuple[int, ...] = ()
    total: int = 0
    complete: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    relaxed: bool = False
    marks: tuple[tuple[Slots, ...], ...] = ()


class IndexUnusable(Exception):
    """The index cannot be read or written; the database still can.

    `reason` is one of: missing (never built), version (built by another version), broken (half written or damaged),
    unreadable, unwritable (rights), full (no space on the disk), busy (another process is writing).
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
