"""What a person sees when something is not right: plain words, what to do next, nothing typed lost."""

import errno
import logging

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, InternalError, OperationalError
from werkzeug.exceptions import HTTPException

from reception.domain.errors import DomainError, TooMany, Withdrawn
from reception.extensions import db
from reception.web.messages import say

PAGES = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)
READ_ONLY = "25006"
"""PostgreSQL's code for a write where only reading is allowed."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_NEVER_REPEATED = {"csrf_token", "password", "present", "pin", "code"}

log = logging.getLogger("reception.web")


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DomainError, domain_error)
    app.register_error_handler(CSRFError, expired_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, database_down)
    app.register_error_handler(InternalError, may_not_write)
    app.register_error_handler(DataError, no_such_value)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(Exception, unexpected)


def page(status: int, **context: object) -> tuple[Response, int]:
    """Return the page of a status, as JSON to programs."""
    if request.path.startswith("/api/"):
        return jsonify(error=str(context.get("message") or status), status=status), status
    name = status if status in PAGES else 400 if status < 500 else 500
    return current_app.make_response(render_template(f"errors/{name}.html", **context)), status


def domain_error(error: DomainError) -> tuple[Response, int]:
    """Say a rule that was broken where no form stood to say it in."""
    reason = error.params.get("reason") if isinstance(error, Withdrawn) else None
    response, status = page(error.status, message=say(error), reason=reason, minutes=error.params.get("minutes"))
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.minutes * 60)
    return response, status


def expired_form(_error: CSRFError) -> tuple[Response, int]:
    """The page was open too long: show what was typed, with a fresh form around it and one button."""
    return send_again(400, "expired") or page(400)


def signed_out() -> tuple[Response, int] | None:
    """A librarian's form came when the session was over: keep what was typed until somebody has signed in again."""
    return send_again(403, "signed_out")


def database_down(error: DBAPIError) -> tuple[Response, int]:
    """The database is locked or away: nothing was stored; what was typed comes back to be sent again."""
    db.session.rollback()
    log.error("database: %s", type(error.orig).__name__)
    return send_again(503, "busy") or page(503)


def may_not_write(error: InternalError) -> tuple[Response, int]:
    """PostgreSQL was told to take nothing, as while it is moved or its disk is full."""
    return database_down(error) if getattr(error.orig, "sqlstate", None) == READ_ONLY else unexpected(error)


def no_room(error: OSError) -> tuple[Response, int]:
    """The disk is full, and what was sent cannot even be read in."""
    if error.errno not in FULL:
        return unexpected(error)
    db.session.rollback()
    log.error("no room: %s", error.strerror)
    return page(503)


def no_such_value(error: DataError) -> tuple[Response, int]:
    """An address names what the database cannot even look for, such as a number with a NUL in it: it is not there."""
    if request.method not in ("GET", "HEAD"):
        return unexpected(error)
    db.session.rollback()
    return page(404)


def send_again(status: int, why: str) -> tuple[Response, int] | None:
    """Return what was posted as a page with a fresh form, or None if nothing was. Secrets are not repeated.

    At a terminal only if the database was busy: there a form outlives its session only when the next visitor goes back to
    it. The form itself says so too, since after going back a browser may keep the device's cookie to itself.
    """
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _NEVER_REPEATED]
    shared = g.get("terminal") or "shared_computer" in request.form
    if not fields or request.path.startswith("/api/") or (shared and why != "busy"):
        return None
    files = [upload.filename for upload in request.files.values() if upload.filename]
    action = request.full_path.rstrip("?")
    html = render_template("errors/resubmit.html", fields=fields, files=files, action=action, why=why)
    return current_app.make_response(html), status


def http_error(error: HTTPException) -> tuple[Response, int] | HTTPException:
    """Give the framework's own errors our pages; redirects pass."""
    if error.code is None or error.code < 400:
        return error
    response, status = page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response, status


def unexpected(error: Exception) -> tuple[Response, int]:
    """Something nobody thought of: it goes to the log, a calm page to the person."""
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    db.session.rollback()
    log.exception("unexpected: %s %s", request.method, request.endpoint)
    return page(500)
