"""Who answers: authorities and their officials, each for as long as it is there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, and_, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.domain import clock
from reception.models.base import Base, Code, Key, Line, Prose
from reception.models.topic import Topic

authority_topic = Table(
    "authority_topic",
    Base.metadata,
    Column("authority_id", ForeignKey("authority.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True),
)


class Lasting:
    """What is there from one day to another, both included; without a day, always. `is_active` is False for what was
    taken out of use by hand. What is over is offered nowhere, and old questions keep it."""

    is_active: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]

    @hybrid_property
    def is_current(self) -> bool:
        """It is there today, and in use."""
        today = clock.today()
        return self.is_active and (self.valid_from or today) <= today <= (self.valid_to or today)

    @is_current.inplace.expression
    @classmethod
    def _is_current(cls) -> ColumnElement[bool]:
        today = clock.today()
        begun, lasts = cls.valid_from.is_(None), cls.valid_to.is_(None)
        return and_(cls.is_active, or_(begun, cls.valid_from <= today), or_(lasts, cls.valid_to >= today))

    @property
    def is_over(self) -> bool:
        """Its last day has passed."""
        return self.valid_to is not None and self.valid_to < clock.today()

    @property
    def ends_later(self) -> bool:
        """Its last day is known and has not passed."""
        return self.valid_to is not None and not self.is_over


class Authority(Lasting, Base):
    """A body that answers. Its address (`slug`) stays through all its names; those it had are `former_names`."""

    __tablename__ = "authority"

    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    name_uk: Mapped[Line]
    name_en: Mapped[Line]
    short_uk: Mapped[Line | None]
    legal_name: Mapped[Line | None]
    """As the register of legal entities has it."""
    aliases: Mapped[Prose | None]
    """Other names by which it is known, one a line."""
    kind: Mapped[Code] = mapped_column(default="executive")
    edrpou: Mapped[Code | None]
    """Its number in the register of legal entities: eight digits, the last of them a check digit."""
    katottg: Mapped[Code | None]
    """The place it answers for, by the codifier of administrative units (resolution № 835 writes the field CATUTTC)."""
    address: Mapped[Line | None]
    phone: Mapped[Line | None]
    email: Mapped[Line | None]
    homepage: Mapped[Line | None]
    hours: Mapped[Line | None]
    note: Mapped[Prose | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    """The body above it."""
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"), index=True)
    """The body that took its tasks over."""

    officials: Mapped[list[Official]] = relationship(back_populates="authority", order_by="Official.name")
    topics: Mapped[list[Topic]] = relationship(secondary=authority_topic, order_by=Topic.position)
    parent: Mapped[Authority | None] = relationship(foreign_keys=[parent_id], remote_side="Authority.id")
    successor: Mapped[Authority | None] = relationship(foreign_keys=[successor_id], remote_side="Authority.id")
    former_names: Mapped[list[FormerName]] = relationship(order_by="FormerName.valid_to, FormerName.id")

    @property
    def heir(self) -> Authority | None:
        """The body that is there in its place now: the first of its successors that is; None if none is."""
        body, seen = self.successor, {self}
        while body is not None and body not in seen and not body.is_current:
            seen.add(body)
            body = body.successor
        return body if body is not None and body.is_current else None

    @property
    def line(self) -> tuple[Authority, ...]:
        """It and the bodies that have taken its tasks over, one after the other; not one that will do so on a day to come."""
        line = [self]
        while (after := line[-1].successor) is not None and after not in line and not line[-1].ends_later:
            line.append(after)
        return tuple(line)

    def name_on(self, day: dt.date) -> Authority | FormerName:
        """Return what has the names that the body had on a day."""
        return next((former for former in self.former_names if day <= former.valid_to), self)


class FormerName(Base):
    """A name that a body had up to a day. It began when the one before it ended."""

    __tablename__ = "former_name"

    id: Mapped[Key]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    name_uk: Mapped[Line]
    name_en: Mapped[Line]
    short_uk: Mapped[Line | None]
    valid_to: Mapped[dt.date]


class Official(Lasting, Base):
    """A person who answers for an authority, by a link in an e-mail; has no account."""

    __tablename__ = "official"

    id: Mapped[Key]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    name: Mapped[Line]
    post: Mapped[Line]
    email: Mapped[Line | None] = mapped_column(unique=True)
    """None while nobody knows it: questions to the official wait for it."""
    language: Mapped[Code] = mapped_column(default="uk")
    daily_letter: Mapped[bool] = mapped_column(default=False)
    """Wants what is not urgent in one letter a day instead of a letter a question (`services/daily.py`)."""
    is_head: Mapped[bool] = mapped_column(default=False)
    """Leads the body, so that the others' delays are told of to this one."""
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    address_refused_at: Mapped[dt.datetime | None]
    """When the mail server of the address said that there is no such address."""

    authority: Mapped[Authority] = relationship(back_populates="officials")
    superior: Mapped[Official | None] = relationship(foreign_keys=[superior_id], remote_side="Official.id")
    deputy: Mapped[Official | None] = relationship(foreign_keys=[deputy_id], remote_side="Official.id")
    successor: Mapped[Official | None] = relationship(foreign_keys=[successor_id], remote_side="Official.id")

    @property
    def is_in_office(self) -> bool:
        """Questions can be handed to this one: the person is there, and the body too."""
        return self.is_current and self.authority.is_current

    @hybrid_property
    def can_be_reached(self) -> bool:
        """There is an address, and no mail server has refused it."""
        return bool(self.email) and self.address_refused_at is None

    @can_be_reached.inplace.expression
    @classmethod
    def _can_be_reached(cls) -> ColumnElement[bool]:
        return and_(cls.email.is_not(None), cls.address_refused_at.is_(None))
