"""The one who asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.notices import Notices
from reception.models.base import Base, Code, Key, Line, choice

if TYPE_CHECKING:
    from reception.models.question import Question


class Asker(Base):
    """Name and contacts of the one who asked: never joined by a public query, deleted by retention."""

    __tablename__ = "asker"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), unique=True)
    name: Mapped[Line | None]
    email: Mapped[Line | None] = mapped_column(index=True)
    phone: Mapped[Line | None]
    residence: Mapped[Line | None]
    language: Mapped[Code] = mapped_column(default="uk")
    notices: Mapped[Notices] = mapped_column(choice(Notices), default=Notices.ALL)
    """Of what the asker wants to be told by e-mail."""
    consent_version: Mapped[Code]
    consent_at: Mapped[dt.datetime]

    question: Mapped[Question] = relationship(back_populates="asker")
