"""What programs follow: a feed of new answers, the map of the site, what search engines may read."""

import math

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain import clock
from reception.domain.numbers import slugify
from reception.queries.archive import latest_answers
from reception.queries.public_lists import count_public, named, public_addresses
from reception.queries.selection import read_selection
from reception.web.addresses import absolute, question_address
from reception.web.public import filters

ENTRIES = 30
PART = 10_000
"""Addresses in one file of the map; sitemaps.org allows 50,000, but fewer come sooner."""

PAGES = ("home", "archive", "authorities", "stats", "ask", "about", "privacy", "accessibility")


def feed() -> Response:
    """The latest answers, of the whole archive or of what the same arguments select there."""
    selection = read_selection(request.args)
    questions = latest_answers(selection, ENTRIES)
    chosen = selection.arguments(sort=None, page=None)
    changes = [question.answers[-1].changed_at for question in questions]
    response = make_response(
        render_template(
            "public/feed.xml",
            title=": ".join(filter(None, (_("New answers"), filters.title(selection)))),
            own=absolute(url_for("public.feed", **chosen)),
            page=absolute(url_for("public.archive", **chosen)),
            updated=max(changes, default=clock.start_of(clock.today())),
            entries=[(question, question_address(question)) for question in questions],
        )
    )
    response.content_type = "application/atom+xml; charset=utf-8"
    response.add_etag()
    return response.make_conditional(request)


def sitemap() -> Response:
    """The map of the site; of a large one, the list of its parts."""
    parts = max(1, math.ceil(count_public() / PART))
    part = request.args.get("part", type=int)
    if part is None and parts > 1:
        return _xml("public/sitemap_index.xml", parts=[absolute(url_for("public.sitemap", part=n)) for n in range(1, parts + 1)])
    if not 1 <= (part or 1) <= parts:
        abort(404)
    return _xml("public/sitemap.xml", pages=_pages() if part in (None, 1) else [], questions=_questions(part or 1))


def _pages() -> list[str]:
    bodies = [url_for("public.authority", slug=slug) for slug, body in named("authority").items() if body.is_current]
    return [absolute(path) for path in [url_for(f"public.{name}") for name in PAGES] + bodies]


def _questions(part: int):
    for number, subject, changed in public_addresses((part - 1) * PART, PART):
        yield absolute(url_for("public.question", number=number, slug=slugify(subject))), clock.day_of(changed)


def _xml(template: str, **context: object) -> Response:
    response = make_response(render_template(template, **context))
    response.content_type = "application/xml; charset=utf-8"
    return response


def robots() -> Response:
    """What search engines may read: everything public, but not every combination of filters."""
    closed = ("/desk/", "/admin/", "/answer/", "/ask/", "/track", "/t/", "/terminal/", "/subscri", "/archive?*&")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {absolute(url_for('public.sitemap'))}", ""]
    return Response("\n".join(lines), mimetype="text/plain")
