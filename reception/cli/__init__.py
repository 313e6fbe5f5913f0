"""The `reception` command."""

import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from reception.config import SettingsError


def init_app(app: Flask) -> None:
    """Register the commands that run inside an application."""


def main() -> None:
    """Run the command line."""
    sys.exit("not yet")
