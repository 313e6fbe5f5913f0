"""What an answer promised by a date, and all that was said of it since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain import clock
from reception.domain.promises import PromiseState, Said, Standing, standing
from reception.models.base import Base, Key, Line, Prose, choice

if TYPE_CHECKING:
    from reception.models.answer import Answer
    from reception.models.attachment import Attachment
    from reception.models.authority import Official
    from reception.models.delegation import Delegation
    from reception.models.question import Question
    from reception.models.referral import AnswerLink


class Promise(Base):
    """The promise of one answer that was given out. When the date comes, its official is asked what became of it."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_state_due_on", "state", "due_on"),)

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), unique=True)
    taken_over_by_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    """The newer answer that promises it by another date, or says that it is done."""
    promised_on: Mapped[dt.date]
    """The first date: by it the promise is kept in time or late."""
    due_on: Mapped[dt.date]
    """The date that holds now."""
    state: Mapped[PromiseState] = mapped_column(choice(PromiseState), default=PromiseState.OPEN)
    done_on: Mapped[dt.date | None]
    settled_at: Mapped[dt.datetime | None]
    """When it was said to be kept or broken, or a newer answer took it over."""
    noticed_at: Mapped[dt.datetime | None]
    """When the official was told that the date is near."""
    asked_at: Mapped[dt.datetime | None]
    """When the date that holds now had come and the official was asked."""
    asked_again_at: Mapped[dt.datetime | None]
    """When the official was asked again, and the asker told that the date has passed without a word."""
    desk_since: Mapped[dt.datetime | None]
    """Since when a librarian is to ask: nobody has replied, or nobody can be written to."""
    link_id: Mapped[int | None] = mapped_column(ForeignKey("answer_link.id"), index=True)
    """The link of the last letter that asked."""
    asked_official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    """The official to whom that letter went: who answered, or does the office now; None if it went to a colleague, whose link
    it is."""

    question: Mapped[Question] = relationship()
    answer: Mapped[Answer] = relationship(back_populates="promise", foreign_keys=[answer_id])
    taken_over_by: Mapped[Answer | None] = relationship(foreign_keys=[taken_over_by_id])
    reports: Mapped[list[PromiseReport]] = relationship(
        back_populates="promise", order_by="PromiseReport.id", cascade="all, delete-orphan"
    )
    link: Mapped[AnswerLink | None] = relationship()
    asked_official: Mapped[Official | None] = relationship()

    @property
    def standing(self) -> Standing:
        """How it stands today."""
        return standing(self.state, self.promised_on, self.due_on, self.done_on, clock.today())

    @property
    def asked(self) -> Official | Delegation | None:
        """To whom the last letter that asked went."""
        return self.asked_official or (self.link.delegation if self.link else None)

    @property
    def is_open(self) -> bool:
        """Nobody has said yet that it is done, or will not be."""
        return self.state is PromiseState.OPEN

    @property
    def is_replaced(self) -> bool:
        """A newer answer promises it by another date."""
        return self.state is PromiseState.REPLACED

    @property
    def now_by(self) -> dt.date | None:
        """By when the newer answer that took its place promises it."""
        newer = self.taken_over_by.promise if self.is_replaced and self.taken_over_by else None
        return newer.due_on if newer else None

    @property
    def is_untouched(self) -> bool:
        """Nothing has been said or asked yet: it can be undone with the answer that made it."""
        return self.is_open and not (self.reports or self.noticed_at or self.asked_at)


class PromiseReport(Base):
    """One thing that was said of a promise. The state and the dates are public at once, the words after the library's check."""

    __tablename__ = "promise_report"

    id: Mapped[Key]
    promise_id: Mapped[int] = mapped_column(ForeignKey("promise.id", ondelete="CASCADE"), index=True)
    said: Mapped[Said] = mapped_column(choice(Said))
    text: Mapped[Prose]
    """What was done, or why not, as it was written; the library's check takes nothing away here."""
    public_text: Mapped[Prose | None]
    """The words after the library's check, or None while they are not public."""
    checked_at: Mapped[dt.datetime | None]
    """When a librarian decided what readers see of the words."""
    was_due: Mapped[dt.date]
    """The date that held before."""
    day: Mapped[dt.date | None]
    """The day on which it was done, or the new date."""
    at: Mapped[dt.datetime]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("answer_link.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """The librarian who wrote down what the authority said."""
    official_name: Mapped[Line | None]
    """Who wrote it; None where the library wrote it down."""
    official_post: Mapped[Line | None]

    promise: Mapped[Promise] = relationship(back_populates="reports")
    attachments: Mapped[list[Attachment]] = relationship(order_by="Attachment.id")

    @property
    def by_library(self) -> bool:
        """A librarian wrote it down for the authority."""
        return self.official_name is None
