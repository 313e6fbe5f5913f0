"""The keys of the desk on a page of their own."""

from flask import render_template


def keys() -> str:
    """Show the keys of the desk."""
    return render_template("desk/keys.html")
