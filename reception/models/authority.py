"""Who answers: authorities and their officials."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key, Line, Prose
from reception.models.topic import Topic

authority_topic = Table(
    "authority_topic",
    Base.metadata,
    Column("authority_id", ForeignKey("authority.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True),
)


class Authority(Base):
    """A body that answers. `is_active` is False for one that is no longer there: old questions keep it."""

    __tablename__ = "authority"

    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    name_uk: Mapped[Line]
    name_en: Mapped[Line]
    short_uk: Mapped[Line | None]
    kind: Mapped[Code] = mapped_column(default="executive")
    address: Mapped[Line | None]
    phone: Mapped[Line | None]
    email: Mapped[Line | None]
    note: Mapped[Prose | None]
    is_active: Mapped[bool] = mapped_column(default=True)

    officials: Mapped[list[Official]] = relationship(back_populates="authority", order_by="Official.name")
    topics: Mapped[list[Topic]] = relationship(secondary=authority_topic, order_by=Topic.position)


class Official(Base):
    """A person who answers for an authority, by a link in an e-mail; has no account."""

    __tablename__ = "official"

    id: Mapped[Key]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    name: Mapped[Line]
    post: Mapped[Line]
    email: Mapped[Line] = mapped_column(unique=True)
    language: Mapped[Code] = mapped_column(default="uk")
    is_active: Mapped[bool] = mapped_column(default=True)
    address_refused_at: Mapped[dt.datetime | None]
    """When the mail server of the address said that there is no such address."""

    authority: Mapped[Authority] = relationship(back_populates="officials")
