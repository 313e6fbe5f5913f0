"""Files from people: the type is read from the content, pictures are drawn anew without EXIF, names are ours."""

import io
from collections.abc import Iterable
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from sqlalchemy import select

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.text import clean_line
from reception.extensions import db
from reception.models import Answer, AnswerVersion, Attachment, Question
from reception.services import kept_files, office_kinds
from reception.services.transaction import transaction, unless_kept

MEGABYTE = 1024 * 1024
CITIZEN_FILES, CITIZEN_BYTES = 2, 5 * MEGABYTE
OFFICIAL_FILES, OFFICIAL_BYTES = 10, 20 * MEGABYTE
DESK_FILES, DESK_BYTES = 10, 10 * MEGABYTE
LARGEST_PICTURE = 50_000_000
"""Pixels; a picture that claims more is not opened."""

_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_SAVED_AS = {"MPO": "JPEG"}
"""Telephones put several pictures into one file; the first is the photo."""


def receive(stream: BinaryIO, file_name: str, form_key: str, *, files: int, size: int, office: bool = False) -> Attachment:
    """Keep a file until its form is sent. `files` and `size` (bytes, each file) are the limits of the form.

    `office`: it takes office files too, which only answers bring.
    Raises Invalid: too many, too big, empty, of a kind that is not taken, locked, or with macros; NoRoom if the disk is full.
    """
    name = clean_line(file_name)[-200:] or "file"
    content = stream.read(size + 1)
    if len(content) > size:
        raise Invalid("file_too_big", field="files", name=name, megabytes=size // MEGABYTE)
    if not content:
        raise Invalid("file_empty", field="files", name=name)
    if len(of_form(form_key)) >= files:
        raise Invalid("too_many_files", field="files", limit=files)
    kind = office_kinds.kind_of(content, name) if office else None
    content, media_type, ending = (content, kind, office_kinds.ENDINGS[kind]) if kind else _made_safe(content, name, office)
    return _store(content, media_type, ending, name, form_key)


def _made_safe(content: bytes, name: str, office: bool) -> tuple[bytes, str, str]:
    if content.startswith(b"%PDF-"):
        _check_pdf(content, name)
        return content, "application/pdf", "pdf"
    try:
        return _redrawn(content, name)
    except Invalid as error:
        if office and error.code == "file_kind":
            raise Invalid("file_kind_office", field="files", name=name) from error
        raise


def _check_pdf(content: bytes, name: str) -> None:
    try:
        readable = len(PdfReader(io.BytesIO(content)).pages) > 0
    except Exception as error:  # a damaged file may raise anything at all
        raise Invalid("file_broken", field="files", name=name) from error
    if not readable:
        raise Invalid("file_broken", field="files", name=name)


def _redrawn(content: bytes, name: str) -> tuple[bytes, str, str]:
    """Return a picture drawn anew: turned as it was meant, without EXIF or anything else that hid in the file."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise Invalid("picture_too_large", field="files", name=name)
            form = _SAVED_AS.get(picture.format, picture.format)
            upright = ImageOps.exif_transpose(picture)
            plain = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                upright = upright.convert("RGBA")
                plain = Image.new("RGBA", upright.size)
            plain.paste(upright)
            out = io.BytesIO()
            plain.save(out, form, quality=88)
    except UnidentifiedImageError as error:
        raise Invalid("file_kind", field="files", name=name) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid("picture_too_large", field="files", name=name) from error
    except Invalid:
        raise
    except Exception as error:  # a damaged file may raise anything at all
        raise Invalid("file_broken", field="files", name=name) from error
    return out.getvalue(), _PICTURES[form], form.lower()


def _store(content: bytes, media_type: str, ending: str, name: str, form_key: str) -> Attachment:
    stored_as = kept_files.keep(content, ending, name)
    with transaction():
        unless_kept(lambda: kept_files.drop(stored_as))
        attachment = Attachment(
            form_key=form_key,
            file_name=name,
            media_type=media_type,
            size=len(content),
            stored_as=stored_as,
            created_at=clock.now(),
        )
        db.session.add(attachment)
    return attachment


def of_form(form_key: str) -> list[Attachment]:
    """Return the files that wait for a form to be sent."""
    waiting = select(Attachment).where(
        Attachment.form_key == form_key, Attachment.question_id.is_(None), Attachment.answer_id.is_(None)
    )
    return list(db.session.scalars(waiting.order_by(Attachment.id)))


def claim(
    form_key: str | None, question: Question | None = None, answer: Answer | None = None, version: AnswerVersion | None = None
) -> None:
    """Give a form's files to what it became."""
    for attachment in of_form(form_key) if form_key else ():
        attachment.question, attachment.answer, attachment.answer_version = question, answer, version
        attachment.form_key = None


def discard(form_key: str, attachment_id: int | None = None) -> None:
    """Throw away a form's files, or one of them: on "remove", and when a terminal is wiped."""
    with transaction():
        gone = [a for a in of_form(form_key) if attachment_id in (None, a.id)]
        names = [_deleted(attachment) for attachment in gone]
    remove(names)


def forget(question: Question) -> list[str]:
    """Delete the rows of a question's files that are not public; return what to `remove` once that is committed."""
    return forget_all(attachment for attachment in question.attachments if not attachment.is_public)


def forget_all(attachments: Iterable[Attachment]) -> list[str]:
    """Delete the rows of files; return what to `remove` once that is committed."""
    return [_deleted(attachment) for attachment in attachments]


def _deleted(attachment: Attachment) -> str:
    db.session.delete(attachment)
    return attachment.stored_as


def remove(names: Iterable[str]) -> None:
    """Remove the bytes of files whose rows are gone."""
    for name in names:
        kept_files.drop(name)
