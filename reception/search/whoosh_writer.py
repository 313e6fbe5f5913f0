"""The writing side of a Whoosh index: batches in one commit, rebuilds beside the old index, all synced to the disk."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound
from whoosh.writing import SegmentWriter

from reception.search import index_folder, whoosh_schema
from reception.search.document import Document, unique
from reception.search.fields import places
from reception.search.hits import IndexUnusable
from reception.search.whoosh_schema import META, schema, stored, words_path
from reception.search.whoosh_words import FULL, Pool, Words

LOCK_SECONDS = 10


class _Writer(SegmentWriter):
    """Whoosh's writer of segments, with the words of each segment gathered, merged and written by `whoosh_words`."""

    def __init__(self, found: Any):
        codec = W3Codec()
        codec.length_stats = False  # how long a document is stands in a column of ours
        super().__init__(found, timeout=LOCK_SECONDS, compound=False, codec=codec)
        self._words = Pool()

    @property
    def is_full(self) -> bool:
        """Whether the segment is large enough."""
        return len(self._words) >= FULL

    def add(self, document: Document, terms: dict[str, list[int]], weights: dict[str, float]) -> None:
        """Add a document with what `fields.places` found in it."""
        self._words.add(self.docnum, terms, weights)
        self.add_document(**stored(document, sum(weights.values())))

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Take in a segment that is merged into this one; `docmap` has the new numbers of its documents where some are gone."""
        super().add_postings_to_pool(reader, startdoc, docmap)
        to = np.arange(startdoc, startdoc + reader.doc_count_all())
        if docmap is not None:
            to = np.array([docmap.get(number, -1) for number in range(len(to))])
        self._words.take(Words(words_path(Path(self.storage.folder), reader.segment())), to)

    def _flush_segment(self) -> None:
        super()._flush_segment()
        with words_path(Path(self.storage.folder), self.newsegment).open("wb") as file:
            self._words.write(file)


def apply(path: Path, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
    """Write one batch in one commit; begin an index where there is none.

    The batch is made unique first: Whoosh stores a document twice that one writer is given twice.
    """
    newest = {document.id: document for document in documents}
    gone = {str(id) for id in (*newest, *deleted_ids)} | {META}
    folder = index_folder.current_or_new(path, whoosh_schema.VERSION, lambda: rebuild(path, (), 0))
    with index_folder.named_errors(writing=True):
        before = {each.name for each in folder.iterdir()}
    _write(folder, newest.values(), gone, position)
    with index_folder.named_errors(writing=True):
        index_folder.sync_folder(folder, before)


def rebuild(path: Path, documents: Iterable[Document], position: int) -> None:
    """Build the index anew in a folder of its own, then make it the current one."""
    with index_folder.building(path) as folder:
        with index_folder.named_errors(writing=True):
            index.create_in(folder, schema()).close()
        _write_many(folder, unique(documents), position)
        with index_folder.named_errors(writing=True):
            index_folder.sync_folder(folder, set())
            index_folder.switch(path, folder, whoosh_schema.VERSION)


def _write(folder: Path, documents: Iterable[Document], gone: set[str], position: int) -> None:
    """Write documents in one commit; what the documents themselves raise while they are read is the caller's."""
    with _writing(folder) as writer:
        with index_folder.named_errors(writing=True):
            _delete(writer, gone)
        for document in documents:
            _add(writer, document)
        _finish(writer, position)


def _write_many(folder: Path, documents: Iterable[Document], position: int) -> None:
    """Write documents into a new index, in as many segments as they need."""
    rest, more = iter(documents), True
    while more:
        with _writing(folder) as writer:
            for document in rest:
                _add(writer, document)
                if writer.is_full:
                    break
            else:
                more = False
                _finish(writer, position)
            if more:
                with index_folder.named_errors(writing=True):
                    writer.commit(merge=False)


def _add(writer: _Writer, document: Document) -> None:
    terms, weights = places(document)
    with index_folder.named_errors(writing=True):
        writer.add(document, terms, weights)


def _finish(writer: _Writer, position: int) -> None:
    with index_folder.named_errors(writing=True):
        writer.add_document(key=META, meta={"position": position})
        writer.commit()


@contextmanager
def _writing(folder: Path) -> Iterator[_Writer]:
    """Give a writer that is cancelled if anything goes wrong."""
    with index_folder.named_errors(writing=True):
        found = index.open_dir(folder, schema=schema())
        writer = _writer(found)
    try:
        yield writer
    except BaseException:
        _cancel(writer)
        raise
    finally:
        found.close()


def _writer(found: Any) -> _Writer:
    try:
        return _Writer(found)
    except index.LockError as error:
        raise IndexUnusable("busy", "another process is writing the index") from error


def _cancel(writer: Any) -> None:
    """Give the lock back, also where the writer is too broken to clean up after itself."""
    try:
        writer.cancel()
    except Exception:
        writer.writelock.release()


def _delete(writer: Any, keys: set[str]) -> None:
    if not keys:
        return
    reader = writer.reader()
    try:
        for key in keys:
            try:
                matcher = reader.postings("key", key)
            except TermNotFound:
                continue
            for number in list(matcher.all_ids()):
                writer.delete_document(number)
    finally:
        reader.close()
