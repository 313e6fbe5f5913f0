"""Who is meant by the words of a CSV file: rows that the directory has, and those that the files bring."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reception.domain.errors import Invalid
from reception.extensions import db
from reception.models import Authority, Official, Topic
from reception.services.directory import shown

KINDS_OF_REFERENCE = {Authority: {"parent", "successor"}, Official: {"superior", "deputy", "successor"}}
"""Fields that name another row of the same file or of the directory: a body by its slug, an official by the e-mail address
or as body/name."""

Key = str
Row = Authority | Official


class Known:
    """The rows of the directory and of the files, by everything that names them."""

    def __init__(self) -> None:
        self.topics = set(db.session.scalars(select(Topic.slug)))
        self._rows: dict[tuple[type, Key], Row | None] = {}
        self._keys: dict[tuple[type, Key], Key] = {}
        self._lines: dict[tuple[type, Key], int] = {}
        beside = (joinedload(Authority.parent), joinedload(Authority.successor))
        for body in db.session.scalars(select(Authority).options(*beside)):
            self.add(Authority, body, body.slug)
        for official in db.session.scalars(select(Official).options(joinedload(Official.authority)).order_by(Official.id)):
            self.add(Official, official, shown(official))

    def add(self, model: type, row: Row, key: Key) -> None:
        """Let a row be found by all that names it. Of two namesakes in one body neither is found by the name."""
        for name in {key.lower(), *_names(model, row)}:
            taken = self._rows.get((model, name))
            twice = taken is not None and taken is not row
            self._rows[model, name], self._keys[model, name] = (None, name) if twice else (row, key)

    def row_of(self, model: type, cells: Mapping[str, str]) -> Row | None:
        """Return the row that a line is about, if the directory has it: a body by its slug; an official by the address, or by
        body and name, so that an address that becomes known, or another one, comes to the official who is there."""
        names = _cells(model, cells)
        return next((row for name in names if (row := self._rows.get((model, name)))), None)

    def take(self, model: type, line: int, values: Mapping[str, Any], row: Row | None) -> Key:
        """Return the key of a line. Raises Invalid if another line is about the same row."""
        names = [name for name in _cells(model, values) if name]
        names += [shown(row).lower()] if row else []
        for name in names:
            first = self._lines.setdefault((model, name), line)
            if first != line:
                raise Invalid("csv_twice", key=name, first=first)
        key = shown(row) if row else values["slug"] if model is Authority else names[0]
        for name in names:
            self._keys[model, name] = key
        return key

    def has(self, model: type, name: Key) -> bool:
        """Tell whether a name means a row."""
        return (model, name.lower()) in self._keys

    def key_of(self, model: type, name: Key) -> Key:
        """Return the key of the row that a name means."""
        return self._keys[model, name.lower()]

    def find(self, model: type, name: Key) -> Row | None:
        """Return the stored row of a name."""
        return self._rows.get((model, name.lower()))

    def circles(self, model: type, field: str, changes: Iterable[Any]) -> list[int]:
        """Return the lines that would let rows follow each other in a circle."""
        rows = {row for (kind, _name), row in self._rows.items() if kind is model and row is not None}
        follows = {shown(row): shown(getattr(row, field)) for row in rows}
        own = [change for change in changes if change.model is model and field in change.values]
        follows |= {change.key: change.values[field] for change in own}
        return [change.line for change in own if _returns(change.key, follows)]


def _returns(start: Key, follows: Mapping[Key, Key | None]) -> bool:
    key, seen = follows.get(start), set()
    while key is not None and key != start and key not in seen:
        seen.add(key)
        key = follows.get(key)
    return key == start


def _names(model: type, row: Row) -> list[Key]:
    if model is Authority:
        return [row.slug]
    return [*([row.email] if row.email else []), f"{row.authority.slug}/{row.name}".lower()]


def _cells(model: type, cells: Mapping[str, Any]) -> list[Key]:
    if model is Authority:
        return [(cells.get("slug") or "").strip().lower()]
    place = f"{(cells.get('authority') or '').strip()}/{(cells.get('name') or '').strip()}".lower()
    return [(cells.get("email") or "").strip().lower(), place]
