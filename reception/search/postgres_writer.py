"""The writing side of a PostgreSQL index: each batch and each rebuild is one transaction."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reception.search import index_folder, packed
from reception.search.candidates import order_of
from reception.search.document import FILTERS, Document, unique
from reception.search.fields import places
from reception.search.postgres_queries import plain
from reception.search.postgres_schema import BUILD, COLUMNS, INDEXES, SCHEMA, SWITCH, TABLES, WORDS_BY, older, vector
from reception.search.stored_vocabulary import sounds

if TYPE_CHECKING:
    from psycopg import Connection

LOCK_SECONDS = 10
_LOCK = 0x5EA2C4

Documents = Iterable[Document]


def apply(connection: "Connection", documents: Documents, deleted_ids: Iterable[int], position: int) -> None:
    """Write one batch in one transaction; begin an index where there is none."""
    newest = {document.id: document for document in documents}
    gone = [*newest, *deleted_ids]
    with connection.transaction():
        _lock(connection)
        if not connection.execute("SELECT to_regnamespace(%s)", [SCHEMA]).fetchone()[0]:
            _build(connection, (), 0)
        counts = Counter()
        old = f"SELECT lexeme, count(*) FROM {SCHEMA}.document, unnest(words) WHERE id = ANY(%s) GROUP BY lexeme"  # noqa: S608
        counts.subtract(dict(connection.execute(old, [gone]).fetchall()))
        connection.execute(f"DELETE FROM {SCHEMA}.document WHERE id = ANY(%s)", [gone])  # noqa: S608
        counts.update(_put(connection, SCHEMA, newest.values()))
        _count(connection, SCHEMA, counts)
        _note(connection, SCHEMA, position)


def rebuild(connection: "Connection", documents: Documents, position: int) -> None:
    """Build the index anew in a schema of its own, then make it the current one: all seen at once, or not at all."""
    with connection.transaction():
        _lock(connection)
        _build(connection, documents, position)


def _build(connection: "Connection", documents: Documents, position: int) -> None:
    connection.execute(TABLES)
    connection.execute(f"INSERT INTO {BUILD}.state (rules) VALUES (%s)", [index_folder.words_version()])  # noqa: S608
    _count(connection, BUILD, _put(connection, BUILD, unique(documents)))
    _note(connection, BUILD, position)
    has_rum = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'rum'").fetchone()
    connection.execute(WORDS_BY["rum" if has_rum else "gin"])
    connection.execute(INDEXES)
    for schema in older(name for (name,) in connection.execute("SELECT nspname FROM pg_namespace").fetchall()):
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
    connection.execute(SWITCH)


def _lock(connection: "Connection") -> None:
    """Be the only writer until the transaction ends."""
    connection.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _put(connection: "Connection", schema: str, documents: Documents) -> Counter[str]:
    """Write documents, and return how many of them have each term."""
    counts: Counter[str] = Counter()
    statement = f"COPY {schema}.document ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for document in documents:
            found, weights = places(document)
            counts.update(found.keys())
            data = packed.pack(found, weights)
            filters = (plain(getattr(document, name)) for name in FILTERS)
            copy.write_row((
                document.id, order_of(document), packed.length(data), document.answered, *filters,
                vector(found, weights), data,
            ))  # fmt: skip
    return counts


def _count(connection: "Connection", schema: str, counts: Counter[str]) -> None:
    """Add to the vocabulary how many more documents have each term; new terms are also put by their sounds."""
    changed = {term: count for term, count in counts.items() if count}
    if not changed:
        return
    terms, numbers = list(changed), list(changed.values())
    fresh = {(sound, term) for term, count in changed.items() if count > 0 for sound in sounds(term)}
    connection.execute(
        f"INSERT INTO {schema}.term SELECT * FROM unnest(%s::text[], %s::bigint[]) "  # noqa: S608
        f"ON CONFLICT (term) DO UPDATE SET documents = greatest(0, term.documents + excluded.documents)",
        [terms, numbers],
    )
    connection.execute(
        f"INSERT INTO {schema}.sound SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING",  # noqa: S608
        [[sound for sound, _ in fresh], [term for _, term in fresh]],
    )


def _note(connection: "Connection", schema: str, position: int) -> None:
    """Write down how far the journal has been read, and what a reader must know of all documents."""
    connection.execute(
        f"UPDATE {schema}.state SET position = %s, change = pg_current_xact_id()::text::bigint, "  # noqa: S608
        f"(live, average) = (SELECT count(*), coalesce(avg(length), 1) FROM {schema}.document)",
        [position],
    )
