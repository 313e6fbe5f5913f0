"""HTML of a letter into plain text as a mail program would write it: quotations marked with ">", a signature with "-- ".

Made by hand and linear: the standard library's parser takes quadratic time on tags that never close, which is what a mail
bomb is made of; and nothing here is shown as HTML, so nothing needs to be correct beyond its words.
"""

import re
from html import unescape

_UNSEEN = {"script", "style", "title", "template", "head"}
_BLOCKS = {
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_SIGNATURE = re.compile(r"(class|id)\s*=\s*[\"']?[^\"'>]{0,60}signature", re.IGNORECASE)
_INDENTED = re.compile(r"border\s*:\s*(?:none|0)|border-left\s*:\s*(?:none|0)", re.IGNORECASE)
"""How programs write a blockquote that only moves a paragraph to the right."""

_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
"""How programs write what is not shown: the lines that a list of letters shows as a preview, and marks of their own."""

_EMPTY = {"br", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "col", "embed", "source", "track"}
_TIGHT = re.compile(r"class\s*=\s*[\"']?Mso|margin\s*:\s*0\w*\s*[;\"']|margin-(?:top|bottom)\s*:\s*0", re.IGNORECASE)
"""A paragraph without a space around it: in what Word writes, an empty line is a paragraph of its own."""

_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


def text_of(html: str) -> str:
    """Return the text of an HTML document; of one that would hide all that follows, what it hides too."""
    page = _read(html, hides=True)
    return _read(html, hides=False).text() if page.hides_to_the_end() else page.text()


def _read(html: str, *, hides: bool) -> "_Page":
    page = _Page(hides=hides)
    first, *rest = html.split("<")
    page.words(first)
    comment = False
    for piece in rest:
        if comment or piece.startswith("!--"):
            comment = "-->" not in piece
            page.words(piece.partition("-->")[2])
            continue
        found = _TAG.match(piece)
        if not found and not piece.startswith(("!", "/", "?")):
            page.words("<" + piece)
            continue
        inside, _, after = piece.partition(">")
        if found:
            page.tag(found[2].lower(), bool(found[1]), inside)
        page.words(after)
    return page


class _Page:
    """What has been read of a document."""

    def __init__(self, *, hides: bool) -> None:
        self._hides = hides
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes: list[bool] = []
        self._unseen: str | None = None
        self._nested = 0
        self._pre = False
        self._tight = False
        self._numbers: list[int | None] = []

    def words(self, raw: str) -> None:
        """Take text between two tags."""
        if self._unseen or not raw:
            return
        words = unescape(raw)
        if self._pre:
            *whole, last = words.split("\n")
            for line in whole:
                self._line.append(line)
                self._end()
            self._line.append(last)
        else:
            self._line.append(_SPACES.sub(" ", words))

    def tag(self, name: str, closing: bool, inside: str) -> None:
        """Take a tag; `inside` is all between its brackets."""
        if self._unseen:
            self._within_unseen(name, closing)
            return
        whole = not closing and name not in _EMPTY and not inside.endswith("/")
        if whole and (name in _UNSEEN or (self._hides and name != "body" and _HIDDEN.search(inside[:300]))):
            self._unseen, self._nested = name, 1
        elif name == "br":
            self._end()
        elif name in _BLOCKS:
            self._block(name, closing, inside)
        elif name == "td" or name == "th":
            self._line.append(" ")
        if not closing and _SIGNATURE.search(inside[:300]):
            self._break()
            self._line.append("-- ")
            self._end()

    def _within_unseen(self, name: str, closing: bool) -> None:
        if name == self._unseen and (closing or name not in _UNSEEN):
            self._nested += -1 if closing else 1
        # a document may forget to close its head
        if not self._nested or (name == "body" and self._unseen in ("head", "title")):
            self._unseen = None

    def hides_to_the_end(self) -> bool:
        """Tell whether something was hidden whose end never came."""
        return self._unseen is not None and self._unseen not in _UNSEEN

    def _block(self, name: str, closing: bool, inside: str) -> None:
        if name == "p" and closing and self._tight and self._line:  # an empty paragraph is an empty line
            self._end()
        self._break()
        if name == "blockquote" and closing:
            if self._lines and self._quotes and not self._lines[-1].strip("> "):  # the space below its last paragraph is its own
                del self._lines[-1]
            del self._quotes[-1:]
        if name == "p" and not closing:
            self._tight = bool(_TIGHT.search(inside[:300]))
        spaced = name in _SPACED and not (name == "p" and self._tight)
        if spaced and self._lines and self._lines[-1].strip("> "):
            self._end()
        if name == "blockquote" and not closing:
            self._quotes.append(not _INDENTED.search(inside[:300]))
        elif name == "pre":
            self._pre = not closing
        elif name in ("ol", "ul"):
            self._numbers = self._numbers[:-1] if closing else [*self._numbers[-20:], 0 if name == "ol" else None]
        elif name == "li" and not closing:
            self._line.append(self._mark())
        elif name == "hr":
            self._line.append("")

    def _mark(self) -> str:
        """Return what stands before an item of the list that is open."""
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number + 1}. "

    def _break(self) -> None:
        if "".join(self._line).strip():
            self._end()
        self._line = []

    def _end(self) -> None:
        words = "".join(self._line)
        words = words.rstrip() if self._pre else words.strip()
        self._lines.append("> " * min(sum(self._quotes), 9) + words)
        self._line = []

    def text(self) -> str:
        """Return all that was read."""
        self._break()
        return "\n".join(self._lines).strip("\n")
