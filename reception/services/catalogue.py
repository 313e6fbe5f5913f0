"""The catalogues that come with the program: topics, reasons for declining, ready texts. Administrators edit them afterwards."""

import csv
from pathlib import Path

from sqlalchemy import select

from reception.domain.lifecycle import Action
from reception.extensions import db
from reception.models import CannedText, DeclineReason, Topic
from reception.services.transaction import transaction

DATA = Path(__file__).parents[1] / "data"
"""The folder of facts that ship with the program."""


def load_catalogues() -> int:
    """Add what the shipped catalogues have and the database has not; return how many rows that were.

    A row that is there stays as it is: an administrator may have changed it.
    """
    with transaction():
        return _add_topics() + _add_reasons() + _add_texts()


def read_table(path: Path) -> list[dict[str, str | None]]:
    """Return the rows of a CSV file of ours by the names in its head; an empty cell is None."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


def _add_topics() -> int:
    known = set(db.session.scalars(select(Topic.slug)))
    new = [
        Topic(
            slug=row["slug"],
            name_uk=row["name_uk"],
            name_en=row["name_en"],
            official_topic=int(row["official_topic"]),
            position=position,
        )
        for position, row in enumerate(read_table(DATA / "topics.csv"), 1)
        if row["slug"] not in known
    ]
    db.session.add_all(new)
    return len(new)


def _add_reasons() -> int:
    known = set(db.session.scalars(select(DeclineReason.code)))
    new = [
        DeclineReason(**{name: row[name] for name in _REASON}, is_public=row["public"] == "1")
        for row in read_table(DATA / "decline_reasons.csv")
        if row["code"] not in known
    ]
    db.session.add_all(new)
    return len(new)


def _add_texts() -> int:
    known = set(db.session.scalars(select(CannedText.code)))
    new = [
        CannedText(
            code=row["code"],
            action=Action(row["action"]),
            topic=db.session.scalar(select(Topic).where(Topic.slug == row["topic"])),
            position=position,
            **{name: row[name] for name in ("title_uk", "title_en", "text_uk", "text_en")},
        )
        for position, row in enumerate(read_table(DATA / "canned_texts.csv"), 1)
        if row["code"] not in known
    ]
    db.session.add_all(new)
    return len(new)


_REASON = ("code", "title_uk", "title_en", "text_uk", "text_en", "law", "result")
