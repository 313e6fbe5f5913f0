"""The Whoosh schema: our own terms with places and weights, filter values as they are, two columns.

Whoosh 2.7.4 is frozen; what is used of it, and what it gets wrong, was measured (docs/decisions/0008).
"""

from array import array
from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats

from reception.search.document import FILTERS, Document
from reception.search.fields import places

VERSION = "2"
"""Raised when the schema changes: an index of another version is not read."""

WORDS = "words"
META = "meta"
NOT_A_QUESTION = -1


class Words(fields.FieldType):
    """A text field that takes terms with their places and weights, and analyses nothing.

    Places are stored as plain numbers of four bytes: Whoosh's own pickles take three times as long to read.
    """

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = True
        self.stored = self.unique = False
        self.vector = None
        self.column_type = None
        self.spelling = self.multitoken_query = None

    def index(self, value: tuple[dict[str, list[int]], dict[str, float]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh stores of each term; a word of the subject makes a document as much longer as it weighs."""
        found, weights = value
        for term, term_places in found.items():
            yield term.encode(), max(1, round(weights[term])), weights[term], array("I", term_places).tobytes()


def schema() -> fields.Schema:
    """Return the schema of the index."""
    filters = {name: fields.ID() for name in (*FILTERS, "answered")}
    return fields.Schema(
        key=fields.ID(unique=True), words=Words(), meta=fields.STORED(),
        number_of=fields.COLUMN(columns.NumericColumn("q", default=NOT_A_QUESTION)),
        day=fields.COLUMN(columns.NumericColumn("i", default=0)),
        **filters,
    )  # fmt: skip


def stored(document: Document) -> dict[str, Any]:
    """Return what the writer is given for one document."""
    values = {name: clean(getattr(document, name)) or None for name in FILTERS}
    return {
        "key": str(document.id), "words": places(document),
        "number_of": document.id, "day": document.asked_on.toordinal(), "answered": "1" if document.answered else None,
        **values,
    }  # fmt: skip


def clean(value: str) -> str:
    """Return a filter value that can be encoded, whatever was typed in it."""
    return value.encode("utf-8", "replace").decode("utf-8")
