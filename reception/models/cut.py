"""What was taken out of a text before readers see it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.privacy.findings import Kind
from reception.domain.privacy.marks import Part
from reception.models.base import Base, Key, choice

if TYPE_CHECKING:
    from reception.models.answer import Answer, Verdict
    from reception.models.clarification import Clarification
    from reception.models.question import Question


class Cut(Base):
    """A piece of an original for which a mark stands in the public text, by its kind and place.

    The words themselves stay in the original alone, so that they are not kept twice.
    """

    __tablename__ = "cut"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    verdict_id: Mapped[int | None] = mapped_column(ForeignKey("verdict.id"))
    clarification_id: Mapped[int | None] = mapped_column(ForeignKey("clarification.id"))
    part: Mapped[Part] = mapped_column(choice(Part))
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    starts: Mapped[int]
    ends: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]

    question: Mapped[Question] = relationship(back_populates="cuts")
    answer: Mapped[Answer | None] = relationship()
    verdict: Mapped[Verdict | None] = relationship()
    clarification: Mapped[Clarification | None] = relationship()

    @property
    def original(self) -> str:
        """The text of which it is a piece."""
        match self.part:
            case Part.SUBJECT:
                return self.question.subject
            case Part.TEXT:
                return self.question.text
            case Part.ANSWER:
                return self.answer.text
            case Part.COMMENT:
                return self.verdict.comment
            case Part.REQUEST:
                return self.clarification.request
            case Part.REPLY:
                return self.clarification.reply

    @property
    def words(self) -> str:
        """The piece itself."""
        return self.original[self.starts : self.ends]
