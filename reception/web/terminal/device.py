"""The computer at the other end: is it a terminal of the library, and which."""

from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, g, request, session

from reception.current import settings
from reception.queries.terminals import terminal_of
from reception.web.wording import in_language

COOKIE = "reception_terminal"
COOKIE_SECONDS = 5 * 365 * 24 * 3600
RESTED = "rested"
"""In the session: the terminal was cleared and nobody has gone anywhere since, so there is nothing to count down to."""
_HOME = ("public.home", "public.theme", "public.emblem")


@dataclass(frozen=True)
class Station:
    """A terminal as views and templates know it; `idle` and `countdown` are seconds until it is wiped."""

    id: int
    name: str
    branch_id: int
    branch_name: str
    idle: int
    countdown: int


def recognise(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Set `g.terminal` from the device token, before anything else is done with the request."""
    token = request.cookies.get(COOKIE)
    found = terminal_of(token) if token else None
    if found is None:
        g.terminal = None
        return
    if endpoint not in _HOME:
        session.pop(RESTED, None)
    g.terminal = Station(
        id=found.id,
        name=found.name,
        branch_id=found.branch_id,
        branch_name=in_language(found.branch),
        idle=settings().terminal_idle_seconds,
        countdown=settings().terminal_countdown_seconds,
    )


def give_token(response: Response, token: str) -> Response:
    """Let the browser keep the device token: no script reads it, no other site makes the browser send it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Strict",
    )
    return response
