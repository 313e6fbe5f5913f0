"""One door to every engine: what an index can be asked, and how one is opened.

Engines take index terms; none analyses text itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal, Protocol

from reception.search.document import Document
from reception.search.hits import Hits, IndexUnusable
from reception.search.postgres_engine import PostgresEngine
from reception.search.tantivy_engine import TantivyEngine
from reception.search.whoosh_engine import WhooshEngine

Sort = Literal["relevance", "newest", "oldest"]

ENGINES: dict[str, Callable[[Path, str], "Engine"]] = {
    "whoosh": lambda folder, _: WhooshEngine(folder),
    "tantivy": lambda folder, _: TantivyEngine(folder),
    "postgresql": lambda _, database_url: PostgresEngine(database_url),
}

__all__ = ["ENGINES", "Engine", "Hits", "IndexUnusable", "Sort", "open_engine"]


class Engine(Protocol):
    """A full-text index over the published questions. Every method may raise IndexUnusable, and nothing else of its own."""

    def search(
        self, query: str | None, filters: Mapping[str, str], sort: Sort = "relevance", offset: int = 0, limit: int | None = 10,
        among: Collection[int] | None = None, complete: bool = False,
    ) -> Hits:  # fmt: skip
        """Find documents.

        `query` is what was typed, anything at all; None or blank finds every document. `filters` maps names of
        `document.FILTERS` to exact values (an empty value does not filter). `among` narrows to these ids. `limit` None is all,
        without facets: who has every id can count by himself.
        Where few documents have every word of the query, those that lack some follow, unless they are to be `complete`.
        Without a query "relevance" is "newest".
        """

    def similar(self, text: str, limit: int = 5, answered_only: bool = True, exclude: Collection[int] = ()) -> list[int]:
        """Return the ids of the documents nearest to a text, nearest first, without those excluded."""

    def apply(self, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
        """Write one batch: documents replace those of the same id. Doing it twice is doing it once.

        `position` is how far the journal has been read once the batch is in; both are stored in one step. A missing
        index is begun.
        """

    def position(self) -> int:
        """Return how far into the journal the index has read; 0 for an index that is missing or new."""

    def ids(self) -> set[int]:
        """Return the ids of all documents in the index."""

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build the index anew beside the old one, which answers meanwhile, then switch."""

    def outdated(self) -> bool:
        """Tell whether words are cut otherwise now than when the index was built: it works, and wants a rebuild."""

    def close(self) -> None:
        """Let go of the files."""


def open_engine(name: str, folder: Path, database_url: str = "") -> Engine:
    """Return the named engine over an index folder, or over the database where that holds the index.

    Nothing is read yet, so an index that is missing is no error here. Raises ValueError for a name that is not in
    `ENGINES`, and for an engine that cannot be had: it is an extra that is not installed, or wants another database.
    """
    if name not in ENGINES:
        raise ValueError(f"unknown search engine {name!r}; there are: {', '.join(ENGINES)}")
    return ENGINES[name](folder, database_url)
