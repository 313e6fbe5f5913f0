"""What an official was reminded of, and the superior told: a row a referral, date and step, so that nothing is sent twice."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.authority import Official
from reception.models.base import Base, Code, Key
from reception.models.delegation import Delegation, Holder
from reception.models.letter import Letter
from reception.models.referral import Referral

Addressee = Official | Delegation
"""Who gets a letter that reminds: an official, or a colleague to whom a referral was passed on."""


class Reminder(Base):
    """One reminder in a letter that may hold several. `due_on` is the date it was about: another date is another reminder."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("referral_id", "step", "due_on"),)

    id: Mapped[Key]
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    step: Mapped[Code]
    due_on: Mapped[dt.date]
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"))
    """To whom it goes: the official who answers, the one in whose stead a colleague does, or the superior."""
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    """The step by which the referral has come to the colleague to whom it goes; None if it goes to the official."""
    to_superior: Mapped[bool] = mapped_column(default=False)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    sent_at: Mapped[dt.datetime | None]
    """When the letter left; until then it is looked at again whether it still is to."""

    referral: Mapped[Referral] = relationship(back_populates="reminders")
    official: Mapped[Official] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    letter: Mapped[Letter] = relationship(back_populates="reminders")

    @property
    def to(self) -> Addressee:
        """Who gets it."""
        return self.delegation or self.official

    @property
    def person(self) -> Holder:
        """Who is reminded of it, or of whom the superior is told."""
        return Holder(self.referral, self.delegation)
