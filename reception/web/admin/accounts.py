"""Accounts of librarians."""

from collections.abc import Callable

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from reception.domain.errors import Invalid, NotFound
from reception.models import Account
from reception.queries import directory
from reception.services import accounts as keeping
from reception.web import persons
from reception.web.admin.forms import AccountForm, NewAccountForm, NewPasswordForm
from reception.web.forms import Refusing
from reception.web.messages import say

Answer = Response | Redirect | str | tuple[str, int]


def accounts() -> str:
    """List all accounts."""
    return render_template("admin/accounts.html", rows=directory.rows(Account))


def new() -> Answer:
    """Make an account."""
    form = NewAccountForm.of()
    return _saved(form, None, lambda: keeping.add_account(persons.staff(), **form.values()), _("The account is made."))


def change(account_id: int) -> Answer:
    """Change an account."""
    account = _account(account_id)
    form = AccountForm.of(account)

    def act() -> None:
        keeping.change_account(persons.staff(), account, **form.values())

    return _saved(form, account, act, _("The account is saved."))


def password(account_id: int) -> Answer:
    """Give an account a new password; its sessions end."""
    account, form = _account(account_id), NewPasswordForm()

    def act() -> None:
        keeping.change_password(persons.staff(), account, form.password.data or "")

    return _saved(form, account, act, _("The new password holds; all sessions of the account are ended."), "account_password")


def disable(account_id: int) -> Redirect:
    """Disable an account; its sessions end."""
    return _switched(account_id, False, _("The account is disabled."))


def enable(account_id: int) -> Redirect:
    """Enable an account again."""
    return _switched(account_id, True, _("The account is enabled."))


def _switched(account_id: int, enabled: bool, done: str) -> Redirect:
    try:
        keeping.set_enabled(persons.staff(), _account(account_id), enabled)
        flash(done, "success")
    except Invalid as error:
        flash(say(error), "error")
    return redirect(url_for("admin.account", account_id=account_id), 303)


def _account(account_id: int) -> Account:
    found = directory.row(Account, account_id)
    if found is None:
        raise NotFound
    return found


def _saved(form: Refusing, account: Account | None, act: Callable[[], object], done: str, template: str = "account") -> Answer:
    """Show a form, or do what it is for and return to the list."""
    shortest = keeping.SHORTEST_PASSWORD
    if not form.validate_on_submit():
        return render_template(f"admin/{template}.html", form=form, account=account, shortest=shortest)
    try:
        act()
    except Invalid as error:
        form.refuse(error)
        return render_template(f"admin/{template}.html", form=form, account=account, shortest=shortest), error.status
    flash(done, "success")
    return redirect(url_for("admin.accounts"), 303)
