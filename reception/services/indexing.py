"""The search index follows the journal. It can always be rebuilt and never decides what is visible."""

import datetime as dt
import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from reception.current import settings
from reception.domain import clock
from reception.domain.events import Tag
from reception.extensions import db
from reception.models import Authority, Event, Question, Topic
from reception.queries.documents import documents
from reception.queries.engine import engine
from reception.queries.visibility import public
from reception.search import rebuilding
from reception.search.document import Document
from reception.search.engine import IndexUnusable

BATCH = 100
"""Questions written to the index in one step."""

OVERLAP = 5000
OVERLAP_TIME = dt.timedelta(minutes=10)
"""How far back the journal is read again, in events and in time: PostgreSQL gives out ids before it commits, so that an
event may appear behind one that was already read."""

_SEEN = "reception_indexed_events"
_LOOKED = "reception_index_looked_at"

_NAMED = {"topic": (Topic, Question.topic_id), "authority": (Authority, Question.authority_id)}
"""What of the directory a question is found by, beside its own words."""

Progress = Callable[[int, int], None]
log = logging.getLogger("reception.index")


@dataclass(frozen=True)
class Checked:
    """What a check found and repaired: public questions the index lacked, and entries that readers may not see."""

    missing: int
    extra: int


def catch_up() -> int:
    """Bring the index up to the journal's end; return how many questions were written. Doing it twice is doing it once.

    An index that is new or cannot be read is rebuilt, and once after a start one that was built with other dictionaries.
    Raises IndexUnusable if another process is writing, or the disk refuses.
    """
    try:
        position = engine().position()
    except IndexUnusable as error:
        if error.reason not in ("broken", "version"):
            raise
        log.warning("the index is unusable (%s) and is rebuilt", error.reason)
        return rebuild()
    if position == 0:
        return rebuild() if _newest() else 0
    if _is_outdated_at_the_start():
        log.warning("the index was built with other dictionaries and is rebuilt; the old one answers meanwhile")
        return rebuild()
    seen = _seen()
    written = 0
    for events, question_ids in _batches(_unread(position, seen)):
        position = max(position, *events)
        _write(question_ids, position)
        seen.update(events)
        written += len(question_ids)
    seen.difference_update([event for event in seen if event <= position - OVERLAP])
    return written


def rebuild(progress: Progress | None = None) -> int:
    """Build the index anew and return the number of questions in it. `progress` is told how many of how many are done."""
    position = _newest()
    events = {event for event, _question in _unread(position, set())}
    ids = _public_ids()
    try:
        engine().rebuild(_all(ids, _noting(progress)), position)
    finally:
        rebuilding.forget(settings().index)
    _seen().update(events)
    return len(ids)


def check() -> Checked:
    """Compare the index with what is public, and repair what differs.

    The position goes back to where it stood at the beginning, so that what another process wrote meanwhile is written again.
    """
    position = engine().position()
    there = engine().ids() if position else set()
    wanted = set(_public_ids())
    db.session.rollback()  # what is written is read anew, as it then is
    missing, extra = wanted - there, there - wanted
    differing = sorted(missing | extra)
    for start in range(0, len(differing), BATCH):
        _write(differing[start : start + BATCH], position)
    return Checked(len(missing), len(extra))


def _is_outdated_at_the_start() -> bool:
    """Tell it once: machines with one index and different dictionaries would otherwise rebuild against each other for ever."""
    known = current_app.extensions
    if known.get(_LOOKED):
        return False
    known[_LOOKED] = True
    return engine().outdated()


def _noting(progress: Progress | None) -> Progress:
    """Return what is told how far a rebuild is: it writes that down for the other processes, then tells who asked."""

    def told(done: int, total: int) -> None:
        rebuilding.note(settings().index, done, total)
        if progress:
            progress(done, total)

    return told


def _seen() -> set[int]:
    """Return the events of the overlap that this process has put into the index."""
    return current_app.extensions.setdefault(_SEEN, set())


def _unread(position: int, seen: set[int]) -> list[tuple[int, int]]:
    """Return (event, question) of the journal's lines that are not in the index, in order.

    Whatever comes after the position is not there, though this process put it in: another may have built the index anew.
    """
    recent = (Event.id > position - OVERLAP) & (Event.at > clock.now() - OVERLAP_TIME)
    lines = select(Event.id, Event.question_id).where((Event.id > position) | recent, Event.question_id.is_not(None))
    found = [*db.session.execute(lines), *_of_renamed((Event.id > position) | recent)]
    return sorted((event, question) for event, question in found if event > position or event not in seen)


def _of_renamed(which: ColumnElement[bool]) -> Iterator[tuple[int, int]]:
    """Yield (event, question) for each question whose topic or body was given another name."""
    lines = select(Event.id, Event.data).where(which, Event.tag == Tag.DIRECTORY_CHANGED)
    for event, data in db.session.execute(lines).all():
        if (named := _NAMED.get(data["what"])) and "name_uk" in (data["after"] or ()) and data["before"]:
            model, column = named
            renamed = select(Question.id).join(model, column == model.id).where(model.name_uk == data["name"])
            yield from ((event, question) for question in db.session.scalars(renamed))


def _batches(lines: list[tuple[int, int]]) -> Iterator[tuple[list[int], set[int]]]:
    """Cut lines of the journal so that each part tells of at most BATCH questions, or of one event.

    What one event tells of stays together, for the position says of an event that all of it was written.
    """
    events: list[int] = []
    questions: set[int] = set()
    for event, of_it in groupby(lines, key=itemgetter(0)):
        told = {question for _event, question in of_it}
        if events and len(questions | told) > BATCH:
            yield events, questions
            events, questions = [], set()
        events.append(event)
        questions |= told
    if events:
        yield events, questions


def _write(question_ids: Collection[int], position: int) -> None:
    found = documents(question_ids)
    engine().apply(found, set(question_ids) - {document.id for document in found}, position)


def _all(ids: list[int], progress: Progress) -> Iterator[Document]:
    progress(0, len(ids))
    for start in range(0, len(ids), BATCH):
        yield from documents(ids[start : start + BATCH])
        db.session.expunge_all()
        progress(min(start + BATCH, len(ids)), len(ids))


def _public_ids() -> list[int]:
    return list(db.session.scalars(select(Question.id).where(public()).order_by(Question.id)))


def _newest() -> int:
    return db.session.scalar(select(func.max(Event.id))) or 0
