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

_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


def text_of(html: str) -> str:
    """Return the text of an HTML document."""
    page = _Page()
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
    return page.text()


class _Page:
    """What has been read of a document."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes: list[bool] = []
        self._unseen: str | None = None
        self._pre = False

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
            # a document may forget to close its head
            if (closing and name == self._unseen) or (name == "body" and self._unseen in ("head", "title")):
                self._unseen = None
            return
        if name in _UNSEEN and not closing and not inside.endswith("/"):
            self._unseen = name
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

    def _block(self, name: str, closing: bool, inside: str) -> None:
        self._break()
        if name in _SPACED and self._lines and self._lines[-1].strip("> "):
            self._end()
        if name == "blockquote" and closing:
            del self._quotes[-1:]
        elif name == "blockquote":
            self._quotes.append(not _INDENTED.search(inside[:300]))
        elif name == "pre":
            self._pre = not closing
        elif name == "li" and not closing:
            self._line.append("- ")
        elif name == "hr":
            self._line.append("")

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
