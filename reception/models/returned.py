"""An appeal that went back to its author with what it lacks, and what the author chose."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base, Key, Prose, choice


class Choice(StrEnum):
    """How a return ended: the author completed the appeal or let it go on as a question; or the library waits no longer."""

    COMPLETED = "completed"
    AS_QUESTION = "as_question"
    WENT_ON = "went_on"


class Return(Base):
    """One return: what was missing (`Requisite`), in the librarian's words too, and what the author added."""

    __tablename__ = "returned"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    missing: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[Prose | None]
    at: Mapped[dt.datetime]
    choice: Mapped[Choice | None] = mapped_column(choice(Choice))
    chosen_at: Mapped[dt.datetime | None]
    added: Mapped[Prose | None]
    """What the author added to the text: the original never changes."""
