"""Counts of what is limited: logins, PINs, submissions. The bucket is a keyed hash, so no address or name is kept."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from reception.models.base import Base, Code, Key


class Attempt(Base):
    """One attempt in one bucket."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_bucket_at", "bucket", "at"),)

    id: Mapped[Key]
    bucket: Mapped[Code]
    at: Mapped[dt.datetime]
