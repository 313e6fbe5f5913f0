"""Whose certificates are believed when letters are sent and mail is collected."""

import ssl

from reception.current import settings


def trusted() -> ssl.SSLContext:
    """Return what the system believes, and the library's own authority if there is one. Raises OSError if its file is no good."""
    context = ssl.create_default_context()
    if settings().mail_ca_file:
        context.load_verify_locations(settings().mail_ca_file)
    return context
