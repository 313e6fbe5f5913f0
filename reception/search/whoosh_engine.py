"""The default engine: Whoosh stores our terms; ranking and counting over its posting lists are our own.

Stock Whoosh passes 100 ms at 12,000 documents with four facets; whole posting lists as arrays answer in a few.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from reception.search import index_folder, planner, searching, whoosh_schema, whoosh_writer
from reception.search.document import Document
from reception.search.hits import Hits, IndexUnusable
from reception.search.similarity import likeness
from reception.search.whoosh_reader import WhooshReader


class WhooshEngine:
    """A Whoosh index in a folder; `engine.Engine` says what it is asked. One object serves all threads."""

    def __init__(self, path: Path):
        self._path = path
        self._reader = WhooshReader(path)

    def search(
        self, query: str | None, filters: Mapping[str, str], sort: str = "relevance", offset: int = 0, limit: int | None = 10,
        among: Collection[int] | None = None, complete: bool = False,
    ) -> Hits:  # fmt: skip
        """Find documents: see `engine.Engine.search`."""
        with index_folder.named_errors():
            snapshot = self._reader.fresh()
            plan = planner.plan(query or "", self._reader.vocabulary, complete)
            return searching.search(plan, snapshot, filters, sort, max(0, offset), limit, among)

    def similar(self, text: str, limit: int = 5, answered_only: bool = True, exclude: Collection[int] = ()) -> list[int]:
        """Return the nearest documents: see `engine.Engine.similar`."""
        with index_folder.named_errors():
            snapshot = self._reader.fresh()
            plan = likeness(text, self._reader.vocabulary, snapshot.live)
            return searching.nearest(plan, snapshot, limit, answered_only, exclude) if plan.clauses else []

    def apply(self, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
        """Write one batch: see `engine.Engine.apply`."""
        whoosh_writer.apply(self._path, documents, deleted_ids, position)

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build the index anew: see `engine.Engine.rebuild`."""
        whoosh_writer.rebuild(self._path, documents, position)

    def position(self) -> int:
        """Return how far into the journal the index has read; 0 for an index that is missing or new."""
        try:
            with index_folder.named_errors():
                self._reader.fresh()
                return self._reader.position
        except IndexUnusable as error:
            if error.reason == "missing":
                return 0
            raise

    def ids(self) -> set[int]:
        """Return the ids of all documents in the index."""
        with index_folder.named_errors():
            snapshot = self._reader.fresh()
            return set(snapshot.ids[snapshot.alive].tolist())

    def outdated(self) -> bool:
        """Tell whether the index was built by other rules or dictionaries for words: see `engine.Engine.outdated`."""
        with index_folder.named_errors():
            return index_folder.current(self._path, whoosh_schema.VERSION).words != index_folder.words_version()

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
