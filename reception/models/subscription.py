"""Subscriptions: somebody wants to be told by e-mail of new answers to a part of the archive."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base, Code, Key, Line, Prose


class Subscription(Base):
    """One address and one part of the archive. The token of its letters' links is derived from the nonce; kept is its hash.

    Nothing is sent but the letter that asks for confirmation until `confirmed_at`. Whoever stops is forgotten: the row goes.
    """

    __tablename__ = "subscription"

    id: Mapped[Key]
    email: Mapped[Line] = mapped_column(index=True)
    language: Mapped[Code]
    wanted: Mapped[Prose]
    """The query of the archive's address, in its canonical form; empty for the whole archive."""
    nonce: Mapped[Code]
    token_hash: Mapped[Code] = mapped_column(unique=True)
    asked_at: Mapped[dt.datetime]
    """When the confirmation was last asked for."""
    confirmed_at: Mapped[dt.datetime | None]
    next_letter_at: Mapped[dt.datetime] = mapped_column(index=True)
    seen_until: Mapped[dt.datetime]
    """Up to when published answers have been told of."""
    offered_until: Mapped[dt.datetime | None]
    """Up to when they will have been once the letter that is waiting has left."""
