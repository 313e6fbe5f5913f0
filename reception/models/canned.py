"""Ready texts for decisions: what librarians write again and again, in the library's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.lifecycle import Action
from reception.models.base import Base, Code, Key, Line, Prose, choice

if TYPE_CHECKING:
    from reception.models.topic import Topic


class CannedText(Base):
    """A text for one action, of one topic or of any; its places are filled when it is used (`domain/placeholders.py`)."""

    __tablename__ = "canned_text"

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    action: Mapped[Action] = mapped_column(choice(Action), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    title_uk: Mapped[Line]
    title_en: Mapped[Line]
    text_uk: Mapped[Prose]
    text_en: Mapped[Prose]
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)

    topic: Mapped[Topic | None] = relationship()
