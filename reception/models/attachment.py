"""Files that came with a question or an answer. The bytes lie in `instance/uploads/`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.models.base import Base, Code, Key, Line, Prose

if TYPE_CHECKING:
    from reception.models.answer import Answer
    from reception.models.answer_version import AnswerVersion
    from reception.models.question import Question


class Attachment(Base):
    """One file. Before the form is sent it belongs to a form key only; what is never sent is swept away."""

    __tablename__ = "attachment"

    id: Mapped[Key]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    answer_version_id: Mapped[int | None] = mapped_column(ForeignKey("answer_version.id"), index=True)
    """The correction with which it came, until that is given out."""
    promise_report_id: Mapped[int | None] = mapped_column(ForeignKey("promise_report.id"), index=True)
    """With which word on the answer's promise it came, if not with the answer itself."""
    form_key: Mapped[Code | None] = mapped_column(index=True)
    file_name: Mapped[Line]
    """As it was named by its owner: for staff and the official; readers get a neutral name."""
    media_type: Mapped[Line]
    size: Mapped[int]
    stored_as: Mapped[Code] = mapped_column(unique=True)
    text: Mapped[Prose | None] = mapped_column(deferred=True)
    """What stands in it, for search: None until it was read, empty where there is nothing or it cannot be read. Long, so
    it is loaded only when it is asked for."""
    is_public: Mapped[bool] = mapped_column(default=False)
    public_name: Mapped[Line | None]
    """What readers see instead of the owner's name for it; None for a neutral one."""
    checked_at: Mapped[dt.datetime | None]
    """When a librarian looked through it and said what readers may see of it: a PDF becomes public only then."""
    public_copy: Mapped[Code | None] = mapped_column(unique=True)
    """What readers get in its place: the pages as pictures with black boxes, or without what is not seen on them."""
    public_size: Mapped[int | None]
    created_at: Mapped[dt.datetime]

    question: Mapped[Question | None] = relationship(back_populates="attachments")
    answer: Mapped[Answer | None] = relationship(back_populates="attachments")
    answer_version: Mapped[AnswerVersion | None] = relationship(back_populates="attachments")
    blackouts: Mapped[list[Blackout]] = relationship(order_by="Blackout.id", cascade="all, delete-orphan")

    @property
    def is_picture(self) -> bool:
        """It shows something that only a person can look through."""
        return self.media_type.startswith("image/")

    @property
    def is_office(self) -> bool:
        """It was written with an office program: readers get it only without what such files hold beside their words."""
        return not self.is_picture and not self.is_pdf

    @property
    def is_pdf(self) -> bool:
        """It has pages, which are looked through before readers get a copy."""
        return self.media_type == "application/pdf"


class Blackout(Base):
    """A black box on a page of the copy that readers get, in ten thousandths of the page from its upper left corner.

    What stood there stays in the original alone.
    """

    __tablename__ = "blackout"

    id: Mapped[Key]
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"), index=True)
    page: Mapped[int]
    x0: Mapped[int]
    y0: Mapped[int]
    x1: Mapped[int]
    y1: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
