"""A referral passed on from official to colleague, step by step, and who has it now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key, Line, Prose, choice

if TYPE_CHECKING:
    from reception.models.authority import Official
    from reception.models.referral import AnswerLink, Referral


class Ended(StrEnum):
    """How a delegation ended before an answer was given."""

    UNDONE = "undone"
    """By the desk, with a reason."""
    TAKEN_BACK = "taken_back"
    """By one who had the referral before."""
    HANDED_BACK = "handed_back"
    """By the colleague."""
    NOT_DELIVERED = "not_delivered"
    """The colleague's address does not exist: nobody has the letter."""


class Delegation(Base):
    """One step of a chain: to whom a referral was passed on, by the official or by the colleague of the step before.

    Name and post stand in the answer as an official's do; the address is nobody's to read but the desk's and its own.
    """

    __tablename__ = "delegation"

    id: Mapped[Key]
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    """The step by which the one who passed it on had got it; None if that was the official."""
    name: Mapped[Line]
    post: Mapped[Line | None]
    email: Mapped[Line | None]
    """None once it is erased (`services/retention.py`)."""
    language: Mapped[Code] = mapped_column(default="uk")
    message: Mapped[Prose | None]
    """A word to the colleague."""
    created_at: Mapped[dt.datetime]
    address_refused_at: Mapped[dt.datetime | None]
    """When the mail server of the address said that there is no such address."""
    ended_at: Mapped[dt.datetime | None]
    ended: Mapped[Ended | None] = mapped_column(choice(Ended))

    referral: Mapped[Referral] = relationship(back_populates="delegations")
    earlier: Mapped[Delegation | None] = relationship(remote_side="Delegation.id")

    @property
    def is_standing(self) -> bool:
        """It has not ended: the colleague has the referral, or has passed it on."""
        return self.ended_at is None

    @property
    def can_be_reached(self) -> bool:
        """There is an address, and no mail server has refused it."""
        return bool(self.email) and self.address_refused_at is None

    @property
    def giver(self) -> Holder:
        """The person who passed it on by this step."""
        return Holder(self.referral, self.earlier)


@dataclass(frozen=True)
class Holder:
    """A person who has a referral, or had it and passed it on: its official, or a colleague."""

    referral: Referral
    delegation: Delegation | None = None

    @property
    def is_official(self) -> bool:
        """It is the official to whom the library referred the question."""
        return self.delegation is None

    @property
    def official(self) -> Official:
        """The official in whose stead a colleague answers, or who answers."""
        return self.referral.official

    @property
    def name(self) -> str:
        """The name, as it was when the referral came to this person."""
        return self.delegation.name if self.delegation else self.referral.official_name

    @property
    def post(self) -> str | None:
        """The post, as it was then."""
        return self.delegation.post if self.delegation else self.referral.official_post

    @property
    def title(self) -> str:
        """Name and post."""
        return f"{self.name}, {self.post}" if self.post else self.name

    @property
    def email(self) -> str | None:
        """The address that is good now."""
        return self.delegation.email if self.delegation else self.official.email

    @property
    def language(self) -> str:
        """The language of letters to this person."""
        return self.delegation.language if self.delegation else self.official.language

    @property
    def can_be_reached(self) -> bool:
        """There is an address, and no mail server has refused it."""
        return self.delegation.can_be_reached if self.delegation else self.official.can_be_reached

    @property
    def official_id(self) -> int | None:
        """The entry of the directory; a colleague has none."""
        return None if self.delegation else self.referral.official_id

    @property
    def link(self) -> AnswerLink | None:
        """The newest of the own links."""
        links = (link for link in self.referral.links if link.stand_in is None)
        own = [link for link in links if link.delegation is self.delegation]
        return own[-1] if own else None
