"""Mail that came in: every message is a row before anything is done about it, and the message itself a file."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key, Line, Prose, choice

if TYPE_CHECKING:
    from reception.models.letter import Letter
    from reception.models.question import Question
    from reception.models.referral import Referral


class IncomingState(StrEnum):
    """What became of a message."""

    HELD = "held"
    """It fits nowhere: a librarian decides."""
    DRAFTED = "drafted"
    """It became the draft of an answer, or of a word on a promise, which its official confirms."""
    NOTED = "noted"
    """It was understood, and there is nothing for anybody to do."""
    ATTACHED = "attached"
    """A librarian said where it belongs."""
    FORWARDED = "forwarded"
    """A librarian sent it on."""
    DISCARDED = "discarded"
    """A librarian threw it away: neither text nor file is kept."""


class WhyHeld(StrEnum):
    """Why a message waits for a librarian. The first three are the reader's own words for what it found (mail/inbox)."""

    NO_REPLY = "no_reply"
    EMPTY = "empty"
    NO_MESSAGE = "no_message"
    NOT_AUTHENTIC = "not_authentic"
    """Its sender is not who it says, as far as a trusted server knows."""
    NO_REFERRAL = "no_referral"
    SEVERAL_REFERRALS = "several_referrals"
    REFERRAL_CLOSED = "referral_closed"
    OTHER_SENDER = "other_sender"
    TOO_LONG = "too_long"
    LIKE_AUTOMATIC = "like_automatic"
    """By its headers, which offices put into persons' letters too."""
    SOUNDS_AUTOMATIC = "sounds_automatic"
    """By its words, but it has more of them than programs do."""
    NOTE = "note"
    """Who has the question writes that the letter has come or that an answer follows, and nothing else."""
    AUTOMATIC_WITH_FILE = "automatic_with_file"
    NO_LETTER = "no_letter"
    """A report on no letter that is known to be ours."""
    FORGED_REPORT = "forged_report"
    """A report whose sender is not who it says, as far as a trusted server knows."""
    CAME_BACK = "came_back"
    """It was sent on to the mailbox that is read here."""


class Incoming(Base):
    """One message. `kind` and `reason` are those of the reader (mail/inbox); of one that was held, `reason` is a `WhyHeld`."""

    __tablename__ = "incoming"

    id: Mapped[Key]
    fingerprint: Mapped[Code] = mapped_column(unique=True)
    """The same message twice is one row."""
    message_id: Mapped[Line | None]
    """Its Message-ID, so that our letters continue the conversation."""
    kind: Mapped[Code]
    reason: Mapped[Code]
    hard: Mapped[bool | None]
    sender: Mapped[Line]
    subject: Mapped[Line]
    text: Mapped[Prose]
    """The writer's own words."""
    stored_as: Mapped[Code | None]
    """The file's name among the uploads."""
    state: Mapped[IncomingState] = mapped_column(choice(IncomingState), default=IncomingState.HELD, index=True)
    received_at: Mapped[dt.datetime]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), index=True)
    """Whose address a report on a letter is about."""
    address: Mapped[Line | None]
    """The address of that official to which the letter went."""
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    """The letter of ours with which it was sent on."""
    registered_number: Mapped[Line | None]
    """The number under which the authority registered the referral, as an automatic reply says."""
    registered_on: Mapped[dt.date | None]
    """The day that stands with it."""
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("promise.id", ondelete="SET NULL"), index=True)
    """The promise that it speaks of: its words stand in the form of the promise's page."""

    question: Mapped[Question | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    letter: Mapped[Letter | None] = relationship()
