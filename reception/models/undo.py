"""What a librarian did a moment ago and may still take back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key
from reception.models.event import Event
from reception.models.question import Question


class Undo(Base):
    """One act that can be undone until a moment: its letters leave no earlier. Acts on several questions share a batch.

    `before` holds states, dates and numbers of rows, and nobody's words.
    """

    __tablename__ = "undo"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    batch: Mapped[Code] = mapped_column(index=True)
    until: Mapped[dt.datetime]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)

    question: Mapped[Question] = relationship()
    event: Mapped[Event] = relationship()
