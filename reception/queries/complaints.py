"""Complaints that are with whom they complain of: they may not be there (Law 393/96-ВР, art. 7)."""

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, contains_eager

from reception.domain.kinds import AppealKind
from reception.domain.lifecycle import WITH_OFFICIALS
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import AT_HAND, Authority, Official, Question, Referral
from reception.queries.visibility import visible_to


def is_complained_of(question: Question, official: Official) -> bool:
    """Tell whether a question is a complaint of this official or of the body for which he answers: of the body itself, or of
    one whose tasks it has taken over."""
    if question.appeal_kind is not AppealKind.COMPLAINT:
        return False
    body = question.complained_authority
    return official.id == question.complained_official_id or (body is not None and official.authority in body.line)


def with_their_object(actor: Actor, body: Authority | None = None) -> list[Referral]:
    """Return the referrals by which a complaint is with its object today, those at one body or at any, the oldest first.

    It came there lawfully where the day was still to come on which that body took over the tasks of the one complained of.
    """
    complained = aliased(Authority)
    query = (
        select(Referral)
        .join(Referral.question)
        .join(Referral.official)
        .outerjoin(complained, Question.complained_authority)
        .where(visible_to(actor), Referral.state.in_(AT_HAND), Question.state.in_(WITH_OFFICIALS))
        .where(Question.appeal_kind == AppealKind.COMPLAINT)
        .where(
            or_(
                Question.complained_official_id == Referral.official_id,
                Question.complained_authority_id == Official.authority_id,
                complained.successor_id.is_not(None),  # which bodies follow it today, and whether this one does, is told by each
            )
        )
        .options(contains_eager(Referral.question).contains_eager(Question.complained_authority.of_type(complained)))
        .options(contains_eager(Referral.official))
        .order_by(Referral.id)
    )
    if body is not None:
        query = query.where(Official.authority_id == body.id)
    return [each for each in db.session.scalars(query) if is_complained_of(each.question, each.official)]
