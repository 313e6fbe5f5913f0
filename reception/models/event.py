"""The journal: what happened, in order, never changed.

The database itself refuses UPDATE and DELETE (see the first migration).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reception.domain.events import Tag
from reception.domain.roles import ActorKind
from reception.models.base import Base, Code, Key, choice


class Event(Base):
    """One line of the journal. Its `id` is the position that the search index follows."""

    __tablename__ = "event"

    id: Mapped[Key]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    at: Mapped[dt.datetime]
    tag: Mapped[Tag] = mapped_column(choice(Tag))
    actor: Mapped[ActorKind] = mapped_column(choice(ActorKind))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("answer_link.id"))
    old_state: Mapped[Code | None]
    new_state: Mapped[Code | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
