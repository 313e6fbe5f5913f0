"""The calendar by which dates are counted: kept by an administrator, who sees which open dates it moves and moves them."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from reception.current import terms, terms_in_force
from reception.domain.errors import Invalid
from reception.services.calendar_file import keep_calendar
from reception.services.recounting import recount
from reception.web import persons
from reception.web.admin.forms_calendar import CalendarForm

SHOWN = 100


def calendar() -> Response:
    """Show the calendar and which open dates would be others by it; take what is changed."""
    form = CalendarForm.of(terms().calendar)
    if not form.validate_on_submit():
        return _page(form, 400 if form.is_submitted() else 200)
    try:
        keep_calendar(persons.staff(), *form.values())
    except Invalid as error:
        form.refuse(error)
        return _page(form, error.status)
    flash(_("The calendar is saved. New dates are counted by it from now on."), "success")
    return redirect(url_for("admin.calendar"), 303)


def count_anew() -> Response:
    """Count open dates anew by the calendar that holds."""
    moved = len(recount())
    flash(ngettext("%(num)s date has moved.", "%(num)s dates have moved.", moved), "success")
    return redirect(url_for("admin.calendar"), 303)


def _page(form: CalendarForm, status: int) -> Response:
    moving = recount(dry_run=True)
    html = render_template(
        "admin/calendar.html",
        form=form,
        calendar=terms().calendar,
        moving=moving[:SHOWN],
        total=len(moving),
        problem=terms_in_force().problem,
    )
    return make_response(html, status)
