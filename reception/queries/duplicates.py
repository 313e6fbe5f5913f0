"""Questions that may be the same: about one place, asked within a few days."""

import datetime as dt

from sqlalchemy import select

from reception.extensions import db
from reception.models import Question
from reception.search.addresses import Address, addresses, same_place

FEW_DAYS = dt.timedelta(days=7)

MOST_NEAR = 300
"""Questions of these days whose texts are looked at: some tens are asked in a day of a large city."""

MOST_SHOWN = 5


def likely_duplicates(question: Question) -> list[Question]:
    """Return, for staff, the questions that name a place of one and were asked within a few days of it, the nearest first.

    They are read from the database: most of them nobody has answered, many nobody has taken up, so no index has them.
    """
    place = _addresses(question)
    if not place:
        return []
    asked = question.submitted_at
    days = Question.submitted_at.between(asked - FEW_DAYS, asked + FEW_DAYS)
    near = days, Question.id != question.id, Question.merged_into_id.is_distinct_from(question.id)
    others = db.session.scalars(select(Question).where(*near).order_by(Question.id.desc()).limit(MOST_NEAR))
    same = [other for other in others if same_place(place, _addresses(other))]
    return sorted(same, key=lambda other: abs(other.submitted_at - asked))[:MOST_SHOWN]


def _addresses(question: Question) -> set[Address]:
    return addresses(f"{question.subject}\n{question.text}")
