"""A librarian signs in and out, and changes the own password."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from reception.domain.errors import Invalid, TooMany
from reception.services import accounts
from reception.web import persons, sessions
from reception.web.clients import client
from reception.web.desk.forms import LoginForm, PasswordForm
from reception.web.messages import say

STAFF_ROOMS = ("/desk/", "/admin/")


def login() -> Response | str | tuple[str, int]:
    """Let a librarian in, and on to the page that was wanted."""
    if current_user.is_authenticated:
        return redirect(url_for("desk.queue"))
    form = LoginForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("desk/login.html", form=form)
    try:
        account = accounts.sign_in(form.login.data, form.password.data or "", client())
    except (Invalid, TooMany) as error:
        form.password.errors = [say(error)]
        return render_template("desk/login.html", form=form), error.status
    sessions.begin(account)
    return redirect(wanted(form.next.data))


def wanted(target: str | None) -> str:
    """Return where to go after signing in: the page that was asked for if it is one for staff, else the queue."""
    return request.script_root + target if target and target.startswith(STAFF_ROOMS) else url_for("desk.queue")


def logout() -> Response:
    """End all sessions of the librarian."""
    accounts.sign_out(current_user)
    session.clear()
    flash(_("You are logged out."), "success")
    return redirect(url_for("desk.login"))


def password() -> Response | str | tuple[str, int]:
    """Change one's own password; other sessions of the account end, this one goes on."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("desk/password.html", form=form, shortest=accounts.SHORTEST_PASSWORD)
    account = current_user._get_current_object()
    try:
        accounts.change_own_password(persons.staff(), account, form.present.data or "", form.password.data or "", client())
    except Invalid as error:
        form.refuse(error)
        return render_template("desk/password.html", form=form, shortest=accounts.SHORTEST_PASSWORD), error.status
    sessions.begin(account)
    flash(_("The new password holds. Everywhere else you are logged out."), "success")
    return redirect(url_for("desk.queue"))
