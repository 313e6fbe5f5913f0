"""The engine for large archives on one machine: Tantivy finds and counts, a hundred times as fast as pure Python can.

It is an extra: `pip install reception[tantivy]`, then RECEPTION_SEARCH_ENGINE=tantivy.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from reception.search import index_folder, tantivy_writer
from reception.search.document import Document
from reception.search.index_folder import Current
from reception.search.stored_engine import StoredEngine
from reception.search.tantivy_schema import VERSION, tantivy
from reception.search.tantivy_view import TantivyView


class TantivyEngine(StoredEngine):
    """A Tantivy index in a folder; `engine.Engine` says what it is asked. One object serves all threads."""

    def __init__(self, path: Path):
        """Raises ValueError where the extra is not installed."""
        if tantivy is None:
            raise ValueError("the engine “tantivy” is not installed: pip install reception[tantivy]")
        self._path = path
        self._lock = Lock()
        self._seen: tuple | None = None
        self._view: TantivyView | None = None

    @contextmanager
    def reading(self) -> Iterator[TantivyView]:
        """Hold the index as it now is: a new view where its folder or its list of segments has changed."""
        with index_folder.named_errors():
            yield self._fresh()

    def apply(self, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
        """Write one batch: see `engine.Engine.apply`."""
        tantivy_writer.apply(self._path, documents, deleted_ids, position)

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build the index anew: see `engine.Engine.rebuild`."""
        tantivy_writer.rebuild(self._path, documents, position)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._view = self._seen = None

    def _fresh(self) -> TantivyView:
        """Return the present state; a folder that a rebuild takes away in between is no damage, there is a new one."""
        current = index_folder.current(self._path, VERSION)
        try:
            return self._open(current)
        except (OSError, ValueError):
            if index_folder.current(self._path, VERSION) == current:
                raise
            return self._fresh()

    def _open(self, current: Current) -> TantivyView:
        folder = self._path / current.folder
        with self._lock:
            meta = (folder / "meta.json").stat()
            seen = (current, meta.st_mtime_ns, meta.st_ino)
            if seen != self._seen or self._view is None:
                index = tantivy.Index.open(str(folder))
                index.config_reader("manual")
                index.reload()
                self._view, self._seen = TantivyView(index.searcher(), current.words), seen
            return self._view
