"""Who works at a question: a claim while somebody has it in hand, an assignment until it is done.

Both are tables of their own, so that neither makes the pages old from which others are about to save (`Question.version`).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.account import Account
from reception.models.base import Base, Key
from reception.models.branch import Branch


class Claim(Base):
    """A librarian has a question in hand. One that was not used for a while holds no longer: `queries/claims.py` knows."""

    __tablename__ = "claim"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    taken_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime]
    """When its holder last did something to the question."""

    account: Mapped[Account] = relationship()


class Assignment(Base):
    """A question is somebody's to see to: a colleague's, or a branch's."""

    __tablename__ = "assignment"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (branch_id IS NULL)", name="one_assignee"),)

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    at: Mapped[dt.datetime]

    account: Mapped[Account | None] = relationship()
    branch: Mapped[Branch | None] = relationship()
