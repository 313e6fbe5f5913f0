"""What was learnt from earlier decisions, to suggest the like for a new question. It can always be learnt anew."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base, Code


class Learnt(Base):
    """One model by its name, “topic” or “authority”, packed (`search/learning.py`): words of public texts and their weights."""

    __tablename__ = "learnt"

    name: Mapped[Code] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    decisions: Mapped[int]
    """How many decisions it was learnt from."""
    body: Mapped[bytes] = mapped_column(LargeBinary)
