"""The ledger of dates: each entry is an event with its legal basis and the new date. The last entry of a clock holds."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reception.domain.deadlines import Clock
from reception.models.base import Base, Code, Key, Prose, choice


class Deadline(Base):
    """One entry. `pure_on` is as counted, `due_on` as it holds on working days; `rule` names the term in deadlines.toml."""

    __tablename__ = "deadline"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    clock: Mapped[Clock] = mapped_column(choice(Clock))
    event: Mapped[Code]
    counted_from: Mapped[dt.datetime]
    rule: Mapped[Code]
    pure_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    due_at: Mapped[dt.datetime | None]
    """The instant at which a term in hours ends; `due_on` is its date."""
    calendar: Mapped[Prose]
    """The calendar with which it was counted (`Calendar.code`)."""
    was_calendar: Mapped[Prose | None]
    """Of a date that was counted anew because the calendar changed: the calendar before."""
    at: Mapped[dt.datetime]
