"""Prints the text of an office file: `python office_text.py [strict] < file.docx`.

A program of its own, as pdf_text.py is, for the same reasons. It reads OOXML (docx, xlsx, pptx) and OpenDocument (odt, ods,
odp). Strict, it ends with a code where a file holds what a reader of its pages would not see: remarks, changes, hidden parts.
"""

import contextlib
import io
import os
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

CHARACTERS = 100_000
SECONDS = 20
MEMORY = 768 * 1024 * 1024

REMARKS, CHANGES, HIDDEN, EMBEDDED, BROKEN = 3, 4, 5, 6, 7
REFUSALS = {
    REMARKS: "office_remarks", CHANGES: "office_changes", HIDDEN: "office_hidden", EMBEDDED: "office_embedded",
    BROKEN: "office_unreadable",
}  # fmt: skip
"""Codes with which it ends when readers get no copy, and the errors that they are."""

_CONTENT = re.compile(
    r"(?:word|xl|ppt)/(?!theme|_rels|fonts|printerSettings)[\w/-]+\.xml|content\.xml|styles\.xml"
    r"|(?:(?:word|xl|ppt)/(?:\w+/)*)?_rels/[\w.-]*\.rels"
)
_WITHOUT_TEXT = re.compile(
    r"(?:word|xl|ppt)/(?:glossary/)?(?:styles|settings|fontTable|webSettings|numbering|calcChain|tableStyles|viewProps)\.xml"
)
_REMARKS = re.compile(r"(?:word|xl|ppt)/(?:comments|threadedComments)[^/]*(?:/|\.xml)", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?:word|xl|ppt)/(?:embeddings|activeX|externalLinks|pivotCache|model)/|xl/(?:connections\.xml|queryTables/)"
    r"|Object \d+/|Basic/|Media/"
)
_WITHIN = re.compile(r"(?:word|xl|ppt)/")
_KNOWN = re.compile(r".+\.(?:xml|rels|odttf|fntdata)|(?:word|xl|ppt)/printerSettings/.+")
_PICTURES = re.compile(r"(?:(?:word|xl|ppt)/media|Pictures)/")
_DRAWN = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8(?!.*XMP Data)|BM|\xd7\xcd\xc6\x9a|\x01\x00\x09\x00|.{40} EMF", re.DOTALL
)
"""How pictures begin of which the copy tells nothing but what is drawn: others (SVG, TIFF, films) may name people and places."""

_LINES = {"p", "h", "si", "c", "row", "line-break", "br", "tab", "title", "desc"}
_HIDING = {("hidden", "1"), ("hidden", "true"), ("state", "hidden"), ("state", "veryHidden"), ("show", "0"), ("display", "false"),
           ("visibility", "collapse"), ("visibility", "filter"), ("visibility", "hidden")}  # fmt: skip
_HIDING_IN = {"row", "col", "sheet", "sld", "table-row", "table-column", "table-properties", "drawing-page-properties",
              "cNvPr", "docPr"}  # fmt: skip
_HIDDEN = {"hidden-text", "hidden-paragraph", "scenario", "customWorkbookView"}
_NOT = {("val", "0"), ("val", "false"), ("val", "off")}
_CROPPING = {"srcRect", "graphic-properties"}
_CHANGED = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tracked-changes"}
_BESIDE = {"descr", "title", "tooltip", "prompt", "promptTitle", "error", "errorTitle", "displayText", "string"}
_FORMULAS = {"f", "formula", "formula1", "formula2", "definedName", "instrText"}
_MARGINS = {f"{which}{where}" for which in ("odd", "even", "first") for where in ("Header", "Footer")}
_QUOTED = re.compile(r'"([^"]+)(?:"|$)')


class Refused(Exception):
    """Readers get no copy, with the code that says why."""


def main() -> None:
    """Print the text up to the limit; strict, all parts are looked at, and it ends with a code of REFUSALS if one is refused."""
    os.nice(10)
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of the address space
            resource.setrlimit(what, (most, most))
    data = io.BytesIO(sys.stdin.buffer.read())
    if sys.argv[1:] != ["strict"]:
        with contextlib.suppress(Exception):  # a damaged file may raise anything at all
            _print_text(_texts(zipfile.ZipFile(data), lambda _code: None))
        return
    try:
        _print_text(_looked_at(zipfile.ZipFile(data)))
    except Refused as refused:
        sys.exit(refused.args[0])
    except Exception:  # noqa: BLE001 – as above
        sys.exit(BROKEN)


