"""The language of the interface: Ukrainian unless the reader has chosen English (Law 2704-VIII, art. 27)."""

from flask import has_request_context, request

LANGUAGES = ("uk", "en")
COOKIE = "reception_language"


def choose() -> str:
    """Return the language for this request."""
    chosen = request.cookies.get(COOKIE) if has_request_context() else None
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
