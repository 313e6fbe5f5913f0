"""Attachments as pages list them and browsers get them."""

from dataclasses import dataclass

from flask import Response, send_from_directory

from reception.current import settings
from reception.models import Attachment
from reception.services.office_kinds import ENDINGS

_KINDS = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP"} | {
    kind: ending.upper() for kind, ending in ENDINGS.items()
}


@dataclass(frozen=True)
class FileItem:
    """One file of a list: `components/files.html` draws it."""

    name: str
    url: str
    size: int
    kind: str
    note: str | None = None


def item(attachment: Attachment, url: str, name: str | None = None, note: str | None = None) -> FileItem:
    """Return a file for a list, under its owner's name unless another is given."""
    kind = _KINDS.get(attachment.media_type, attachment.media_type)
    return FileItem(name or attachment.file_name, url, attachment.size, kind, note)


def send_public(attachment: Attachment, name: str) -> Response:
    """Return the bytes that readers get of a file."""
    return _bytes(attachment.public_copy or attachment.stored_as, attachment, name)


def send(attachment: Attachment, name: str | None = None) -> Response:
    """Return a file's own bytes, for staff, the asker and officials."""
    return _bytes(attachment.stored_as, attachment, name or attachment.file_name)


def _bytes(stored_as: str, attachment: Attachment, name: str) -> Response:
    """Return bytes to be saved, never shown within the site, whatever they may hold."""
    return send_from_directory(
        settings().uploads,
        stored_as,
        mimetype=attachment.media_type,
        as_attachment=True,
        download_name=name,
    )
