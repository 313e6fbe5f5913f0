"""The Whoosh schema: filter values as they are, and three columns; words have a file of their own (`whoosh_words`).

Whoosh 2.7.4 is frozen; what is used of it, and what it gets wrong, was measured (docs/decisions/0008).
"""

from pathlib import Path
from typing import Any

from whoosh import columns, fields

from reception.search import whoosh_words
from reception.search.document import FILTERS, Document

VERSION = "3"
"""Raised when the schema changes: an index of another version is not read."""

META = "meta"
NOT_A_QUESTION = -1


def schema() -> fields.Schema:
    """Return the schema of the index."""
    filters = {name: fields.ID() for name in (*FILTERS, "answered")}
    return fields.Schema(
        key=fields.ID(unique=True), meta=fields.STORED(),
        number_of=fields.COLUMN(columns.NumericColumn("q", default=NOT_A_QUESTION)),
        day=fields.COLUMN(columns.NumericColumn("i", default=0)),
        length=fields.COLUMN(columns.NumericColumn("f", default=0.0)),
        **filters,
    )  # fmt: skip


def stored(document: Document, length: float) -> dict[str, Any]:
    """Return what the writer is given for one document, besides its words: `length` is the sum of their weights."""
    values = {name: clean(getattr(document, name)) or None for name in FILTERS}
    return {
        "key": str(document.id), "number_of": document.id, "day": document.asked_on.toordinal(), "length": length,
        "answered": "1" if document.answered else None, **values,
    }  # fmt: skip


def words_path(folder: Path, segment: Any) -> Path:
    """Return where the words of a segment lie; Whoosh removes the file together with the segment's own."""
    return folder / segment.make_filename(whoosh_words.EXTENSION)


def clean(value: str) -> str:
    """Return a filter value that can be encoded, whatever was typed in it."""
    return value.encode("utf-8", "replace").decode("utf-8")
