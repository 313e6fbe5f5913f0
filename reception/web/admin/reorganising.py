"""A body ends, and another takes its tasks over."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from reception.domain.errors import Invalid, NotFound
from reception.models import Authority
from reception.queries import directory
from reception.services.reorganise import reorganise
from reception.web import persons
from reception.web.admin.forms_reorganise import ReorganiseForm
from reception.web.wording import in_language


def merge(row_id: int) -> Response | Redirect:
    """Ask which body takes over, and let it."""
    body = directory.row(Authority, row_id)
    if body is None:
        raise NotFound
    form = ReorganiseForm.of(body)
    if not form.validate_on_submit():
        return _page(body, form)
    try:
        wanted = form.wanted(body)
        reorganise(persons.staff(), wanted)
    except Invalid as error:
        form.refuse(error)
        return _page(body, form, error.status)
    flash(_("Its tasks are now with: %(name)s.", name=in_language(wanted.into)), "success")
    return redirect(url_for("admin.authorities_change", row_id=row_id), 303)


def _page(body: Authority, form: ReorganiseForm, status: int = 200) -> Response:
    return make_response(render_template("admin/reorganise.html", body=body, form=form), status)
