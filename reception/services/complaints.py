"""A complaint does not go to whom it complains of, nor to the body that has taken that one's tasks over (393/96-ВР, art. 7)."""

from sqlalchemy import select

from reception.domain.errors import Invalid
from reception.domain.kinds import AppealKind
from reception.domain.lifecycle import WITH_OFFICIALS
from reception.extensions import db
from reception.models import AT_HAND, Authority, Official, Question, Referral


def is_complained_of(question: Question, official: Official) -> bool:
    """Tell whether a question is a complaint of this official or of the body for which he answers: of the body itself, or of
    one whose tasks it has taken over."""
    if question.appeal_kind is not AppealKind.COMPLAINT:
        return False
    body = question.complained_authority
    return official.id == question.complained_official_id or (body is not None and official.authority in body.line)


def must_not_come_to_their_object(body: Authority) -> None:
    """Raise Invalid if an official of a body has a complaint of it: one has become its own by what it takes over.

    A librarian takes such a complaint back first, and finds who may answer it.
    """
    open_complaints = (
        Referral.state.in_(AT_HAND), Question.state.in_(WITH_OFFICIALS), Question.appeal_kind == AppealKind.COMPLAINT,
    )  # fmt: skip
    query = select(Referral).join(Referral.question).join(Referral.official)
    query = query.where(Official.authority_id == body.id, *open_complaints).order_by(Referral.id)
    for referral in db.session.scalars(query):
        if is_complained_of(referral.question, referral.official):
            raise Invalid("complaint_would_be_with_it", number=referral.question.number, name=referral.official_name)
