"""The reading side of a Whoosh index: one snapshot held open, replaced when the index has moved on."""

from pathlib import Path
from threading import RLock
from typing import Any

from whoosh import index
from whoosh.reading import TermNotFound

from reception.search import index_folder, whoosh_schema
from reception.search.vocabulary import Vocabulary
from reception.search.whoosh_schema import META, schema
from reception.search.whoosh_snapshot import Leaf, Snapshot

_TRIES = 5


class WhooshReader:
    """Holds what one process has read of an index; safe for several threads."""

    def __init__(self, path: Path):
        self._path = path
        self._lock = RLock()
        self._index: Any = None
        self._forget()

    def fresh(self) -> Snapshot:
        """Return the index as it now is: asking costs little, and only new segments are read.

        A rebuild that ends meanwhile takes the folder away, and then the next try sees its result.
        """
        current = index_folder.current(self._path, whoosh_schema.VERSION)
        while True:
            try:
                return self._fresh(current)
            except Exception:
                before, current = current, index_folder.current(self._path, whoosh_schema.VERSION)
                if current == before:
                    raise

    def _fresh(self, current: index_folder.Current) -> Snapshot:
        with self._lock:
            if current != self.current:
                self._forget()
                self._index = index.open_dir(self._path / current.folder, schema=schema())
                self.current = current
            generation = self._index.latest_generation()
            if self._snapshot is None or generation != self._generation:
                self._snapshot = self._read()
                self._generation = generation
            return self._snapshot

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        if self._index is not None:
            self._index.close()
        self._index: Any = None
        self._leaves: dict[Any, Leaf] = {}
        self._snapshot: Snapshot | None = None
        self._generation = -1
        self.current: index_folder.Current | None = None
        self.vocabulary = Vocabulary()
        self.position = 0

    def _read(self) -> Snapshot:
        """Read all segments; a merge that ends in between takes files away, and then the next try sees its result."""
        for _ in range(_TRIES):
            try:
                return self._read_once()
            except FileNotFoundError:
                continue
        return self._read_once()

    def _read_once(self) -> Snapshot:
        reader = self._index.reader()
        self.position = _position(reader)
        readers = [each for each, _ in reader.leaf_readers()]
        leaves = {each.segment().segment_id(): self._leaf(each) for each in readers}
        self._leaves = leaves
        self.vocabulary.hold(leaf.words.frequencies for leaf in leaves.values())
        return Snapshot(list(leaves.values()), [set(each.segment().deleted_docs()) for each in readers])

    def _leaf(self, reader: Any) -> Leaf:
        """Return the segment as it was read before, or read it."""
        known = self._leaves.get(reader.segment().segment_id())
        if known is not None:
            reader.close()
            return known
        return Leaf(reader, self._path / self.current.folder)


def _position(reader: Any) -> int:
    try:
        matcher = reader.postings("key", META)
    except TermNotFound:
        return 0
    return reader.stored_fields(matcher.id())["meta"]["position"] if matcher.is_active() else 0
