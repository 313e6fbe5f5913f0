"""What the pages of one asker share: nobody keeps them, and whoever is not known any more is asked for the PIN."""

from flask import Response, make_response, render_template

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import DomainError, TooMany
from reception.domain.numbers import format_number
from reception.web.public.forms import TrackForm
from reception.web.security import private


def show(template: str, status: int = 200, **context: object) -> Response:
    """Return a page of one asker."""
    return private(make_response(render_template(template, **context), status))


def entry_page(form: TrackForm, error: DomainError | None = None) -> Response:
    """Return the page that asks for number and PIN, with what was wrong with the last try."""
    example = format_number(settings().number_prefix, clock.today().year, 127)
    response = show("public/track.html", error.status if error else 200, form=form, example=example)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.minutes * 60)
    return response
