"""What holds in the running application: its settings, and the terms of law with its calendar."""

from flask import current_app

from reception.config import Settings
from reception.domain.deadlines import Terms, TermsInForce


def settings() -> Settings:
    """Return the settings of the application that runs now."""
    return current_app.extensions["reception_settings"]


def terms_in_force() -> TermsInForce:
    """Return the holder of the application's terms, which says what is wrong with its calendar's file."""
    return current_app.extensions["reception_terms"]


def terms() -> Terms:
    """Return the terms of law and of the library, with the calendar of this installation."""
    return terms_in_force().terms()
