"""Ready texts for a decision on a question."""

from sqlalchemy import or_, select

from reception.domain.lifecycle import Action
from reception.extensions import db
from reception.models import CannedText, Question


def texts_for(question: Question, action: Action) -> list[CannedText]:
    """Return the texts that are in use for an action: those of the question's topic first, then those of any."""
    fits = or_(CannedText.topic_id.is_(None), CannedText.topic_id == question.topic_id)
    query = select(CannedText).where(CannedText.is_active, CannedText.action == action, fits)
    return list(db.session.scalars(query.order_by(CannedText.topic_id.is_(None), CannedText.position, CannedText.id)))
