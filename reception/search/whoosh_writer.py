"""The writing side of a Whoosh index: batches in one commit, rebuilds beside the old index, all synced to the disk."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.reading import TermNotFound

from reception.search import index_folder, whoosh_schema
from reception.search.document import Document
from reception.search.hits import IndexUnusable
from reception.search.index_folder import thrown_away_if_unfinished
from reception.search.whoosh_schema import META, schema, stored

LOCK_SECONDS = 10
MEMORY_MB = 128


def apply(path: Path, documents: Iterable[Document], deleted_ids: Iterable[int], position: int) -> None:
    """Write one batch in one commit; begin an index where there is none.

    The batch is made unique first: Whoosh stores a document twice that one writer is given twice.
    """
    unique = {document.id: document for document in documents}
    gone = {str(id) for id in (*unique, *deleted_ids)} | {META}
    folder = _folder(path)
    with index_folder.named_errors(writing=True):
        before = {each.name for each in folder.iterdir()}
    _write(folder, unique.values(), gone, position)
    with index_folder.named_errors(writing=True):
        index_folder.sync_folder(folder, before)


def rebuild(path: Path, documents: Iterable[Document], position: int) -> None:
    """Build the index anew in a folder of its own, then make it the current one."""
    with index_folder.named_errors(writing=True):
        folder = index_folder.new_folder(path)
    with thrown_away_if_unfinished(folder):
        with index_folder.named_errors(writing=True):
            index.create_in(folder, schema()).close()
        _write(folder, _unique(documents), set(), position)
        with index_folder.named_errors(writing=True):
            index_folder.sync_folder(folder, set())
            index_folder.switch(path, folder, whoosh_schema.VERSION)


def _unique(documents: Iterable[Document]) -> Iterable[Document]:
    seen: set[int] = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document


def _folder(path: Path) -> Path:
    try:
        return path / index_folder.current(path, whoosh_schema.VERSION).folder
    except IndexUnusable as error:
        if error.reason != "missing":
            raise
    rebuild(path, (), 0)
    return path / index_folder.current(path, whoosh_schema.VERSION).folder


def _write(folder: Path, documents: Iterable[Document], gone: set[str], position: int) -> None:
    """Write documents in one commit; what the documents themselves raise while they are read is the caller's."""
    with index_folder.named_errors(writing=True):
        found = index.open_dir(folder, schema=schema())
        writer = _writer(found)
    try:
        with index_folder.named_errors(writing=True):
            _delete(writer, gone)
        for document in documents:
            values = stored(document)
            with index_folder.named_errors(writing=True):
                writer.add_document(**values)
        with index_folder.named_errors(writing=True):
            writer.add_document(key=META, meta={"position": position})
            writer.commit()
    except BaseException:
        _cancel(writer)
        raise
    finally:
        found.close()


def _writer(found: Any) -> Any:
    try:
        return found.writer(timeout=LOCK_SECONDS, compound=False, limitmb=MEMORY_MB)
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
