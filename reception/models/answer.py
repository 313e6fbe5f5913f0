"""An answer of an authority or of the library, its draft, and the asker's verdict on it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.kinds import VerdictValue
from reception.models.answer_content import AnswerContent
from reception.models.base import Base, Code, Key, Line, Prose, choice

if TYPE_CHECKING:
    from reception.models.answer_version import AnswerVersion
    from reception.models.attachment import Attachment
    from reception.models.promise import Promise
    from reception.models.question import Question
    from reception.models.referral import Referral


class Answer(AnswerContent, Base):
    """What was answered. Only its own official's correction takes the place of what it says, and what that replaced is kept
    (`versions`).

    Names are kept as they were at the time: bodies are reorganised, people leave. Without a referral it is the library's own.
    """

    __tablename__ = "answer"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    authority_name: Mapped[Line]
    official_name: Mapped[Line | None]
    official_post: Mapped[Line | None]
    submitted_at: Mapped[dt.datetime]
    published_at: Mapped[dt.datetime | None]
    corrected_at: Mapped[dt.datetime | None]
    """When the text that holds took the place of one that was given out before."""
    sent_back_at: Mapped[dt.datetime | None]
    form_key: Mapped[Code | None] = mapped_column(unique=True)

    question: Mapped[Question] = relationship(back_populates="answers")
    referral: Mapped[Referral | None] = relationship(back_populates="answers")
    attachments: Mapped[list[Attachment]] = relationship(back_populates="answer", order_by="Attachment.id")
    promise: Mapped[Promise | None] = relationship(
        back_populates="answer", foreign_keys="Promise.answer_id", cascade="all, delete-orphan"
    )
    versions: Mapped[list[AnswerVersion]] = relationship(back_populates="answer", order_by="AnswerVersion.id")

    @property
    def correction(self) -> AnswerVersion | None:
        """The correction that waits for the library."""
        return next((version for version in self.versions if version.waits), None)

    @property
    def earlier(self) -> tuple[AnswerVersion, ...]:
        """What was given out before the text that holds, the oldest first."""
        given_out = (version for version in self.versions if version.published_at)
        return tuple(sorted(given_out, key=lambda version: version.published_at))


class Draft(Base):
    """What an official has typed so far: an answer or, once that is given, its correction. `version` tells open tabs apart."""

    __tablename__ = "draft"

    id: Mapped[Key]
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), unique=True)
    text: Mapped[Prose]
    outcome: Mapped[Code | None]
    commitment: Mapped[Code | None]
    promised_on: Mapped[Code | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime]


class Verdict(Base):
    """The asker's word on the result. The last one counts; the earlier ones stay for the history."""

    __tablename__ = "verdict"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    value: Mapped[VerdictValue] = mapped_column(choice(VerdictValue))
    comment: Mapped[Prose | None]
    public_comment: Mapped[Prose | None]
    """The comment after the library's check, or None while it is not public."""
    at: Mapped[dt.datetime]

    question: Mapped[Question] = relationship(back_populates="verdicts")
