"""The letters that the demo caught instead of sending them: a list, and each by itself."""

import re
from pathlib import Path

import bleach
from flask import render_template
from markupsafe import Markup, escape

from reception.current import settings
from reception.domain.errors import NotFound
from reception.mail import catcher

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_HTML = bleach.Cleaner(
    tags={"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"},
    attributes={"a": ["href"]},
    protocols={"http", "https", "mailto", "tel"},
    strip=True,
    strip_comments=True,
)


def _folder() -> Path:
    return settings().instance / "mail"


def mailbox() -> str:
    """List the caught letters, newest first."""
    return render_template("demo/mailbox.html", letters=catcher.caught(_folder()))


def letter(name: str) -> str:
    """Show one letter, as HTML and as text."""
    found = catcher.read(_folder(), name)
    if found is None:
        raise NotFound
    return render_template("demo/letter.html", letter=found, html=_shown(found.html), text=_linked(found.text))


def _shown(html: str) -> Markup:
    """Return a letter's body without head and styles: a page of ours takes no style from elsewhere."""
    body = re.sub(r"(?is)^.*?<body[^>]*>|</body>.*$|<h1.*?</h1>", "", html)
    return Markup(_HTML.clean(body))  # noqa: S704 – sanitised in the same breath


def _linked(text: str) -> Markup:
    """Return plain text, escaped, in which addresses can be followed."""
    escaped = str(escape(text))
    return Markup(_ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escaped))  # noqa: S704 – escaped above
