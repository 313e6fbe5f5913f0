"""What a librarian did a moment ago and may still take back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from reception.domain import clock
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Event, Question, Undo


@dataclass(frozen=True)
class Undoable:
    """A batch of acts: until when, how many, and the first of them."""

    batch: str
    until: dt.datetime
    count: int
    number: str
    event: Event

    @property
    def seconds_left(self) -> int:
        """How long it can still be undone."""
        return max(0, int((self.until - clock.now()).total_seconds()))


def undoable_by(actor: Actor, question_id: int | None = None) -> Iterator[Undoable]:
    """Yield the batches that a librarian may undo now, newest first; of one question only if it is given."""
    own = [Undo.account_id == actor.account_id, Undo.until > clock.now()]
    if question_id:
        own.append(Undo.question_id == question_id)
    shown = joinedload(Undo.question).options(load_only(Question.number)), joinedload(Undo.event)
    rows = db.session.scalars(select(Undo).where(*own).order_by(Undo.until.desc(), Undo.batch, Undo.id).options(*shown))
    for batch, of_batch in groupby(rows, key=lambda row: row.batch):
        first, *others = of_batch
        until = min(row.until for row in (first, *others))
        yield Undoable(batch, until, 1 + len(others), first.question.number, first.event)
