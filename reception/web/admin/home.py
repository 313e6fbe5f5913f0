"""The first page of administration: what is kept, and how much of it."""

from flask import render_template

from reception.queries import directory


def home() -> str:
    """Show the rooms of administration."""
    return render_template("admin/home.html", counts=directory.counts())
