"""What a reader looks for, as it stands in an address: words, filters, order, page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from reception.domain.text import clean_line

FILTERS = (
    "topic", "authority", "outcome", "branch", "year", "state", "verdict", "channel", "month", "answered", "late",
    "promised", "promise",
)  # fmt: skip
"""Names of arguments; each is a fact of a question (`queries/fact_table.py`), its value exact."""

COMES_LATER = ("state", "answered", "verdict", "promised", "promise")
"""Filters that tell how far a question has come: of an answer that is still to be published they say nothing."""

SORTS = ("relevance", "newest", "oldest")
LONGEST_QUERY = 500
_LONGEST_VALUE = 64


@dataclass(frozen=True)
class Selection:
    """A part of the archive, and the page of it to show."""

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1

    def arguments(self, **changes: object) -> dict[str, object]:
        """Return the arguments of its address; `changes` put in or, with None, take out. What is usual is left out."""
        all_of_them = {"q": self.q, **self.filters, "sort": self.sort, "page": self.page} | changes
        usual = {"q": "", "sort": SORTS[0], "page": 1}
        return {name: value for name, value in all_of_them.items() if value is not None and value != usual.get(name)}

    def on_page(self, page: int) -> "Selection":
        """Return the same on another page."""
        return replace(self, page=page)

    def to_come(self) -> "Selection":
        """Return what to watch for new answers to these words and filters."""
        return Selection(self.q, {name: value for name, value in self.filters.items() if name not in COMES_LATER})

    def query(self) -> str:
        """Return the query of its address in the one canonical form."""
        return urlencode(self.arguments())


def read_selection(arguments: Mapping[str, str]) -> Selection:
    """Return what is selected by the arguments of an address, whatever was typed there."""
    filters = {name: clean_line(arguments.get(name) or "")[:_LONGEST_VALUE] for name in FILTERS}
    sort = arguments.get("sort")
    return Selection(
        q=clean_line(arguments.get("q") or "")[:LONGEST_QUERY],
        filters={name: value for name, value in filters.items() if value},
        sort=sort if sort in SORTS else SORTS[0],
        page=_page(arguments.get("page") or ""),
    )


def read_query(query: str) -> Selection:
    """Return what `Selection.query` was made of."""
    return read_selection(dict(parse_qsl(query)))


def _page(typed: str) -> int:
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
