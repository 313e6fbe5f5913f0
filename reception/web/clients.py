"""From where a request comes, as far as limits must know, and which files its visitor has sent ahead of a form."""

import ipaddress

from flask import g, request, session

_FILES = "files_ahead"
_FORMS = 5


def at_terminal() -> bool:
    """Tell whether the request comes from a terminal of the library."""
    return g.get("terminal") is not None


def client() -> str:
    """Return whom limits count: the terminal, else the address (of IPv6 its /64 network, which is one household)."""
    if g.get("terminal"):
        return f"terminal:{g.terminal.id}"
    address = request.remote_addr or ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if ":" in address else address


def remember_files(form_key: str) -> None:
    """Note that files wait for a form, so that they can be thrown away when the visitor leaves a terminal."""
    session[_FILES] = [key for key in forms_with_files() if key != form_key][-_FORMS + 1 :] + [form_key]


def forms_with_files() -> list[str]:
    """Return the keys of the visitor's latest forms for which files wait."""
    return session.get(_FILES, [])
