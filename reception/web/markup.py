"""Text from people made into HTML: all of it escaped, but for the small Markdown of answers, which is sanitised."""

import re

import bleach
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from reception.domain.privacy.marks import pattern

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"})
_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["emphasis", "list", "link", "autolink", "newline", "blockquote", "escape", "balance_pairs", "fragments_join"]
)
_LINKED = bleach.Cleaner(
    tags=TAGS,
    attributes={"a": ["href", "rel"]},
    protocols={"http", "https", "mailto", "tel"},
    strip=True,
)


def markdown(text: str) -> Markup:
    """Return an answer's HTML: paragraphs, lists, emphasis, quotations and links; nothing else gets through."""
    html = _LINKED.clean(_MARKDOWN.render(text))
    return _with_marks(Markup(re.sub(r"<a (?=href)", '<a rel="nofollow noopener ugc" ', html)))  # noqa: S704 – sanitised above


def words(text: str) -> str:
    """Return what an answer says, in one line and without its Markdown."""
    # To sanitise HTML takes five times as long as to make it, and of HTML nothing is left here.
    return Markup(_MARKDOWN.render(text)).striptags()  # noqa: S704 – no tag stays


def plain(text: str) -> Markup:
    """Return paragraphs of escaped text: an empty line parts them, a line end stays one."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    html = (Markup("<p>%s</p>") % Markup("<br>").join(escape(line) for line in part.split("\n")) for part in parts if part)
    return _with_marks(Markup("\n").join(html))


def _with_marks(html: Markup) -> Markup:
    """Let the marks of the library be told from what people wrote."""
    return Markup(pattern().sub(lambda match: f'<span class="cut">{match.group()}</span>', html))  # noqa: S704 – it was safe
