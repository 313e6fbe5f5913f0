"""The `reception` command."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands that run inside an application."""
