"""What an asker has against the public text."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base, Key, Prose


class TextObjection(Base):
    """An objection to what readers see of a question, and the library's decision. Retention erases it with the asker's data."""

    __tablename__ = "text_objection"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    text: Mapped[Prose]
    at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who decided."""
    resolved_at: Mapped[dt.datetime | None]
    changed: Mapped[bool | None]
    """The public text was changed; or it stays, with `reply` saying why."""
    reply: Mapped[Prose | None]
