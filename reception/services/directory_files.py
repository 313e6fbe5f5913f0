"""CSV files of the directory: read as spreadsheets write them, written so that they can be read again."""

import base64
import csv
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from reception.domain.errors import Invalid
from reception.extensions import db
from reception.models import Authority, Official
from reception.services.directory import shown

LARGEST_KILOBYTES = 1500
"""Ten thousand lines fit; the page of the plan carries the files, packed, on to its confirmation."""

COLUMNS = {
    Authority: {name: name for name in (
        "slug", "name_uk", "name_en", "short_uk", "legal_name", "aliases", "kind", "parent", "topics", "edrpou", "katottg",
        "address", "phone", "email", "homepage", "hours", "note", "valid_from", "valid_to", "successor",
    )} | {"active": "is_active"},
    Official: {"authority": "authority", "name": "name", "post": "post", "email": "email", "language": "language"}
    | {"daily": "daily_letter"} | {"head": "is_head", "superior": "superior", "deputy": "deputy", "successor": "successor"}
    | {"valid_from": "valid_from", "valid_to": "valid_to", "active": "is_active"},
}  # fmt: skip
"""The columns of each file and the fields they hold."""

NEEDED = {Authority: {"slug", "name_uk"}, Official: {"authority", "name", "post"}}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Table:
    """What a file holds: rows of cells by column with their line numbers, columns nobody reads, lines that are wrong."""

    model: type | None
    rows: list[tuple[int, dict[str, str]]]
    unknown: list[str]
    wrong: list[tuple[int, Invalid]]


def decode(content: bytes) -> str:
    """Return a file's text: UTF-8 with or without BOM, UTF-16, else Windows-1251 as spreadsheets still write it.

    Raises Invalid if it is too large or no text.
    """
    if len(content) > LARGEST_KILOBYTES * 1024:
        raise Invalid("csv_too_big", kilobytes=LARGEST_KILOBYTES)
    try:
        text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", "replace")
    if "\x00" in text or "\ufffd" in text:
        raise Invalid("csv_no_text")
    return text


def read_table(text: str) -> Table:
    """Return what stands in a file; its head says whether it is about authorities or officials."""
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    wrong: list[tuple[int, Invalid]] = []
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        model = next((each for each in COLUMNS if NEEDED[each] <= set(names)), None)
        if model is None or len(set(names) - {""}) < len(names) - names.count(""):
            return Table(None, [], [], [(1, Invalid("csv_columns" if model is None else "csv_column_twice"))])
        unknown = [name for name in names if name and name not in COLUMNS[model]]
        return Table(model, list(_rows(names, reader, wrong)), unknown, wrong)
    except csv.Error as error:
        return Table(None, [], [], [*wrong, (reader.line_num, Invalid("csv_broken", words=str(error)))])


def _rows(names: list[str], reader: Any, wrong: list[tuple[int, Invalid]]) -> Iterator[tuple[int, dict[str, str]]]:
    number = reader.line_num + 1
    for cells in reader:
        if len(cells) > len(names):
            wrong.append((number, Invalid("csv_cells", wanted=len(names), found=len(cells))))
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(names, cells, strict=False))
        number = reader.line_num + 1


def written(model: type[Authority] | type[Official]) -> str:
    """Return the whole directory of a kind as a file that, read again, changes nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS[model])
    for row in db.session.scalars(_all(model)):
        writer.writerow(_cell(getattr(row, field)) for field in COLUMNS[model].values())
    return out.getvalue()


def _all(model: type):
    if model is Authority:
        beside = (joinedload(Authority.parent), joinedload(Authority.successor), selectinload(Authority.topics))
        return select(Authority).options(*beside).order_by(Authority.slug)
    whom = (Official.superior, Official.deputy, Official.successor)
    beside = (joinedload(each).joinedload(Official.authority) for each in whom)
    return select(Official).join(Official.authority).options(*beside).order_by(Authority.slug, Official.name, Official.id)


def _cell(value: Any) -> str:
    value = shown(value)
    if isinstance(value, bool):
        return str(int(value))
    return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)


def packed(text: str) -> str:
    """Return a file's text as a form carries it on."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode() if text else ""


def unpacked(carried: str) -> str:
    """Return the text that `packed` made small. Raises Invalid for anything else."""
    if not carried:
        return ""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(carried, validate=True), 4 * LARGEST_KILOBYTES * 1024)
        text = content.decode()
    except (ValueError, zlib.error) as error:
        raise Invalid("csv_no_text") from error
    if not unpacking.eof:
        raise Invalid("csv_no_text")
    return text