def _print_text(texts: Iterable[str]) -> None:
    left = CHARACTERS
    for text in texts:
        sys.stdout.buffer.write(text[:left].encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
        left -= len(text)
        if left <= 0:
            break


def _refuse(code: int) -> None:
    raise Refused(code)


def _looked_at(archive: zipfile.ZipFile) -> list[str]:
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if any(map(_REMARKS.match, names)):
        raise Refused(REMARKS)
    if any(name.startswith("xl/revisions/") for name in names):
        raise Refused(CHANGES)
    if len(set(names)) < len(names) or not any(map(_CONTENT.fullmatch, names)):
        raise Refused(BROKEN)
    for name in names:
        if _PICTURES.match(name):
            if not _DRAWN.match(archive.read(name)):
                raise Refused(EMBEDDED)
        elif _EMBEDDED.match(name) or (_WITHIN.match(name) and not _KNOWN.fullmatch(name)):
            raise Refused(EMBEDDED)
        elif name.endswith((".xml", ".rels")) and b"\0" in archive.read(name):
            raise Refused(BROKEN)  # of two bytes a sign: the copy would find nothing in it to take out
        if re.fullmatch(r"ppt/notesSlides/[^/]+\.xml", name):
            words = _Reader(_refuse).read(archive.read(name))
            if words.strip("0123456789\n"):  # more than the number of the slide
                raise Refused(HIDDEN)
    return list(_texts(archive, _refuse))


def _texts(archive: zipfile.ZipFile, refuse: Callable[[int], None]) -> Iterator[str]:
    """Yield what stands in each part, in the order of numbers in their names."""
    names = [name for name in archive.namelist() if _CONTENT.fullmatch(name) and not _WITHOUT_TEXT.fullmatch(name)]
    for name in sorted(names, key=lambda name: [int(each) if each.isdigit() else each for each in re.split(r"(\d+)", name)]):
        text = _Reader(refuse).read(archive.read(name))
        if text:
            yield text


class _Reader:
    """Reads the words of one part, those beside the page after those on it, and says what readers would not see at all."""

    def __init__(self, refuse: Callable[[int], None]) -> None:
        self.refuse, self.found, self.beside, self.formula = refuse, [], [], []
        self.inside = self.notes = self.masters = self.formulas = 0
        self.is_shared = False

    def read(self, content: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self.begin, self.end, self.said
        parser.EntityDeclHandler, parser.CommentHandler = self.no_entities, self.beside.append
        parser.Parse(content, True)
        lines = (" ".join(line.split()) for line in "\n".join(("".join(self.found), *self.beside)).splitlines())
        return "\n".join(filter(None, lines))

    def no_entities(self, *_of_it: object) -> None:
        raise Refused(BROKEN)  # words that unfold into gigabytes

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _blank, name = name.rpartition(" ")
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.look(name, values)
        self.read_beside(name, values)
        if name == "c":
            self.is_shared = values.get("t") == "s"
        self.notes += name == "notes"
        self.masters += name == "master-page"
        self.formulas += name in _FORMULAS | _MARGINS
        self.inside += self.holds_words(space, name)

    def look(self, name: str, values: dict[str, str]) -> None:
        pairs = values.items()
        if name in _CHANGED or "author" in values:
            self.refuse(CHANGES)
        if name == "annotation":
            self.refuse(REMARKS)
        if (name in _HIDING_IN and pairs & _HIDING) or name in _HIDDEN or values.get("display") == "none":
            self.refuse(HIDDEN)
        if name == "vanish" and not pairs & _NOT:
            self.refuse(HIDDEN)
        if name in _CROPPING and any(re.search("[1-9]", values.get(side, "")) for side in ("l", "t", "r", "b", "clip")):
            self.refuse(HIDDEN)  # what was cut off a picture is still in it
        if name != "a" and re.match(r"\.\.|/|\w[\w.+-]*:", values.get("href", "")):
            self.refuse(EMBEDDED)

    def read_beside(self, name: str, values: dict[str, str]) -> None:
        self.beside += [value for key, value in values.items() if key in _BESIDE]
        self.beside += [words for key in ("formula", "condition") for words in _QUOTED.findall(values.get(key, ""))]
        of = {"sheet": "name", "table": "name", "user-field-decl": "string-value", "a": "href"}.get(name)
        if name == "Relationship" and values.get("TargetMode") == "External" and "/attachedTemplate" not in values["Type"]:
            of = "Target"
            if "/hyperlink" not in values["Type"]:
                self.refuse(EMBEDDED)  # it would be fetched from elsewhere
        if of in values and not values[of].startswith("#"):
            self.beside.append(values[of])

    def holds_words(self, space: str, name: str) -> bool:
        if space.startswith("urn:oasis"):
            return name in ("p", "h", "title", "desc")
        return name == "t" or (name == "v" and not self.is_shared)

    def said(self, words: str) -> None:
        if self.formulas:
            self.formula.append(words)
        elif self.inside:
            self.found.append(words)
            if self.notes and not self.masters and words.strip():
                self.refuse(HIDDEN)

    def end(self, name: str) -> None:
        space, _blank, name = name.rpartition(" ")
        self.notes -= name == "notes"
        self.masters -= name == "master-page"
        self.inside -= self.holds_words(space, name)
        if name in _FORMULAS | _MARGINS:
            words, self.formula, self.formulas = "".join(self.formula), [], 0
            plain = [re.sub(r'&(?:"[^"]*"|\d+|K[\dA-F]{6}|.)', " ", words)]  # without fonts and sizes
            self.beside += plain if name in _MARGINS else _QUOTED.findall(words)
        if name in _LINES:
            self.found.append(" " if name == "tab" else "\n")


if __name__ == "__main__":
    main()
