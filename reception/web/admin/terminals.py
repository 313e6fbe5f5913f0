"""Terminals: made with a code that is shown once, given a fresh one, revoked."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from reception.domain import clock
from reception.domain.errors import Invalid, NotFound
from reception.models import Branch, Terminal
from reception.queries import directory
from reception.services import terminals as keeping
from reception.web import persons
from reception.web.admin.forms import TerminalForm


def terminals() -> Response:
    """List the terminals, and make one."""
    form = TerminalForm()
    if not form.validate_on_submit():
        return _page(form)
    branch = directory.row(Branch, form.branch_id.data)
    try:
        if branch is None:
            raise Invalid("branch_gone", field="branch_id")
        code = keeping.make_terminal(persons.staff(), branch, form.name.data)
    except Invalid as error:
        form.refuse(error)
        return _page(form, status=error.status)
    return _page(TerminalForm(formdata=None), code=code)


def renew(terminal_id: int) -> Response:
    """Show a fresh code for a terminal; its computer has to be enrolled anew."""
    code = keeping.renew_code(persons.staff(), _terminal(terminal_id))
    return _page(TerminalForm(formdata=None), code=code)


def revoke(terminal_id: int) -> Redirect:
    """End a terminal."""
    keeping.revoke(persons.staff(), _terminal(terminal_id))
    flash(_("The terminal is revoked."), "success")
    return redirect(url_for("admin.terminals"), 303)


def _terminal(terminal_id: int) -> Terminal:
    found = directory.row(Terminal, terminal_id)
    if found is None:
        raise NotFound
    return found


def _page(form: TerminalForm, code: str | None = None, status: int = 200) -> Response:
    """Return the page. A code stands in the answer to the POST only, so that it is seen once and in no history."""
    html = render_template("admin/terminals.html", form=form, rows=directory.terminals(), code=code, now=clock.now())
    return make_response(html, status)
