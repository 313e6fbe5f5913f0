"""Letters that hold several personal links: a row a link."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Key
from reception.models.letter import Letter
from reception.models.referral import AnswerLink


class Enclosure(Base):
    """One of the links in a letter about several questions. The letter's bodies hold a mark for each."""

    __tablename__ = "enclosure"

    id: Mapped[Key]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("answer_link.id"), index=True)

    letter: Mapped[Letter] = relationship(back_populates="enclosures")
    link: Mapped[AnswerLink] = relationship()
