"""The text of attached files, for search: read after they became public, outside of the worker's own process."""

import logging
from pathlib import Path

from sqlalchemy import Select, and_, select

from reception.current import settings
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.domain.text import clean_text
from reception.extensions import db
from reception.models import Answer, Attachment, Question
from reception.queries.visibility import public
from reception.services import office_kinds, office_text, outside, pdf_text
from reception.services.journal import record
from reception.services.transaction import transaction

READERS = {"application/pdf": pdf_text} | dict.fromkeys(office_kinds.OPEN, office_text)
"""By media type, the module that is run to print a file's text. A kind of file that `uploads` learns to take is added here."""

BATCH = 10
PATIENCE = 2 * pdf_text.SECONDS
"""Seconds of the clock until a reader is ended; it ends itself after as many seconds of work as it allows."""

log = logging.getLogger("reception.texts")


def read_texts(limit: int = BATCH) -> int:
    """Read the text of some public files that nobody has read yet; return how many. Doing it twice is doing it once.

    A file without a text, or one that cannot be read, gets an empty text, and is not tried again. What is not public is
    left alone until it becomes public.
    """
    waiting = [(file.id, file.media_type, file.stored_as) for file in db.session.scalars(_unread().limit(limit))]
    db.session.rollback()  # nothing is held open while a file is read
    for attachment_id, media_type, stored_as in waiting:
        _keep(attachment_id, _text_of(settings().uploads / stored_as, media_type))
    return len(waiting)


def _unread() -> Select[tuple[Attachment]]:
    answered = and_(Answer.published_at.is_not(None), Answer.question.has(public()))
    shown = Attachment.question.has(public()) | Attachment.answer.has(answered)
    wanted = Attachment.text.is_(None), Attachment.is_public, Attachment.media_type.in_(READERS), shown
    return select(Attachment).where(*wanted).order_by(Attachment.id)


def _keep(attachment_id: int, text: str) -> None:
    """Store a text. The line in the journal is what makes the index, on every machine, read the question again."""
    with transaction():
        attachment = db.session.get(Attachment, attachment_id)
        if attachment is None or attachment.text is not None:
            return
        attachment.text = text
        if text:
            record(Tag.FILE_READ, SYSTEM, _question_of(attachment), attachment_id=attachment.id)


def _question_of(attachment: Attachment) -> Question:
    return attachment.question or attachment.answer.question


def _text_of(path: Path, media_type: str) -> str:
    """Return the text of a file as far as its reader came."""
    try:
        ended = outside.run(READERS[media_type], path, patience=PATIENCE)
    except FileNotFoundError:
        log.warning("%s is gone from the attachments", path.name)
        return ""
    return clean_text(ended.printed.decode("utf-8", "replace"))
