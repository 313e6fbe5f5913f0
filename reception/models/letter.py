"""The outbox: every letter is a row before it is an e-mail."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.mail_causes import MailCause
from reception.models.base import Base, Code, Key, Line, Prose, choice

if TYPE_CHECKING:
    from reception.models.authority import Official
    from reception.models.enclosure import Enclosure
    from reception.models.question import Question
    from reception.models.referral import AnswerLink, AskerLink
    from reception.models.reminder import Reminder
    from reception.models.subscription import Subscription


class LetterState(StrEnum):
    """How far a letter has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    """The mail server took it."""
    DELIVERED = "delivered"
    """The server of its reader reported that it lies in the mailbox."""
    FAILED = "failed"
    """It cannot be delivered: a task for a librarian."""
    SETTLED = "settled"
    """A librarian has seen to it in another way."""
    KEPT = "kept"
    """It never leaves: its reader gave no address and reads it on the own page."""
    ON_PAGE = "on_page"
    """It never leaves: its reader has chosen to read it on the own page."""
    HANDED_OVER = "handed_over"
    """It was kept, and a librarian has told its reader or put it into the reader's hands."""
    STOPPED = "stopped"
    """What it tells of was taken back before it left: nobody reads it, unless that in turn is undone at once."""


LEAVING = (LetterState.QUEUED, LetterState.SENDING)
"""In these a letter is on its way out: it has not left, and will."""


class Audience(StrEnum):
    """Whose letter it is: who may read it, and with whose data it is erased."""

    ASKER = "asker"
    OFFICIAL = "official"
    STAFF = "staff"
    SUBSCRIBER = "subscriber"


class DeliveryReport(StrEnum):
    """What other servers have told of a letter that left."""

    ASKED = "asked"
    """Our server promised to tell."""
    DELAYED = "delayed"
    """It could not be delivered yet, and a server goes on trying."""
    RELAYED = "relayed"
    """It was passed on to where nobody reports: that is no delivery."""
    DELIVERED = "delivered"


class Brake(StrEnum):
    """Why a letter was held back by ourselves."""

    DAILY_CAP = "daily_cap"
    """Its address has had as many letters today as one may have: it waits until tomorrow."""
    LOOP = "loop"
    """Its address has had the same letter too often within an hour."""
    RELEASED = "released"
    """A librarian lets it leave whatever the count."""


class Letter(Base):
    """One outgoing e-mail. Where a personal link belongs, the bodies hold a mark that is filled in on leaving."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_letter_sent_at_to_address", "sent_at", "to_address"),
    )

    id: Mapped[Key]
    name: Mapped[Code]
    audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.ASKER)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), index=True)
    to_name: Mapped[Line | None]
    to_address: Mapped[Line]
    """Empty for an asker without one."""
    language: Mapped[Code]
    subject: Mapped[Line]
    body_text: Mapped[Prose]
    body_html: Mapped[Prose]
    message_id: Mapped[Line] = mapped_column(unique=True)
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[dt.datetime]
    tell_since: Mapped[dt.datetime | None] = mapped_column(index=True)
    """Since when a librarian is to tell its reader of it, who gave no address but can be reached; None once that is done."""
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    error: Mapped[Prose | None]
    """What the mail server said when it last refused."""
    cause: Mapped[MailCause | None] = mapped_column(choice(MailCause))
    """Why it last did not leave."""
    held: Mapped[Brake | None] = mapped_column(choice(Brake))
    report: Mapped[DeliveryReport | None] = mapped_column(choice(DeliveryReport))
    reported_at: Mapped[dt.datetime | None]
    answer_link_id: Mapped[int | None] = mapped_column(ForeignKey("answer_link.id"))
    asker_link_id: Mapped[int | None] = mapped_column(ForeignKey("asker_link.id"))
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("subscription.id"), index=True)

    question: Mapped[Question | None] = relationship(back_populates="letters")
    official: Mapped[Official | None] = relationship()
    answer_link: Mapped[AnswerLink | None] = relationship()
    asker_link: Mapped[AskerLink | None] = relationship()
    subscription: Mapped[Subscription | None] = relationship()
    reminders: Mapped[list[Reminder]] = relationship(back_populates="letter", order_by="Reminder.id")
    """What a letter that reminds is about."""
    enclosures: Mapped[list[Enclosure]] = relationship(back_populates="letter", order_by="Enclosure.id")
    """The links of a letter about several questions."""

    def is_to(self, address: str | None) -> bool:
        """Tell whether it goes to an address, however that is written."""
        return self.to_address.casefold() == (address or "").casefold()
