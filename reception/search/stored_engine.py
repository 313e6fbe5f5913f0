"""What the engines have in common that find and count by themselves: our words, our ranking, over their store."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager

from reception.search import index_folder, planner, stored_search
from reception.search.candidates import id_of
from reception.search.document import Document
from reception.search.hits import Hits, IndexUnusable
from reception.search.similarity import likeness
from reception.search.stored_search import View, Wanted


class StoredEngine(ABC):
    """An engine over a store; `engine.Engine` says what it is asked. A store says how it is read and written."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[View]:
        """Hold the index as it now is; the store's own errors inside become IndexUnusable."""

    @abstractmethod
    def apply(self, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
        """Write one batch: see `engine.Engine.apply`."""

    @abstractmethod
    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build the index anew: see `engine.Engine.rebuild`."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the files or connections."""

    def search(
        self, query: str | None, filters: Mapping[str, str], sort: str = "relevance", offset: int = 0, limit: int | None = 10,
        among: Collection[int] | None = None, complete: bool = False,
    ) -> Hits:  # fmt: skip
        """Find documents: see `engine.Engine.search`."""
        with self.reading() as view:
            plan = planner.plan(query or "", view.vocabulary, complete)
            return stored_search.search(plan, view, filters, sort, max(0, offset), limit, among)

    def similar(self, text: str, limit: int = 5, answered_only: bool = True, exclude: Collection[int] = ()) -> list[int]:
        """Return the nearest documents: see `engine.Engine.similar`."""
        with self.reading() as view:
            plan = likeness(text, view.vocabulary, view.live)
            return stored_search.nearest(plan, view, limit, answered_only, exclude) if plan.clauses else []

    def position(self) -> int:
        """Return how far into the journal the index has read; 0 for an index that is missing or new."""
        try:
            with self.reading() as view:
                return view.position
        except IndexUnusable as error:
            if error.reason == "missing":
                return 0
            raise

    def ids(self) -> set[int]:
        """Return the ids of all documents in the index."""
        with self.reading() as view:
            return set(id_of(view.dated(Wanted(), True, view.live)).tolist())

    def outdated(self) -> bool:
        """Tell whether the index was built by other rules or dictionaries for words: see `engine.Engine.outdated`."""
        with self.reading() as view:
            return view.words != index_folder.words_version()
