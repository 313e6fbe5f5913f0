"""What belongs to the site as a whole: its colour and emblem, the language, its health."""

from pathlib import Path

from flask import Response, abort, jsonify, make_response, redirect, render_template, request, send_from_directory, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from reception.current import settings
from reception.domain.colour import accent
from reception.queries.health import health as read_health
from reception.web.languages import COOKIE, LANGUAGES, choose

DAY = 24 * 3600
YEAR = 365 * DAY


def theme() -> Response:
    """The style sheet with the library's own accent colour."""
    colour = accent(settings().accent_color)
    response = Response(f":root {{ --accent: {colour}; }}\n" if colour else "", mimetype="text/css")
    response.cache_control.max_age = 3600
    response.cache_control.public = True
    return response


def emblem() -> Response:
    """The library's own emblem, a file of the instance folder."""
    name = Path(settings().emblem).name
    if Path(name).suffix.lower() not in (".svg", ".png"):
        abort(404)
    return send_from_directory(settings().instance, name, max_age=DAY)


def opensearch() -> Response:
    """How a browser searches the archive from its own bar (OpenSearch 1.1), in the language of the page that names it.

    The language stands in the address, since browsers may ask for this without cookies.
    """
    wanted = request.args.get("lang")
    with force_locale(wanted if wanted in LANGUAGES else choose()):
        response = make_response(render_template("public/opensearch.xml"))
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    return response


def language() -> AnyResponse:
    """Remember the chosen language and go back to the page it was chosen on."""
    chosen = request.form.get("lang")
    response = redirect(local_address(request.form.get("next", "")), 303)
    if chosen in LANGUAGES:
        secure = settings().public_url.startswith("https://")
        response.set_cookie(COOKIE, chosen, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def local_address(wanted: str) -> str:
    """Return an address if it leads to this site, the home page's otherwise: nobody is sent elsewhere by a crafted form."""
    foreign = not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or any(ord(sign) < 33 for sign in wanted)
    return url_for("public.home") if foreign else wanted


def health() -> tuple[Response, int]:
    """How the installation does, for a monitor: 200 while all is well, else 503. Holds nothing personal."""
    report = read_health()
    return jsonify(report.as_dict()), 200 if report.is_well else 503
