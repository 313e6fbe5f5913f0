"""The directory of authorities and officials from CSV files: first a plan that a person reads, then the same plan carried out.

Rows that a file does not name stay as they are. A plan with errors is not carried out: a file is mended, not half taken.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from reception.domain.errors import Invalid, Stale
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Authority, Official, Topic
from reception.permissions import require
from reception.services.directory import SPECS, cleaned, put, shown
from reception.services.transaction import transaction

LARGEST_KILOBYTES = 400
"""A city's directory has some hundred lines; the page of the plan carries the files on to its confirmation."""

COLUMNS = {
    Authority: ("slug", "name_uk", "name_en", "short_uk", "kind", "topics", "address", "phone", "email", "note", "active"),
    Official: ("authority", "name", "post", "email", "language", "active"),
}
NEEDED = {Authority: {"slug", "name_uk"}, Official: {"authority", "name", "post", "email"}}
KEYS = {Authority: "slug", Official: "email"}


@dataclass(frozen=True)
class Change:
    """One row that is new or differs: `fields` are (name, before, after)."""

    model: type
    key: str
    line: int
    is_new: bool
    fields: tuple[tuple[str, Any, Any], ...]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """What is wrong in a line of a file; line 1 is the head."""

    model: type | None
    line: int
    error: Invalid


@dataclass
class Plan:
    """What a confirmation would do."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[tuple[type, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def digest(self) -> str:
        """Return what tells whether a plan made later is still this one."""
        said = [(c.model.__name__, c.key, c.is_new, c.fields) for c in self.changes]
        return hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False).encode()).hexdigest()


def decode(content: bytes) -> str:
    """Return a file's text: UTF-8 with or without BOM, else Windows-1251 as spreadsheets still write it.

    Raises Invalid if it is too large or no text.
    """
    if len(content) > LARGEST_KILOBYTES * 1024:
        raise Invalid("csv_too_big", kilobytes=LARGEST_KILOBYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", "replace")
    if "\x00" in text or "\ufffd" in text:
        raise Invalid("csv_no_text")
    return text


def plan(texts: list[str]) -> Plan:
    """Return what the files would change. Authorities are read before the officials that belong to them."""
    made = Plan()
    tables = [table for text in texts if (table := _table(text, made))]
    world = _World()
    for model in (Authority, Official):
        for found, rows in tables:
            if found is model:
                _add(model, rows, world, made)
    return made


def carry_out(actor: Actor, texts: list[str], digest: str) -> Plan:
    """Do what a plan said. Raises Stale if it would be another one by now, Invalid if it has errors."""
    with transaction():
        require(actor, Permission.ADMINISTER)
        made = plan(texts)
        if made.digest != digest:
            raise Stale
        if made.problems:
            raise made.problems[0].error
        stored: dict[str, Authority] = {}
        for change in made.changes:
            _store(actor, change, stored)
        return made


def _store(actor: Actor, change: Change, stored: dict[str, Authority]) -> None:
    values = dict(change.values)
    if change.model is Official:
        slug = values["authority"]
        values["authority"] = stored.get(slug) or db.session.scalar(select(Authority).where(Authority.slug == slug))
    elif "topics" in values:
        values["topics"] = list(db.session.scalars(select(Topic).where(Topic.slug.in_(values["topics"]))))
    key = getattr(change.model, KEYS[change.model])
    row = db.session.scalar(select(change.model).where(key == change.key))
    row = put(actor, change.model, values, row)
    if isinstance(row, Authority):
        stored[row.slug] = row


class _World:
    """What the directory holds already, and what the plan has added so far."""

    def __init__(self) -> None:
        self.rows: dict[type, dict[str, Any]] = {
            Authority: {row.slug: row for row in db.session.scalars(select(Authority))},
            Official: {row.email: row for row in db.session.scalars(select(Official))},
        }
        self.topics = set(db.session.scalars(select(Topic.slug)))
        self.authorities = set(self.rows[Authority])
        self.lines: dict[tuple[type, str], int] = {}


def _add(model: type, rows: Iterator[tuple[int, dict[str, str]]], world: _World, made: Plan) -> None:
    for number, cells in rows:
        try:
            key, values = _read(model, cells, world)
            first = world.lines.setdefault((model, key), number)
            if first != number:
                raise Invalid("csv_twice", key=key, first=first)
        except Invalid as error:
            made.problems.append(Problem(model, number, error))
            continue
        _compare(model, key, values, number, world, made)


def _read(model: type, cells: dict[str, str], world: _World) -> tuple[str, dict[str, Any]]:
    """Return a row's key and its values, cleaned, other rows named by their slugs. Raises Invalid."""
    values: dict[str, Any] = {name: cell for name, cell in cells.items() if name in COLUMNS[model]}
    if values.get("active", "") != "":
        values["is_active"] = values["active"]
    if "topics" in values:
        values["topics"] = sorted(set(re.split(r"[;,|\s]+", values["topics"])) - {""})
    for name in values.get("topics", ()):
        if name not in world.topics:
            raise Invalid("csv_topic", name=name)
    found = world.rows[model].get((cells.get(KEYS[model]) or "").strip().lower())
    values = cleaned(SPECS[model], values, found) | ({"slug": found.slug} if found and model is Authority else {})
    if model is Official and values["authority"] not in world.authorities:
        raise Invalid("csv_authority", name=values["authority"])
    return values[KEYS[model]], {name: value for name, value in values.items() if value or name not in ("kind", "language")}


def _compare(model: type, key: str, values: dict[str, Any], number: int, world: _World, made: Plan) -> None:
    row = world.rows[model].get(key)
    before = {name: shown(getattr(row, name)) if row else None for name in values}
    fields = tuple((name, before[name], value) for name, value in values.items() if before[name] != value)
    if model is Authority:
        world.authorities.add(key)
    if row is not None and not fields:
        made.unchanged += 1
        return
    made.changes.append(Change(model, key, number, row is None, fields, values))


def _table(text: str, made: Plan) -> tuple[type, list[tuple[int, dict[str, str]]]] | None:
    """Return what a file is about and its rows with their line numbers; what is wrong with it goes into the plan."""
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        model = next((each for each in COLUMNS if NEEDED[each] <= set(names)), None)
        if model is None:
            made.problems.append(Problem(None, 1, Invalid("csv_columns")))
            return None
        made.unknown += [(model, name) for name in names if name and name not in COLUMNS[model]]
        return model, list(_rows(model, names, reader, made))
    except csv.Error as error:
        made.problems.append(Problem(None, reader.line_num, Invalid("csv_broken", words=str(error))))
        return None


def _rows(model: type, names: list[str], reader: Any, made: Plan) -> Iterator[tuple[int, dict[str, str]]]:
    number = reader.line_num + 1
    for cells in reader:
        if len(cells) > len(names):
            made.problems.append(Problem(model, number, Invalid("csv_cells", wanted=len(names), found=len(cells))))
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(names, cells, strict=False))
        number = reader.line_num + 1
