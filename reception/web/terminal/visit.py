"""A computer becomes a terminal; a visitor leaves it."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from reception.domain.errors import Invalid, TooMany
from reception.services import terminals, uploads
from reception.web import languages
from reception.web.clients import client, forms_with_files
from reception.web.forms import line_of
from reception.web.messages import say
from reception.web.terminal.device import RESTED, give_token


class CodeForm(FlaskForm):
    """The code that an administrator made for this computer."""

    code = StringField(_l("Code"), filters=[line_of])


def enrol() -> Response | str | tuple[str, int]:
    """Show which terminal this computer is, and take the code that makes it one."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("terminal/enrol.html", form=form)
    try:
        token = terminals.enrol(form.code.data, client())
    except (Invalid, TooMany) as error:
        form.code.errors = [say(error)]
        return render_template("terminal/enrol.html", form=form), error.status
    flash(_("This computer is now a terminal of the library."), "success")
    return give_token(redirect(url_for("terminal.enrol")), token)


def finish() -> Response:
    """Forget the visitor: session, language, files of forms not sent; the computer stays a terminal."""
    forms = forms_with_files()
    session.clear()
    for form_key in forms:
        uploads.discard(form_key)
    session[RESTED] = True
    flash(_("Everything that was typed here is cleared."), "success")
    response = redirect(url_for("public.home"))
    response.delete_cookie(languages.COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
