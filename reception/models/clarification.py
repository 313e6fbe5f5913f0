"""What an asker was asked and replied."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Key, Prose

if TYPE_CHECKING:
    from reception.models.question import Question


class Clarification(Base):
    """What the asker was asked, and the one reply."""

    __tablename__ = "clarification"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    request: Mapped[Prose]
    asked_at: Mapped[dt.datetime]
    reply: Mapped[Prose | None]
    replied_at: Mapped[dt.datetime | None]
    public_request: Mapped[Prose | None]
    public_reply: Mapped[Prose | None]
    """Both after the library's check, or None while they are not public."""

    question: Mapped[Question] = relationship(back_populates="clarifications")
