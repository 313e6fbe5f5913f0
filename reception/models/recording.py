"""How a question was recorded by a librarian for somebody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.recording import ConsentGiven, Way
from reception.models.base import Base, Key, Prose, choice

if TYPE_CHECKING:
    from reception.models.question import Question


class Recording(Base):
    """Beside a recorded question: the author is its asker, the recorder this account, the wording of the consent the asker's."""

    __tablename__ = "recording"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None if it came with an import."""
    way: Mapped[Way] = mapped_column(choice(Way))
    consent: Mapped[ConsentGiven] = mapped_column(choice(ConsentGiven))
    read_back: Mapped[bool] = mapped_column(default=False)
    entered_at: Mapped[dt.datetime]
    """When it was entered; the question's own `submitted_at` says when it was received."""
    late_reason: Mapped[Prose | None]
    """Why it was entered later than it was received."""

    question: Mapped[Question] = relationship(back_populates="recording")
