"""The directory from CSV files: first a plan that a person reads, then the same plan carried out.

Rows that a file does not name stay as they are. A plan with errors is not carried out: a file is mended, not half taken.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from reception.domain.errors import Invalid, Stale
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Authority, Official, Topic
from reception.permissions import require
from reception.services.directory import SPECS, cleaned, keep_complaints_apart, put, shown
from reception.services.directory_files import COLUMNS, read_table
from reception.services.directory_known import KINDS_OF_REFERENCE, Known
from reception.services.directory_rules import UPWARDS
from reception.services.transaction import transaction

KEPT_IF_EMPTY = ("kind", "language", "email")
"""An empty cell takes nothing away here: an address that a list does not have is still the address."""


@dataclass(frozen=True)
class Change:
    """One row that is new or differs: `fields` are (name, before, after), as a person compares them."""

    model: type
    key: str
    line: int
    row: Authority | Official | None
    fields: tuple[tuple[str, Any, Any], ...]
    values: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """The directory has no such row yet."""
        return self.row is None


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


def plan(texts: list[str]) -> Plan:
    """Return what the files would change. Authorities are read before the officials that belong to them."""
    made, known = Plan(), Known()
    tables = [read_table(text) for text in texts]
    for table in tables:
        made.problems += [Problem(table.model, line, error) for line, error in table.wrong]
        made.unknown += [(table.model, name) for name in table.unknown]
    read = []
    for model in (Authority, Official):
        for line, cells in (row for table in tables if table.model is model for row in table.rows):
            read += _read(model, line, cells, known, made)
    for model, line, key, row, values in read:
        _compare(model, line, key, row, values, known, made)
    made.problems += [
        Problem(model, line, Invalid("leads_back_to", column=name))
        for model, names in UPWARDS.items()
        for name in names
        for line in known.circles(model, name, made.changes)
    ]
    made.problems.sort(key=lambda problem: (problem.model is not Authority, problem.line))
    return made


def carry_out(actor: Actor, texts: list[str], digest: str) -> Plan:
    """Do what a plan said. Raises Stale if it would be another one by now, Invalid if it has errors, or if a complaint would be
    with its object."""
    with transaction():
        require(actor, Permission.ADMINISTER)
        made = plan(texts)
        if made.digest != digest:
            raise Stale
        if made.problems:
            raise made.problems[0].error
        for problem in _do(actor, made.changes):
            raise problem.error
        return made


def preview(actor: Actor, texts: list[str]) -> Plan:
    """Return a plan together with what would be wrong only once it is carried out: it is done, looked at, and taken back."""
    made = plan(texts)
    if made.changes and not made.problems:
        with suppress(_OnlyTried), transaction():
            require(actor, Permission.ADMINISTER)
            made.problems += _do(actor, made.changes)
            raise _OnlyTried
    return made


class _OnlyTried(Exception):  # noqa: N818 – nothing is wrong
    """What was done is to be taken back."""


def _do(actor: Actor, changes: Collection[Change]) -> list[Problem]:
    """Store what is changed, within a transaction. Return what would be wrong then, by line."""
    topics = {topic.slug: topic for topic in db.session.scalars(select(Topic))}
    stored = Known()
    for step in (_store, _refer):
        for change in changes:
            try:
                step(actor, change, stored, topics)
            except Invalid as error:
                return [Problem(change.model, change.line, error)]
    db.session.flush()
    return [problem for change in changes for problem in _brings_to_its_object(change, stored)]


def _brings_to_its_object(change: Change, stored: Known) -> Iterator[Problem]:
    try:
        keep_complaints_apart(stored.find(change.model, change.key), {name for name, *_values in change.fields})
    except Invalid as error:
        yield Problem(change.model, change.line, error)


def _store(actor: Actor, change: Change, stored: Known, topics: Mapping[str, Topic]) -> None:
    """Store a row without what refers to others of its kind: they may stand in lines below."""
    values = {name: value for name, value in change.values.items() if name not in KINDS_OF_REFERENCE[change.model]}
    if change.model is Official:
        values["authority"] = stored.find(Authority, values["authority"])
    elif "topics" in values:
        values["topics"] = [topics[slug] for slug in values["topics"]]
    row = put(actor, change.model, values, change.row)
    stored.add(change.model, row, change.key)


def _refer(actor: Actor, change: Change, stored: Known, _topics: Mapping[str, Topic]) -> None:
    names = KINDS_OF_REFERENCE[change.model]
    values = {name: key and stored.find(change.model, key) for name, key in change.values.items() if name in names}
    if values:
        put(actor, change.model, values, stored.find(change.model, change.key))


def _read(model: type, line: int, cells: dict[str, str], known: Known, made: Plan) -> list[tuple]:
    """Return a row as it can be compared, or nothing and a problem in the plan."""
    try:
        row = known.row_of(model, cells)
        values = _values(model, cells, row, known)
        key = known.take(model, line, values, row)
    except Invalid as error:
        made.problems.append(Problem(model, line, error))
        return []
    return [(model, line, key, row, values)]


def _values(model: type, cells: dict[str, str], row: Authority | Official | None, known: Known) -> dict[str, Any]:
    """Return a row's values, cleaned, other rows named by their keys. Raises Invalid."""
    values: dict[str, Any] = {COLUMNS[model][name]: cell.strip() for name, cell in cells.items() if name in COLUMNS[model]}
    values = {name: value for name, value in values.items() if value or name not in ("is_active", "is_head", "daily_letter")}
    if "topics" in values:
        values["topics"] = sorted(set(re.split(r"[;,|\s]+", values["topics"])) - {""})
    for name in values.get("topics", ()):
        if name not in known.topics:
            raise Invalid("csv_topic", name=name)
    if values.get("aliases"):
        values["aliases"] = values["aliases"].replace("|", "\n")
    values = cleaned(SPECS[model], values, row) | ({"slug": row.slug} if row and model is Authority else {})
    for name in KINDS_OF_REFERENCE[model] & values.keys():
        values[name] = values[name].lower() or None
    if model is Official and not known.has(Authority, values["authority"]):
        raise Invalid("csv_authority", name=values["authority"])
    return {name: value for name, value in values.items() if value or name not in KEPT_IF_EMPTY}


def _compare(model: type, line: int, key: str, row: Any, values: dict[str, Any], known: Known, made: Plan) -> None:
    for name in KINDS_OF_REFERENCE[model] & values.keys():
        if values[name] and not known.has(model, values[name]):
            made.problems.append(Problem(model, line, Invalid("csv_reference", column=name, name=values[name])))
            return
        values[name] = values[name] and known.key_of(model, values[name])
    first, last = (values.get(name, getattr(row, name, None)) for name in ("valid_from", "valid_to"))
    if first and last and last < first:
        made.problems.append(Problem(model, line, Invalid("ends_before_it_begins")))
        return
    before = {name: shown(getattr(row, name)) if row else None for name in values}
    after = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
    fields = tuple((name, before[name], after[name]) for name in values if before[name] != after[name])
    if row is not None and not fields:
        made.unchanged += 1
        return
    made.changes.append(Change(model, key, line, row, fields, values))
