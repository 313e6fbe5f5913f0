"""Prints the text of an office file, or what readers may get of it: `python office_files.py [copy] < file.docx`.

A program of its own, as pdf_text.py is, for the same reasons. It reads OOXML (docx, xlsx, pptx) and OpenDocument (odt, ods,
odp). The copy lacks who wrote the file, when and where. Of one with remarks, tracked changes or hidden parts there is none.
"""

import contextlib
import io
import os
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

CHARACTERS = 100_000
SECONDS = 20
MEMORY = 768 * 1024 * 1024
PARTS, UNPACKED = 5_000, 200 * 1024 * 1024
"""Files in the archive, and bytes of all of them unpacked: more is a trap."""

REMARKS, CHANGES, HIDDEN, EMBEDDED, BROKEN = 3, 4, 5, 6, 7
REFUSALS = {
    REMARKS: "office_remarks", CHANGES: "office_changes", HIDDEN: "office_hidden", EMBEDDED: "office_embedded",
    BROKEN: "office_unreadable",
}  # fmt: skip
"""Codes with which it ends when there can be no copy, and the errors that they are."""

_CONTENT = re.compile(r"(?:word|xl|ppt)/(?!theme|_rels|fonts|printerSettings)[\w/-]+\.xml|content\.xml|styles\.xml")
_WITHOUT_TEXT = re.compile(
    r"(?:word|xl|ppt)/(?:styles|settings|fontTable|webSettings|numbering|calcChain|tableStyles|viewProps)\.xml"
)
_DROPPED = re.compile(
    r"docProps/|customXml/|word/people\.xml|xl/printerSettings/|xl/persons/|ppt/commentAuthors\.xml|Thumbnails/"
)
_REMARKS = re.compile(r"(?:word|xl|ppt)/(?:comments|threadedComments)[^/]*(?:/|\.xml)", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?:word|xl|ppt)/(?:embeddings|activeX|externalLinks)/|xl/(?:connections\.xml|queryTables/)|Object \d+/|Basic/"
)
_PICTURES = re.compile(r"(?:(?:word|xl|ppt)/media|Pictures)/")
_EMPTY = {
    "meta.xml": b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>',
    "settings.xml": b'<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.2"/>',
}
_TAGS = {
    "[Content_Types].xml": re.compile(rb"<Override\b[^>]*PartName=[\"']/([^\"']+)[\"'][^>]*?(?:/>|></Override>)"),
    ".rels": re.compile(rb"<Relationship\b[^>]*Target=[\"'](?:\.\./|/)*([^\"']+)[\"'][^>]*?(?:/>|></Relationship>)"),
    "META-INF/manifest.xml": re.compile(rb"<manifest:file-entry\b[^>]*manifest:full-path=[\"']([^\"']+)[\"'][^>]*?/>"),
}
_TEMPLATE = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_PRINTER = re.compile(rb"(<pageSetup\b[^>]*?)\s+r:id=[\"'][^\"']*[\"']")
_LINES = {"p", "h", "si", "c", "row", "line-break", "br", "tab"}
_HIDING = {("hidden", "1"), ("hidden", "true"), ("state", "hidden"), ("state", "veryHidden"), ("show", "0"), ("display", "false"),
           ("visibility", "collapse"), ("visibility", "filter"), ("visibility", "hidden")}  # fmt: skip
_HIDING_IN = {"row", "col", "sheet", "sld", "table-row", "table-column", "table-properties", "drawing-page-properties"}
_CHANGED = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tracked-changes"}


class Refused(Exception):
    """There can be no copy, with the code that says why."""


def main() -> None:
    """Print the text up to the limits; or the copy, ending with a code of REFUSALS if there can be none."""
    os.nice(10)
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of the address space
            resource.setrlimit(what, (most, most))
    data = io.BytesIO(sys.stdin.buffer.read())
    if sys.argv[1:] != ["copy"]:
        with contextlib.suppress(Exception):  # a damaged file may raise anything at all
            _print_text(data)
        return
    try:
        sys.stdout.buffer.write(_copy(data))
    except Refused as refused:
        sys.exit(refused.args[0])
    except Exception:  # noqa: BLE001 – as above
        sys.exit(BROKEN)


def _opened(data: io.BytesIO) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(data)
    parts = archive.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Refused(BROKEN)
    return archive


