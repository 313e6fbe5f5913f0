"""How much was recorded at the desk, by branch and way."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from reception.domain import clock
from reception.domain.recording import Way
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Branch, Question, Recording
from reception.queries.visibility import visible_to


@dataclass(frozen=True)
class Row:
    """What one branch recorded (None: at no branch), by way."""

    branch: Branch | None
    by_way: Mapping[Way, int]

    @property
    def total(self) -> int:
        """How many questions in all."""
        return sum(self.by_way.values())


def recorded_in(actor: Actor, year: int) -> list[Row]:
    """Return what was recorded of the questions received in a year (Kyiv's), the branch with most first, in two queries."""
    begin, end = (clock.start_of(dt.date(each, 1, 1)) for each in (year, year + 1))
    within = (visible_to(actor), Question.submitted_at >= begin, Question.submitted_at < end)
    query = select(Question.branch_id, Recording.way, func.count()).join(Recording.question).where(*within)
    counts: dict[int | None, dict[Way, int]] = defaultdict(dict)
    for branch_id, way, number in db.session.execute(query.group_by(Question.branch_id, Recording.way)):
        counts[branch_id][way] = number
    branches = {row.id: row for row in db.session.scalars(select(Branch).where(Branch.id.in_(counts.keys() - {None})))}
    rows = [Row(branches.get(branch_id), by_way) for branch_id, by_way in counts.items()]
    return sorted(rows, key=lambda row: (-row.total, row.branch.code if row.branch else ""))
