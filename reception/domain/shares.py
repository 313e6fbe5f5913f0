"""Links to places where files are handed on and may be gone tomorrow: known by hosts, listed in `reception/data/shares.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "shares.toml"
_LINK = re.compile(r"(?:https?://(?:[^\s/@]*@)?|(?<![\w.@/-]))((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(/[^\s<>\"]*)?", re.IGNORECASE)
"""A link with its scheme or without, as people type it; an address of a mailbox is none."""


@dataclass(frozen=True)
class Share:
    """A link to a file that is shared: of which service, and the link as it stands in the text."""

    name: str
    link: str


def shares_in(text: str) -> list[Share]:
    """Return the links to shared files in a text, in their order, each once. The start page of a service is no file."""
    found = {}
    for match in _LINK.finditer(text):
        host, path = match[1].lower(), (match[2] or "").rstrip(").,;:!?»”\"'*]")
        name = _name_of(host, path)
        if name and len(path) > 1:
            link = text[match.start() : match.end() - len(match[2]) + len(path)]
            found.setdefault(link, Share(name, link))
    return list(found.values())


def _name_of(host: str, path: str) -> str | None:
    labels = host.split(".")
    for at in range(len(labels) - 1):
        known = _services().get(".".join(labels[at:]))
        if known:
            name, paths = known
            return name if paths is None or paths.match(path) else None
    return None


@cache
def _services() -> dict[str, tuple[str, re.Pattern[str] | None]]:
    """Return by host the name of the service, and how the address of a file goes on there where that is not everything."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["share"]
    known = {}
    for row in rows:
        paths = re.compile("|".join(row["paths"])) if "paths" in row else None
        known |= dict.fromkeys(row["hosts"], (row["name"], paths))
    return known
