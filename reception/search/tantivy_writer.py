"""The writing side of a Tantivy index. A commit is one atomic step that Tantivy itself writes through to the disk."""

import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from reception.search import index_folder
from reception.search.document import Document, unique
from reception.search.hits import IndexUnusable
from reception.search.index_folder import named_errors
from reception.search.lexicon import Lexicon
from reception.search.tantivy_schema import (
    ID,
    JOURNAL,
    KNOWN,
    POSITION_HERE,
    SEEN,
    VERSION,
    journal,
    known,
    schema,
    stored,
    tantivy,
)

LOCK_SECONDS = 10
_HEAP = 64_000_000
_TOLD_AT_ONCE = 5_000


def apply(path: Path, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
    """Write one batch in one commit; begin an index where there is none."""
    newest = {document.id: document for document in documents}
    folder = index_folder.current_or_new(path, VERSION, lambda: rebuild(path, (), 0))
    _write(folder, newest.values(), {*newest, *deleted_ids}, position)


def rebuild(path: Path, documents: Iterable[Document], position: int) -> None:
    """Build the index anew in a folder of its own, then make it the current one."""
    with index_folder.building(path) as folder:
        with named_errors(writing=True):
            tantivy.Index(schema(), str(folder))
        _write(folder, unique(documents), (), position)
        with named_errors(writing=True):
            index_folder.switch(path, folder, VERSION)


def _write(folder: Path, documents: Iterable[Document], gone: Iterable[int], position: int) -> None:
    """Write documents in one commit; what the documents themselves raise while they are read is the caller's.

    Merges are waited for: given up at the end of each writer, they would be begun again and again.
    """
    with named_errors(writing=True):
        index = tantivy.Index.open(str(folder))
        writer, told = _writer(index), _Told(index)
    try:
        with named_errors(writing=True):
            # A writer killed before its commit leaves files that the next would write under the same names.
            writer.garbage_collect_files()
            # Not by term: for unsigned numbers 0.27 finds none.
            writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), ID, list(gone)))
        lexicon = Lexicon()
        for document in documents:
            read = lexicon.read(document)
            with named_errors(writing=True):
                writer.add_document(stored(document, read))
                told.tell(writer, read.kinds)
        with named_errors(writing=True):
            told.tell(writer, (), last=True)
            writer.delete_documents_by_term(JOURNAL, POSITION_HERE)
            writer.add_document(journal(position))
            writer.commit()
    except BaseException:
        with suppress(ValueError):
            writer.rollback()
        raise
    finally:
        with named_errors(writing=True):
            writer.wait_merging_threads()


class _Told:
    """Which words the index knows how to find; told of more than once, no harm is done."""

    def __init__(self, index: "tantivy.Index"):
        self._searcher = index.searcher()
        self._told: set[str] = set()
        self._fresh: list[str] = []

    def tell(self, writer: "tantivy.IndexWriter", words: Collection[str], last: bool = False) -> None:
        """Write down those of some words that are new, once there are enough of them or these are the last."""
        fresh = set(words) - self._told
        self._told |= fresh
        self._fresh += [word for word in fresh if not self._searcher.doc_freq(KNOWN, SEEN + word)]
        if len(self._fresh) >= (1 if last else _TOLD_AT_ONCE):
            writer.add_document(known(self._fresh))
            self._fresh = []


def _writer(index: "tantivy.Index") -> "tantivy.IndexWriter":
    """Return the one writer an index can have; wait for another process to end its own."""
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return index.writer(_HEAP, 1)
        except ValueError as error:
            if "Lock" not in str(error):
                raise
            if time.monotonic() > end:
                raise IndexUnusable("busy", "another process is writing the index") from error
        time.sleep(0.05)
