"""Where questions are asked: branches of the library and their terminals."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key, Line


class Branch(Base):
    """A branch of the library."""

    __tablename__ = "branch"

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name_uk: Mapped[Line]
    name_en: Mapped[Line]
    address: Mapped[Line | None]
    phone: Mapped[Line | None]
    hours: Mapped[Line | None]
    is_active: Mapped[bool] = mapped_column(default=True)

    terminals: Mapped[list[Terminal]] = relationship(back_populates="branch", order_by="Terminal.name")


class Terminal(Base):
    """A library computer for visitors. An administrator makes it with a code that is typed once; then a device token holds."""

    __tablename__ = "terminal"

    id: Mapped[Key]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    name: Mapped[Line]
    code_hash: Mapped[Code | None] = mapped_column(unique=True)
    code_expires_at: Mapped[dt.datetime | None]
    token_hash: Mapped[Code | None] = mapped_column(unique=True)
    enrolled_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]

    branch: Mapped[Branch] = relationship(back_populates="terminals")
