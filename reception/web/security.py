"""Headers that keep a page from being framed, sniffed, scripted from elsewhere or remembered."""

from flask import Flask, Response, g, request, session
from werkzeug.middleware.proxy_fix import ProxyFix

from reception.config import Settings
from reception.extensions import talisman

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": ["'self'", "data:"],
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

_WITH_TOKEN = ("/answer/", "/t/", "/letters/", "/subscription/")
"""Addresses that open something to whoever has them: what is said there is private, also that there is no such page."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers, the cookies' flags, and how far proxies are believed."""
    secure = settings.public_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="reception",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
    )
    app.after_request(_not_kept)  # the first to be registered has the last word, so it stands before Talisman
    talisman.init_app(
        app,
        force_https=False,  # the proxy's work; a health check of the machine itself stays possible
        strict_transport_security=secure,
        session_cookie_secure=secure,
        content_security_policy=CONTENT_SECURITY_POLICY,
        referrer_policy="same-origin",
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()"},
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)


def _not_kept(response: Response) -> Response:
    """Keep pages made for one person out of shared caches, and every page of a terminal out of the browser's own.

    At home the browser may go back to a page with what was typed; on a terminal the next visitor must not.
    """
    if g.get("terminal") or response.cache_control.no_store or request.path.startswith(_WITH_TOKEN):
        return private(response)
    if session.accessed or session.modified:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def private(response: Response) -> Response:
    """Mark a response as one person's: not kept, not indexed, its address not told to others."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
