"""Writing the journal."""

from typing import Any

from reception.domain import clock
from reception.domain.events import SHAPES, Tag
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Event, Question


def record(tag: Tag, actor: Actor, question: Question | None = None, **data: Any) -> Event:
    """Add a line to the journal. Raises ValueError when the data has other keys than the tag declares."""
    if set(data) != SHAPES[tag].keys:
        raise ValueError(f"{tag} holds {sorted(SHAPES[tag].keys)}, not {sorted(data)}")
    event = Event(
        tag=tag,
        at=clock.now(),
        actor=actor.kind,
        account_id=actor.account_id,
        link_id=actor.link_id,
        question_id=question.id if question else None,
        data=data,
    )
    db.session.add(event)
    return event
