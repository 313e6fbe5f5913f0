"""The settings of the running application."""

from flask import current_app

from reception.config import Settings


def settings() -> Settings:
    """Return the settings of the application that runs now."""
    return current_app.extensions["reception_settings"]
