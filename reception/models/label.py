"""Internal labels of questions, which no reader sees, and the filters that a librarian keeps for the queue."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base, Key, Line


class Label(Base):
    """A word by which librarians find questions again. The journal names it by number: somebody's name may be in it."""

    __tablename__ = "label"

    id: Mapped[Key]
    name: Mapped[Line] = mapped_column(unique=True)


class QuestionLabel(Base):
    """A question has a label."""

    __tablename__ = "question_label"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    label_id: Mapped[int] = mapped_column(ForeignKey("label.id"), primary_key=True, index=True)


class SavedFilter(Base):
    """What narrows and orders the queue, under a name of the librarian's own. `query` is a part of the queue's address."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[Line]
    query: Mapped[Line]
