"""Prints what readers may get of an office file: `python office_files.py < file.docx`.

A program of its own, as office_text.py is, which looks first whether there may be a copy. It lacks who wrote the file, when,
where and on which machine: parts that are not known to be needed go, and so does what pictures tell beside what is drawn.
"""

import contextlib
import io
import os
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Iterator

SECONDS = 20
MEMORY = 768 * 1024 * 1024
PARTS, UNPACKED = 5_000, 200 * 1024 * 1024
"""Files in the archive, and bytes of all of them unpacked: more is a trap."""

_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|(?:word|xl|ppt)/(?:media/.+|.+\.(?:xml|rels|odttf|fntdata))"
    r"|mimetype|(?:content|styles|meta|settings)\.xml|META-INF/manifest\.xml|(?:Pictures|Fonts)/.+"
)
"""All else goes: properties, thumbnails, signatures with what a certificate says of a person, leftovers."""
_DROPPED = re.compile(
    r"word/people\.xml|xl/(?:printerSettings|persons)/|ppt/(?:commentAuthors|authors|revisionInfo)\.xml|ppt/changesInfos/"
)
_PICTURES = re.compile(r"(?:(?:word|xl|ppt)/media|Pictures)/")
_PNG = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
_EMPTY = {
    f"{of}.xml": f'<o:document-{of} xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" o:version="1.2"/>'.encode()
    for of in ("meta", "settings")
}
_TAGS = {
    "[Content_Types].xml": re.compile(rb"<Override\b[^>]*PartName=[\"']/([^\"']+)[\"'][^>]*?(?:/>|></Override>)"),
    ".rels": re.compile(rb"<Relationship\b[^>]*Target=[\"']([^\"']+)[\"'][^>]*?(?:/>|></Relationship>)"),
    "META-INF/manifest.xml": re.compile(rb"<manifest:file-entry\b[^>]*manifest:full-path=[\"']([^\"']+)[\"'][^>]*?/>"),
}
_CUT = (
    (r"word/(?:glossary/)?settings\.xml", rb"<\w+:attachedTemplate\b[^>]*/>|<(\w+:(?:docVars|rsids|mailMerge))>.*?</\1>", b""),
    (r"xl/workbook\.xml", rb"(?<=\s)(url|userName)=(?:\"[^\"]*\"|'[^']*')", rb'\1=""'),
    (r"xl/\w+sheets/[^/]+\.xml", rb"(<(?:\w+:)?pageSetup\b[^>]*?)\s+\w+:id=[\"'][^\"']*[\"']", rb"\1"),
)
"""In which parts what is cut out: variables and templates, the folder a workbook lay in and whose it was, the printer."""


def main() -> None:
    """Print the copy, or fail."""
    os.nice(10)
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of the address space
            resource.setrlimit(what, (most, most))
    sys.stdout.buffer.write(_copy(io.BytesIO(sys.stdin.buffer.read())))


def _copy(data: io.BytesIO) -> bytes:
    archive, out = zipfile.ZipFile(data), io.BytesIO()
    parts = archive.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise ValueError("a trap")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copied:
        for part in parts:
            if not part.is_dir() and _stays(part.filename):
                plain = zipfile.ZipInfo(part.filename)  # without the times and the remarks of the other
                plain.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
                copied.writestr(plain, _cleaned(part.filename, archive.read(part)))
    return out.getvalue()


def _stays(name: str) -> bool:
    return bool(_KEPT.fullmatch(name)) and not _DROPPED.match(name)


def _cleaned(name: str, content: bytes) -> bytes:
    """Return a part without what names the file's author or the machine it was written on, and without links to such parts."""
    if name in _EMPTY:
        return _EMPTY[name]
    if _PICTURES.match(name):
        return _bare(content)
    for of, what, instead in _CUT:
        if re.fullmatch(of, name):
            return re.sub(what, instead, content, flags=re.DOTALL)
    tags = _TAGS.get(".rels" if name.endswith(".rels") else name)
    if tags is None:
        return content
    return tags.sub(lambda found: b"" if _is_gone(name, found) else found[0], content)


def _is_gone(of: str, found: re.Match[bytes]) -> bool:
    target = found[1].decode("utf-8", "replace")
    if b"External" in found[0] or target == "/":
        return b"/attachedTemplate" in found[0]
    if of.endswith(".rels"):
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(posixpath.dirname(of)), target))
    return not _stays(target.lstrip("/"))


def _bare(content: bytes) -> bytes:
    """Return a picture without what its camera and its program wrote into it: place, time, owner, an earlier picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return content[:8] + b"".join(_chunks(content))
    if content.startswith(b"\xff\xd8"):
        return content[:2] + b"".join(_segments(content))
    if content[40:44] == b" EMF":
        length, at = (int.from_bytes(content[place : place + 4], "little") for place in (60, 64))
        return content[:at] + bytes(len(content[at : at + 2 * length])) + content[at + 2 * length :]
    return content


def _chunks(content: bytes) -> Iterator[bytes]:
    at, kind = 8, b""
    while at + 12 <= len(content) and kind != b"IEND":
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        if kind in _PNG:
            yield content[at:end]
        at = end


def _segments(content: bytes) -> Iterator[bytes]:
    at = 2
    while content[at : at + 2] not in (b"", b"\xff\xd9"):  # what follows the end belongs to another picture
        if content[at] != 0xFF:
            raise ValueError("a damaged picture")
        kind, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if kind == 0xDA:  # lines of the picture itself
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        if content.startswith(_JPEG.get(kind, b""), at + 4) and (kind in _JPEG or not (0xE0 <= kind <= 0xEF or kind == 0xFE)):
            yield content[at:end]
        at = end
    yield b"\xff\xd9"


if __name__ == "__main__":
    main()
