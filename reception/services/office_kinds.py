"""Office files by their content, never by their names: what kind one is, and why one is not taken.

Read are the names of parts and a list of types; what stands in a file is read outside of the house (office_text.py).
"""

import io
import re
import zipfile

from reception.domain.errors import Invalid
from reception.services import office_files

_OOXML, _ODF = "application/vnd.openxmlformats-officedocument", "application/vnd.oasis.opendocument"
OPEN = {
    f"{_OOXML}.wordprocessingml.document": "docx",
    f"{_OOXML}.spreadsheetml.sheet": "xlsx",
    f"{_OOXML}.presentationml.presentation": "pptx",
    f"{_ODF}.text": "odt",
    f"{_ODF}.spreadsheet": "ods",
    f"{_ODF}.presentation": "odp",
}
"""Kinds of which there can be a copy for readers, and whose text is read: media type and ending."""

CLOSED = {
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/rtf": "rtf",
}
"""Kinds that only the asker gets: nobody can tell what else is in them."""

ENDINGS = OPEN | CLOSED
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STREAMS = {"WordDocument": "application/msword", "Workbook": "application/vnd.ms-excel", "Book": "application/vnd.ms-excel",
            "PowerPoint Document": "application/vnd.ms-powerpoint"}  # fmt: skip
_MACROS = re.compile(r"(?:word|xl|ppt)/vba|Basic/|Scripts/", re.IGNORECASE)
_SMALL = 1024 * 1024


def kind_of(content: bytes, name: str) -> str | None:
    """Return the media type of an office file, None for what is none.

    Raises Invalid for one that is locked, damaged, has macros, or would unpack into more than anybody writes.
    """
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content, name)
    if content.startswith(_OLE):
        return _of_old(content, name)
    if content.startswith(b"{\\rtf"):
        if b"\\objdata" in content:
            raise Invalid("file_active", field="files", name=name)
        return "application/rtf"
    return None


def _of_archive(content: bytes, name: str) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > office_files.PARTS or sum(part.file_size for part in parts) > office_files.UNPACKED:
                raise Invalid("file_trap", field="files", name=name)
            if any(part.flag_bits & 1 for part in parts):
                raise Invalid("file_locked", field="files", name=name)
            types = _small(archive, "[Content_Types].xml") + _small(archive, "mimetype")
            locked = b"encryption-data" in _small(archive, "META-INF/manifest.xml")
            names = [part.filename for part in parts]
    except Invalid:
        raise
    except Exception as error:  # a damaged file may raise anything at all
        raise Invalid("file_broken", field="files", name=name) from error
    if locked:
        raise Invalid("file_locked", field="files", name=name)
    if b"macroEnabled" in types or any(_MACROS.match(each) for each in names):
        raise Invalid("file_active", field="files", name=name)
    return next((kind for kind in OPEN if _is_of(kind.encode(), types)), None)


def _is_of(kind: bytes, types: bytes) -> bool:
    """Tell whether an archive says that it is of a kind: OOXML in its list of types, OpenDocument in a part of that name."""
    return types.strip() == kind or kind + b".main+xml" in types


def _small(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as opened:
            return opened.read(_SMALL)
    except KeyError:
        return b""


def _of_old(content: bytes, name: str) -> str | None:
    if _has_stream(content, "EncryptedPackage"):
        raise Invalid("file_locked", field="files", name=name)
    if _has_stream(content, "VBA") or _has_stream(content, "_VBA_PROJECT_CUR"):
        raise Invalid("file_active", field="files", name=name)
    return next((kind for stream, kind in _STREAMS.items() if _has_stream(content, stream)), None)


def _has_stream(content: bytes, stream: str) -> bool:
    """Tell whether the directory of a compound file names a stream: entries of 128 bytes that begin with the name."""
    wanted = stream.encode("utf-16-le") + b"\0\0"
    at = content.find(wanted)
    while at >= 0:
        if at % 128 == 0 and int.from_bytes(content[at + 64 : at + 66], "little") == len(wanted):
            return True
        at = content.find(wanted, at + 1)
    return False
