"""Questions that wait for an address of the officials they are meant for."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, load_only

from reception.domain.lifecycle import WITH_OFFICIALS
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Question, Referral, ReferralState
from reception.queries.visibility import visible_to


def unaddressed(actor: Actor, limit: int = 20) -> list[Referral]:
    """Return referrals that wait for an address, the longest first: each is a task for whoever keeps the directory."""
    shown = joinedload(Referral.question).load_only(Question.number, Question.public_subject)
    query = select(Referral).options(shown, load_only(Referral.authority_name, Referral.official_name, Referral.sent_at))
    found = _waiting(query).where(visible_to(actor)).order_by(Referral.sent_at, Referral.id).limit(limit)
    return list(db.session.scalars(found))


def unaddressed_count() -> int:
    """Return how many referrals wait for an address."""
    return db.session.scalar(_waiting(select(func.count()).select_from(Referral))) or 0


def _waiting(query: Select) -> Select:
    of_open = Referral.state == ReferralState.WAITING, Question.state.in_(WITH_OFFICIALS)
    return query.join(Question, Question.id == Referral.question_id).where(*of_open)
