"""What came of appeals, for the forms that are made by classifier № 858: all of them, whether readers see them or not.

Each number is counted by the condition of the queue's list that it opens (`queries/results.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select

from reception.domain import clock
from reception.domain.kinds import Kind
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Question
from reception.queries.results import RESULTS, begin_of, of_result
from reception.queries.visibility import visible_to
from reception.reports.figures import Figure


@dataclass(frozen=True)
class Year:
    """The appeals that were received in a year: in all, and by result."""

    year: int
    total: Figure
    by_result: Mapping[str, Figure]


def appeals_by_year(actor: Actor) -> list[Year]:
    """Return the years in which appeals were received, the latest last, in two queries."""
    appeals = visible_to(actor), Question.kind == Kind.APPEAL
    ends = select(func.min(Question.submitted_at), func.max(Question.submitted_at)).where(*appeals)
    first, last = db.session.execute(ends).one()
    if first is None:
        return []
    years = range(clock.day_of(first).year, clock.day_of(last).year + 1)
    year = case(*((Question.submitted_at < begin_of(each + 1), each) for each in years)).label("year")
    sums = (func.sum(case((of_result(result), 1), else_=0)) for result in RESULTS)
    rows = db.session.execute(select(year, func.count(), *sums).where(*appeals).group_by("year").order_by("year"))
    return [_year(*row) for row in rows]


def _year(year: int, total: int, *counts: int) -> Year:
    filters = {"tab": "all", "kind": Kind.APPEAL.value, "year": str(year)}
    by_result = {result: Figure(count, filters | {"result": result}) for result, count in zip(RESULTS, counts, strict=True)}
    return Year(year, Figure(total, filters), by_result)
