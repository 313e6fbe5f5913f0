"""A question handed to an official, and the links by which the official answers."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain import clock
from reception.models.base import Base, Code, Key, Line, Prose, choice
from reception.models.delegation import Delegation, Holder

if TYPE_CHECKING:
    from reception.models.answer import Answer
    from reception.models.authority import Authority, Official
    from reception.models.question import Question
    from reception.models.reminder import Reminder


class ReferralState(StrEnum):
    """Where a referral stands: its own small life inside the question's."""

    OPEN = "open"
    WAITING = "waiting"
    """For an address: the official cannot be reached, nothing was sent, and no term of the authority runs."""
    ANSWERED = "answered"
    NOT_OURS = "not_ours"
    RECALLED = "recalled"


AT_HAND = (ReferralState.OPEN, ReferralState.WAITING)
"""In these an official has the question, or will as soon as there is an address."""


class Referral(Base):
    """One question handed to one official, with the names they had then and the date by which to answer."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_state_due_on", "state", "due_on"),)

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    authority_name: Mapped[Line]
    official_name: Mapped[Line]
    official_post: Mapped[Line]
    state: Mapped[ReferralState] = mapped_column(choice(ReferralState), default=ReferralState.OPEN)
    is_responsible: Mapped[bool] = mapped_column(default=False)
    """The question is answered when this official has answered; the others may add to it."""
    message: Mapped[Prose | None]
    """What the librarian adds for the official."""
    sent_at: Mapped[dt.datetime]
    due_on: Mapped[dt.date]
    due_at: Mapped[dt.datetime | None]
    """The instant at which a term in hours ends."""
    registered_on: Mapped[dt.date | None]
    """The day on which the authority registered it, by its own word; its term counts from there."""
    registered_number: Mapped[Line | None]
    """Its incoming number at the authority."""
    extended: Mapped[bool] = mapped_column(default=False)
    suggested_authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    closed_at: Mapped[dt.datetime | None]
    awaits_daily: Mapped[bool] = mapped_column(default=False, index=True)
    """The official has not been told of it: the letter of the day will."""

    question: Mapped[Question] = relationship(back_populates="referrals")
    official: Mapped[Official] = relationship()
    authority: Mapped[Authority] = relationship(foreign_keys=[authority_id])
    suggested_authority: Mapped[Authority | None] = relationship(foreign_keys=[suggested_authority_id])
    links: Mapped[list[AnswerLink]] = relationship(back_populates="referral", order_by="AnswerLink.id")
    answers: Mapped[list[Answer]] = relationship(back_populates="referral", order_by="Answer.id")
    reminders: Mapped[list[Reminder]] = relationship(back_populates="referral", order_by="Reminder.id")
    delegations: Mapped[list[Delegation]] = relationship(back_populates="referral", order_by="Delegation.id")

    @property
    def chain(self) -> tuple[Delegation, ...]:
        """The steps by which it came from its official to who has it now."""
        return tuple(step for step in self.delegations if step.is_standing)

    @property
    def holder(self) -> Holder:
        """Who has it now: the colleague to whom it was last passed on, else its official."""
        return Holder(self, self.chain[-1] if self.chain else None)

    @property
    def passed_on_by(self) -> tuple[Holder, ...]:
        """Those who had it before and passed it on, the official first."""
        return tuple(step.giver for step in self.chain)

    @property
    def changed_hands_at(self) -> dt.datetime | None:
        """When it last went from one person to another."""
        return max((step.ended_at or step.created_at for step in self.delegations), default=None)

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses, in small letters, from which it may be answered: those of who has it now, and of nobody else."""
        return frozenset({self.holder.email.casefold()} if self.holder.email else ())

    @property
    def received_at(self) -> dt.datetime:
        """When the authority received it: what it says itself, else when the library sent it (Law 393/96-ВР, art. 20)."""
        if self.registered_on is None or self.registered_on == clock.day_of(self.sent_at):
            return self.sent_at
        return clock.start_of(self.registered_on)


class AnswerLink(Base):
    """A capability to answer one referral. Of the token only the hash is stored.

    `nonce` is 256 random bits; the token is derived from it with the installation's token key when a letter leaves, so that
    neither the database nor the outbox holds a usable token.
    """

    __tablename__ = "answer_link"

    id: Mapped[Key]
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    """The step by which the person whose link it is has got the referral; None if it is the official's."""
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    """Who does the office now and is asked by this link what became of a promise: for nothing else, and in nobody's name."""
    nonce: Mapped[Code]
    token_hash: Mapped[Code] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None]
    """None while the referral waits for an answer; then the end of the days of grace."""
    revoked_at: Mapped[dt.datetime | None]

    referral: Mapped[Referral] = relationship(back_populates="links")
    delegation: Mapped[Delegation | None] = relationship()
    stand_in: Mapped[Official | None] = relationship()

    @property
    def person(self) -> Holder:
        """Whose link it is; of one who stands in, who had the referral."""
        return Holder(self.referral, self.delegation)

    @property
    def is_holders(self) -> bool:
        """It belongs to the one who has the referral now; any other is there to look only."""
        return self.stand_in is None and self.person == self.referral.holder


class AskerLink(Base):
    """A capability of the asker to see and act on the own question, for letters. Kept as `AnswerLink` is."""

    __tablename__ = "asker_link"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    nonce: Mapped[Code]
    token_hash: Mapped[Code] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]

    question: Mapped[Question] = relationship(back_populates="asker_links")


class LinkVisit(Base):
    """The access log of answer links: the only thing that a GET or HEAD of one writes."""

    __tablename__ = "link_visit"

    id: Mapped[Key]
    link_id: Mapped[int] = mapped_column(ForeignKey("answer_link.id"), index=True)
    method: Mapped[Code]
    at: Mapped[dt.datetime]
