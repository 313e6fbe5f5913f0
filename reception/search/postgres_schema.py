"""The tables of a PostgreSQL index: a schema of their own in the house's database, made and thrown away by the engine.

The version stands in the schema's name, so an index of another version is simply not there. In a tsvector the words
of the subject weigh A, those of the texts B, and what is worth less C and D.
"""

import re
from collections.abc import Iterable, Sequence

from reception.search.analysis import FORMS
from reception.search.document import FILTERS

VERSION = 1
SCHEMA = f"reception_search_{VERSION}"
BUILD = f"{SCHEMA}_build"

_NAME = re.compile(r"reception_search_(\d+)")
COLUMNS = ("id", "asked", "length", "answered", *FILTERS, "words", "packed")
_LAST_PLACE = 16_383
_MOST_PLACES = 255
_WORTH = ((1.7, "A"), (0.9, "B"), (0.6, "C"))

# Out of line and as they are: they are read for few documents, the rest of a row is counted for all.
TABLES = f"""
CREATE SCHEMA {BUILD};
CREATE TABLE {BUILD}.state (position bigint, rules text, change bigint, live bigint, average float8);
CREATE TABLE {BUILD}.document (
    id bigint, asked bigint, length float8, answered boolean, {", ".join(f"{name} text" for name in FILTERS)},
    words tsvector, packed bytea
);
ALTER TABLE {BUILD}.document ALTER words SET STORAGE EXTERNAL, ALTER packed SET STORAGE EXTERNAL;
CREATE TABLE {BUILD}.term (term text COLLATE "C" PRIMARY KEY, documents bigint);
CREATE TABLE {BUILD}.sound (sound text COLLATE "C", term text COLLATE "C", PRIMARY KEY (sound, term));
"""  # noqa: S608 – names of our own

INDEXES = f"""
ALTER TABLE {BUILD}.document ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON {BUILD}.document (asked);
ANALYZE {BUILD}.document, {BUILD}.term, {BUILD}.sound;
"""

WORDS_BY = {
    "gin": f"CREATE INDEX ON {BUILD}.document USING gin (words) WITH (fastupdate = off)",
    "rum": f"CREATE INDEX ON {BUILD}.document USING rum (words rum_tsvector_ops)",
}
"""RUM is an extension, used where the database has it: it holds places too, so that phrases need no second look."""

SWITCH = f"""
DROP SCHEMA IF EXISTS {SCHEMA} CASCADE;
ALTER SCHEMA {BUILD} RENAME TO {SCHEMA};
"""


def older(schemas: Iterable[str]) -> list[str]:
    """Return which of all schemas hold an index of an earlier version; a later one may be in use on another machine."""
    versions = {schema: _NAME.fullmatch(schema) for schema in schemas}
    return [schema for schema, match in versions.items() if match and int(match[1]) < VERSION]


def vector(found: dict[str, Sequence[int]], weights: dict[str, float]) -> str:
    """Return the text of a tsvector: each term at its places, with a letter for what a place of it is worth on average."""
    parts = []
    for term, places in found.items():
        worth = weights[term] / len(places)
        letter = next((letter for least, letter in _WORTH if worth >= least), "D")
        there = sorted({min(place // FORMS, _LAST_PLACE) for place in places})[:_MOST_PLACES]
        parts.append(f"{lexeme(term)}:{','.join(f'{place}{letter}' for place in there)}")
    return " ".join(parts)


def lexeme(term: str) -> str:
    """Return a term as tsvector and tsquery quote it."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
