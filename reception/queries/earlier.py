"""Earlier questions of the same asker, told by e-mail or telephone: for staff, without a name or a contact."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from reception.domain.phones import TELLING, telling_digits
from reception.extensions import db
from reception.models import Asker, Question
from reception.queries.phones import digits_of

MOST = 5


@dataclass(frozen=True)
class Earlier:
    """Other questions of one asker: how many there are, those of them that the page lists anyway, and the latest of the rest."""

    total: int = 0
    listed: frozenset[int] = frozenset()
    rest: tuple[Question, ...] = ()


def earlier(question: Question, listed: Collection[int] = ()) -> Earlier:
    """Return the other questions of who asked this one, newest first; `listed` are ids that the page lists for another reason.

    That somebody asks again matters to triage (Law 393/96-ВР, art. 8). Who it is, the page does not say, so nothing is
    journalled; see docs/decisions/0014. A name alone tells nobody apart.
    """
    same = list(_same(question.asker)) if question.asker else []
    if not same:
        return Earlier()
    others = Question.id != question.id, Question.asker.has(or_(*same))
    total = db.session.scalar(select(func.count(Question.id)).where(*others)) or 0
    if not total:
        return Earlier()
    newest = select(Question).where(*others).order_by(Question.submitted_at.desc(), Question.id.desc())
    rest = db.session.scalars(newest.where(Question.id.not_in(listed)).limit(MOST))
    among = db.session.scalars(select(Question.id).where(*others, Question.id.in_(listed)))
    return Earlier(total, frozenset(among), tuple(rest))


def _same(asker: Asker) -> list[ColumnElement[bool]]:
    conditions = []
    if asker.email:
        conditions.append(func.lower(Asker.email) == asker.email.strip().lower())
    digits = telling_digits(asker.phone)
    if len(digits) == TELLING:
        conditions.append(digits_of(Asker.phone).endswith(digits))
    return conditions
