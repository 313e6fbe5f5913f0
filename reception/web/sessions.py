"""Who is signed in: librarians only."""

import datetime as dt

from flask import Flask, g, make_response, redirect, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from reception.domain.tokens import same
from reception.extensions import db, login
from reception.models import Account
from reception.web.error_pages import signed_out

WORKING_DAY = dt.timedelta(hours=8)
"""How long a librarian who does nothing stays signed in."""


def init_app(app: Flask) -> None:
    """Tell Flask-Login how to find an account and where to send one who must sign in."""
    login.user_loader(load)
    login.unauthorized_handler(to_login)
    login.session_protection = "basic"
    app.permanent_session_lifetime = WORKING_DAY


def load(session_id: str) -> Account | None:
    """Return the account of a session, unless its sessions were ended or it was disabled."""
    account_id, _, key = session_id.partition(":")
    account = db.session.get(Account, int(account_id)) if account_id.isdigit() else None
    return account if account and account.is_enabled and same(account.session_key, key) else None


def to_login() -> Response:
    """Send a librarian to sign in and back again, without losing what was typed."""
    kept = signed_out()
    if kept:
        return make_response(*kept)
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("desk.login", next=wanted))


def begin(account: Account) -> None:
    """Sign a librarian in, in a session that is new; at a terminal it ends with the browser at the latest."""
    session.clear()
    login_user(account)
    session.permanent = not g.get("terminal")
