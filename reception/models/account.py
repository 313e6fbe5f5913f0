"""Librarians: the only people with accounts."""

from __future__ import annotations

import datetime as dt

from flask_login import UserMixin
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain.roles import Role
from reception.models.base import Base, Code, Key, Line, choice
from reception.models.branch import Branch


class Account(UserMixin, Base):
    """A librarian. `session_key` changes at every logout and change of password, which ends all sessions."""

    __tablename__ = "account"

    id: Mapped[Key]
    login: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Line]
    email: Mapped[Line | None]
    role: Mapped[Role] = mapped_column(choice(Role))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    password_hash: Mapped[Line]
    session_key: Mapped[Code]
    is_enabled: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime]
    desk_words: Mapped[Line | None]
    """What the librarian looks for in the queue: perhaps a name, so it stands in no address and no cookie."""
    last_login_at: Mapped[dt.datetime | None]

    branch: Mapped[Branch | None] = relationship()

    @property
    def is_active(self) -> bool:
        """Tell Flask-Login whether the account may be used."""
        return self.is_enabled

    def get_id(self) -> str:
        """Return what the session holds instead of the bare id, so that it can be revoked."""
        return f"{self.id}:{self.session_key}"