def _print_text(data: io.BytesIO) -> None:
    left = CHARACTERS
    for text in _texts(_opened(data), lambda _code: None):
        sys.stdout.buffer.write(text[:left].encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
        left -= len(text)
        if left <= 0:
            break


def _texts(archive: zipfile.ZipFile, refuse: Callable[[int], None]) -> Iterator[str]:
    """Yield what stands in each part, in the order of numbers in their names."""
    names = [name for name in archive.namelist() if _CONTENT.fullmatch(name) and not _WITHOUT_TEXT.fullmatch(name)]
    for name in sorted(names, key=lambda name: [int(each) if each.isdigit() else each for each in re.split(r"(\d+)", name)]):
        text = _Reader(refuse).read(archive.read(name))
        if text:
            yield text


class _Reader:
    """Reads the words of one part, and says what in it readers would not see on the page."""

    def __init__(self, refuse: Callable[[int], None]) -> None:
        self.refuse, self.found = refuse, []
        self.inside = self.notes = self.masters = 0
        self.is_shared = False

    def read(self, content: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self.begin, self.end, self.said
        parser.EntityDeclHandler = self.no_entities
        parser.Parse(content, True)
        lines = (" ".join(line.split()) for line in "".join(self.found).splitlines())
        return "\n".join(filter(None, lines))

    def no_entities(self, *_of_it: object) -> None:
        raise Refused(BROKEN)  # words that unfold into gigabytes

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _blank, name = name.rpartition(" ")
        values = {(key.rpartition(" ")[2], value) for key, value in attributes.items()}
        if name in _CHANGED or (name.endswith("Change") and any(key == "author" for key, _value in values)):
            self.refuse(CHANGES)
        if name == "annotation":
            self.refuse(REMARKS)
        if (name in _HIDING_IN and values & _HIDING) or name in ("vanish", "hidden-text", "hidden-paragraph"):
            self.refuse(HIDDEN)
        if name == "c":
            self.is_shared = ("t", "s") in values
        self.notes += name == "notes"
        self.masters += name == "master-page"
        self.inside += self.holds_words(space, name)

    def holds_words(self, space: str, name: str) -> bool:
        if space.startswith("urn:oasis"):
            return name in ("p", "h")
        return name == "t" or (name == "v" and not self.is_shared)

    def said(self, words: str) -> None:
        if self.inside:
            self.found.append(words)
            if self.notes and not self.masters and words.strip():
                self.refuse(HIDDEN)

    def end(self, name: str) -> None:
        space, _blank, name = name.rpartition(" ")
        self.notes -= name == "notes"
        self.masters -= name == "master-page"
        self.inside -= self.holds_words(space, name)
        if name in _LINES:
            self.found.append(" " if name == "tab" else "\n")


def _copy(data: io.BytesIO) -> bytes:
    def refuse(code: int) -> None:
        raise Refused(code)

    archive, out = _opened(data), io.BytesIO()
    for name in archive.namelist():
        if _REMARKS.match(name):
            refuse(REMARKS)
        if _EMBEDDED.match(name):
            refuse(EMBEDDED)
        if re.fullmatch(r"ppt/notesSlides/[^/]+\.xml", name):
            words = _Reader(refuse).read(archive.read(name))
            if words.strip("0123456789\n"):  # more than the number of the slide
                refuse(HIDDEN)
    for _text in _texts(archive, refuse):
        pass
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copied:
        for part in archive.infolist():
            if not part.is_dir() and not _DROPPED.match(part.filename):
                plain = zipfile.ZipInfo(part.filename)  # without the times and the remarks of the other
                plain.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
                copied.writestr(plain, _cleaned(part.filename, archive.read(part)))
    return out.getvalue()


def _cleaned(name: str, content: bytes) -> bytes:
    """Return a part without what names the file's author or the machine it was written on, and without links to such parts."""
    if name in _EMPTY:
        return _EMPTY[name]
    if name == "word/settings.xml":
        return _TEMPLATE.sub(b"", content)
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return _PRINTER.sub(rb"\1", content)
    if _PICTURES.match(name):
        return _bare(content)
    tags = _TAGS.get(".rels" if name.endswith(".rels") else name)
    if tags is None:
        return content
    if name.endswith(".rels"):
        _refuse_foreign(content)
    return tags.sub(lambda found: b"" if _is_gone(name, found) else found[0], content)


def _is_gone(of: str, found: re.Match[bytes]) -> bool:
    target = found[1].decode("utf-8", "replace")
    inside = "ppt/" if of.startswith("ppt/") else "xl/" if of.startswith("xl/") else "word/" if of.startswith("word/") else ""
    return bool(_DROPPED.match(target) or _DROPPED.match(inside + target) or b"/attachedTemplate" in found[0])


def _bare(content: bytes) -> bytes:
    """Return a picture without what its camera and its program wrote into it: place, time, owner."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return content[:8] + b"".join(_chunks(content))
    return content[:2] + b"".join(_segments(content)) if content.startswith(b"\xff\xd8") else content


def _chunks(content: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"):
            yield content[at:end]
        at = end


def _segments(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:  # the picture itself
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        kind = content[at + 1]
        if kind != 0xFE and (not 0xE1 <= kind <= 0xEF or kind in (0xE2, 0xEE)):  # colours stay
            yield content[at:end]
        at = end
    yield content[at:]


def _refuse_foreign(content: bytes) -> None:
    """Refuse what would be fetched from elsewhere: links that a reader follows are no harm, and of templates the link goes."""
    for found in re.finditer(rb"<Relationship\b[^>]*TargetMode=[\"']External[\"'][^>]*>", content):
        if b"/hyperlink" not in found[0] and b"/attachedTemplate" not in found[0]:
            raise Refused(EMBEDDED)


if __name__ == "__main__":
    main()
