"""Questions from another system, one a line. Each is taken whole or not at all, and twice is once.

An import is an administrator's act and its file an archive: what a record says is believed, and a question that was accepted
there is public here unless its record says `"publish": false`. No letters are written: nobody asked here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from sqlalchemy import select

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.records import Record, read_record
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Question
from reception.services import merge
from reception.services.imported import imported_question
from reception.services.journal import record as write_journal
from reception.services.places import Places
from reception.services.submit import next_numbers
from reception.services.transaction import transaction

BATCH = 100
"""Records in one transaction: others who write wait no longer than that."""

MEGABYTE = 1024 * 1024
LONGEST_LINE = MEGABYTE
"""Bytes. The longest text and its answers take a tenth of it."""

BOM = b"\xef\xbb\xbf"
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")

Line = tuple[int, bytes | None]


@dataclass
class Report:
    """What an import did. `refused` holds line numbers with the reason."""

    taken: int = 0
    known: int = 0
    refused: list[tuple[int, Invalid]] = field(default_factory=list)
    new_topics: list[str] = field(default_factory=list)
    new_authorities: list[str] = field(default_factory=list)


def import_questions(lines: Iterable[Line], create: bool = False, progress: Callable[[int], None] | None = None) -> Report:
    """Take the records of numbered lines; `create` makes topics and authorities that are not there yet.

    `progress` is told the number of the last line of each batch that is safe in the database.
    """
    report, lines = Report(), iter(lines)
    while batch := list(islice(lines, BATCH)):
        with transaction():
            _take(list(_readable(batch, report)), Places(create), report)
        if progress:
            progress(batch[-1][0])
    return report


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Yield the lines of a file that are not blank, with their numbers from 1; None for one that is too long to be a record.

    Raises Invalid for a file in UTF-16.
    """
    if file.peek(2)[:2] in OTHER_ENCODINGS:
        raise Invalid("file_utf16")
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _skip_rest(file, line)
            yield number, None
        elif content := (line.removeprefix(BOM) if number == 1 else line).strip():
            yield number, content


def _skip_rest(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(LONGEST_LINE)


def _readable(batch: list[Line], report: Report) -> Iterator[tuple[int, Record]]:
    for number, line in batch:
        try:
            if line is None:
                raise Invalid("record_too_long", megabytes=LONGEST_LINE // MEGABYTE)
            yield number, read_record(line)
        except Invalid as reason:
            report.refused.append((number, reason))


def _take(records: list[tuple[int, Record]], places: Places, report: Report) -> None:
    """Store a batch. A record is checked wholly before anything of it is made, so none needs to be undone."""
    known = _known(record.external_id for _number, record in records)
    new, joined = [], []
    for number, record in records:
        if record.external_id in known:
            report.known += 1
            continue
        try:
            new.append(imported_question(record, places))
        except Invalid as reason:
            report.refused.append((number, reason))
        else:
            known.add(record.external_id)
            if record.merged_into:
                joined.append((new[-1], record.merged_into))
    _number(new)
    _store(new)
    _join(joined)
    report.taken += len(new)
    report.new_topics += places.new_topics
    report.new_authorities += places.new_authorities


def _join(joined: list[tuple[Question, str]]) -> None:
    """Join questions with those that are answered for them, as far as these are there by now."""
    wanted = select(Question).where(Question.external_id.in_([into for _question, into in joined]))
    mains = {main.external_id: main for main in db.session.scalars(wanted)} if joined else {}
    for question, into in joined:
        if into in mains:
            merge.take_as_joined(question, mains[into])


def _known(external_ids: Iterable[str]) -> set[str]:
    return set(db.session.scalars(select(Question.external_id).where(Question.external_id.in_(list(external_ids)))))


def _number(questions: list[Question]) -> None:
    """Give each the next number of the year in which it was asked."""
    years = Counter(clock.day_of(question.submitted_at).year for question in questions)
    numbers = {year: iter(next_numbers(year, count)) for year, count in years.items()}
    for question in questions:
        question.number = next(numbers[clock.day_of(question.submitted_at).year])


def _store(questions: list[Question]) -> None:
    db.session.add_all(questions)
    db.session.flush()
    for question in questions:
        event = write_journal(Tag.IMPORTED, SYSTEM, question, external_id=question.external_id)
        event.new_state = question.state.value
