"""The first page of administration: what is kept, how much of it, and who changed what."""

from flask import render_template

from reception.queries import directory
from reception.web.admin.field_words import changes
from reception.web.event_words import event_text
from reception.web.journal import Entry
from reception.web.mail_words import standstill_words
from reception.web.wording import actor_label


def home() -> str:
    """Show the rooms of administration."""
    return render_template("admin/home.html", counts=directory.counts(), standstill=standstill_words())


def journal() -> str:
    """Show the latest changes of accounts, directory and terminals."""
    latest = directory.journal()
    told = changes([event for event, _name in latest])
    entries = [
        Entry(event.at, event_text(event), name or actor_label(event.actor), said)
        for (event, name), said in zip(latest, told, strict=True)
    ]
    return render_template("admin/journal.html", entries=entries)
