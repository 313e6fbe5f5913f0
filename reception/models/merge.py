"""That a question asks the same as another: when it was merged, until when, and what its asker said to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from reception.models.base import Base, Key, Prose
from reception.models.question import Question

if TYPE_CHECKING:
    from reception.models.account import Account


class Merge(Base):
    """One merging of a question into another. While it holds, `Question.merged_into_id` says the same."""

    __tablename__ = "merge"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
    same_asker: Mapped[bool] = mapped_column(default=False)
    """The asker of the other question, or of another one merged into it: this person is counted already."""
    ended_at: Mapped[dt.datetime | None]
    objection: Mapped[Prose | None]
    """Why the asker says that it is another matter."""

    question: Mapped[Question] = relationship(foreign_keys=[question_id], back_populates="merges")
    into: Mapped[Question] = relationship(foreign_keys=[into_id])
    account: Mapped[Account | None] = relationship()


Question.supporters = column_property(
    select(func.count(Merge.id))
    .where(Merge.into_id == Question.id, Merge.ended_at.is_(None), Merge.same_asker.is_(False))
    .correlate_except(Merge)
    .scalar_subquery(),
    deferred=True,
)
