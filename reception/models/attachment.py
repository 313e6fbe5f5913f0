"""Files that came with a question or an answer. The bytes lie in `instance/uploads/`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key, Line, Prose

if TYPE_CHECKING:
    from reception.models.answer import Answer
    from reception.models.question import Question


class Attachment(Base):
    """One file. Before the form is sent it belongs to a form key only; what is never sent is swept away."""

    __tablename__ = "attachment"

    id: Mapped[Key]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    form_key: Mapped[Code | None] = mapped_column(index=True)
    file_name: Mapped[Line]
    """As it was named by its owner: for staff and the official; readers get a neutral name."""
    media_type: Mapped[Code]
    size: Mapped[int]
    stored_as: Mapped[Code] = mapped_column(unique=True)
    text: Mapped[Prose | None] = mapped_column(deferred=True)
    """What stands in it, for search: None until it was read, empty where there is nothing or it cannot be read. Long, so
    it is loaded only when it is asked for."""
    is_public: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]

    question: Mapped[Question | None] = relationship(back_populates="attachments")
    answer: Mapped[Answer | None] = relationship(back_populates="attachments")
