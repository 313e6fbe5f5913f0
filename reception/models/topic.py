"""What questions are about, and why some are declined: catalogues that administrators edit."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from reception.domain.outcomes import Outcome
from reception.models.base import Base, Code, Key, Line, Prose, choice


class Topic(Base):
    """A subject in citizens' words. `official_topic` is its number, 1–24, in the classifier of resolution № 858."""

    __tablename__ = "topic"

    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    name_uk: Mapped[Line]
    name_en: Mapped[Line]
    official_topic: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class DeclineReason(Base):
    """Why a question is not taken, in plain words, with the article of law. `is_public`: the reason may be shown to readers."""

    __tablename__ = "decline_reason"

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    title_uk: Mapped[Line]
    title_en: Mapped[Line]
    text_uk: Mapped[Prose]
    text_en: Mapped[Prose]
    law: Mapped[Line | None]
    result: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    """Under which result of classifier № 858 an appeal counts that is declined for it; None if the classifier has none."""
    is_public: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
