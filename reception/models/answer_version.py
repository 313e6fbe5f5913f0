"""The texts of an answer that are not the one which holds: corrections on their way, and what was corrected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.answer_content import AnswerContent
from reception.models.base import Base, Code, Key, Prose

if TYPE_CHECKING:
    from reception.models.answer import Answer
    from reception.models.attachment import Attachment


class AnswerVersion(AnswerContent, Base):
    """One correction of an answer by its official. The text that holds stands in the answer itself; the other one stands here:
    until the library gives the correction out what is proposed, from then on what it took the place of.
    """

    __tablename__ = "answer_version"

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    submitted_at: Mapped[dt.datetime]
    """When the correction came in."""
    published_at: Mapped[dt.datetime | None]
    """When this text was given out; None for one that never was, or not yet."""
    replaced_at: Mapped[dt.datetime | None]
    """When another text took its place."""
    is_shown: Mapped[bool] = mapped_column(default=False)
    """Readers may see this earlier text, with its dates, beside the one that holds."""
    sent_back_at: Mapped[dt.datetime | None]
    reason: Mapped[Prose | None]
    """Why the library sent it back."""
    form_key: Mapped[Code | None] = mapped_column(unique=True)

    answer: Mapped[Answer] = relationship(back_populates="versions")
    attachments: Mapped[list[Attachment]] = relationship(back_populates="answer_version", order_by="Attachment.id")
    """Files that came with a correction which is not given out: then they are the answer's."""

    @property
    def waits(self) -> bool:
        """It is a correction that waits for the library."""
        return self.replaced_at is None and self.sent_back_at is None

    @property
    def is_sent_back(self) -> bool:
        """It is a correction that is to be completed: nothing came after it."""
        return self.replaced_at is None and self.sent_back_at is not None
