"""The first page of administration: what is kept, how much of it, and who changed what."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from reception.queries import directory
from reception.web.event_words import event_text
from reception.web.journal import Entry
from reception.web.mail_words import standstill_words
from reception.web.wording import actor_label


def home() -> str:
    """Show the rooms of administration."""
    return render_template("admin/home.html", counts=directory.counts(), standstill=standstill_words())


def journal() -> str:
    """Show the latest changes of accounts, directory and terminals."""
    entries = [
        Entry(event.at, event_text(event), name or actor_label(event.actor), _changes(event.data))
        for event, name in directory.journal()
    ]
    return render_template("admin/journal.html", entries=entries)


def _changes(data: dict[str, Any]) -> str:
    """Return what was changed, field by field; the names of fields are those of the files that are imported."""
    before, after = data.get("before") or {}, data.get("after") or {}
    if not isinstance(after, dict) or not isinstance(before, dict):
        return ""
    return "\n".join(f"{name}: {_said(before.get(name))} → {_said(after[name])}" for name in after)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)
