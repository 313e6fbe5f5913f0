"""Earlier questions of the same asker, told by e-mail or telephone: for staff, without a name or a contact."""

from sqlalchemy import ColumnElement, func, or_, select

from reception.domain.phones import TELLING, telling_digits
from reception.extensions import db
from reception.models import Asker, Question
from reception.queries.phones import digits_of

MOST = 5


def earlier(question: Question) -> tuple[list[Question], int]:
    """Return the latest other questions of who asked this one, newest first, and how many there are in all.

    That somebody asks again matters to triage (Law 393/96-ВР, art. 8). Who it is, the page does not say, so nothing is
    journalled; see docs/decisions/0014. A name alone tells nobody apart.
    """
    same = list(_same(question.asker)) if question.asker else []
    if not same:
        return [], 0
    others = Question.id != question.id, Question.asker.has(or_(*same))
    total = db.session.scalar(select(func.count(Question.id)).where(*others)) or 0
    if not total:
        return [], 0
    newest = select(Question).where(*others).order_by(Question.submitted_at.desc(), Question.id.desc())
    return list(db.session.scalars(newest.limit(MOST))), total


def _same(asker: Asker) -> list[ColumnElement[bool]]:
    conditions = []
    if asker.email:
        conditions.append(func.lower(Asker.email) == asker.email.strip().lower())
    digits = telling_digits(asker.phone)
    if len(digits) == TELLING:
        conditions.append(digits_of(Asker.phone).endswith(digits))
    return conditions
