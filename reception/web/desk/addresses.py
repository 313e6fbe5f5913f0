"""Addresses of officials that do not work: what waits for them, another address, and the deputy."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from reception.domain.errors import Invalid
from reception.models import Official
from reception.queries import desk, refused
from reception.services import directory, refused_addresses
from reception.services.bulk import MOST, Picked
from reception.web import persons
from reception.web.desk.forms_addresses import AddressForm, DeputyForm, OfOne
from reception.web.forms import number_of
from reception.web.messages import say


def addresses() -> Response:
    """Show whose addresses do not work, those who have been silent longest first."""
    return _page()


def correct(official_id: int) -> Response:
    """Enter another address."""
    form = AddressForm.of(official_id)
    official = refused.refused_address(persons.staff(), official_id).official
    try:
        refused_addresses.correct(persons.staff(), official, form.email.data or "")
    except Invalid as error:
        form.refuse(error)
        return _page(official_id, form, error.status)
    return _leaves(official)


def again(official_id: int) -> Response:
    """Try the same address again."""
    official = refused.refused_address(persons.staff(), official_id).official
    directory.accept_address(persons.staff(), official)
    return _leaves(official)


def deputy(official_id: int) -> Response:
    """Hand the ticked questions to the deputy."""
    form = DeputyForm.of(official_id)
    official = refused.refused_address(persons.staff(), official_id).official
    picked, to = _picked(), number_of(request.form.get("to"))
    if not picked:
        flash(_("Nothing is chosen. Tick questions in the list first."), "warning")
        return _back()
    try:
        report = refused_addresses.to_deputy(persons.staff(), official, to, picked, form.reason.data)
    except Invalid as error:
        form.refuse(error)
        return _page(official_id, form, error.status)
    done = len(report.done)
    if done:
        flash(ngettext("%(num)s question goes to the deputy.", "%(num)s questions go to the deputy.", done), "success")
    for question, error in report.refused:
        flash(f"{question.number}: {say(error)}", "warning")
    return _back()


def _leaves(official: Official) -> Response:
    count = refused.leaving(official)
    to = official.email
    leave = ngettext("%(num)s letter leaves for %(to)s now.", "%(num)s letters leave for %(to)s now.", count, to=to)
    flash(leave if count else _("No letter waits for this address."), "success")
    return _back()


def _back() -> Response:
    return redirect(url_for("desk.addresses"), 303)


def _picked() -> list[Picked]:
    pairs = (value.partition(":") for value in request.form.getlist("pick")[:MOST])
    versions = {number_of(question_id): number_of(version) for question_id, _colon, version in pairs}
    return [Picked(row, versions[row.id]) for row in desk.picked(persons.staff(), versions)]


def _page(official_id: int = 0, form: OfOne | None = None, status: int = 200) -> Response:
    """Return the page; `form` is the one that could not be taken, of the official with that id."""
    rows = []
    for each in refused.refused_addresses(persons.staff()):
        fresh = {"official_id": each.official.id, "formdata": None}
        own = form if each.official.id == official_id else None
        address = own if isinstance(own, AddressForm) else AddressForm.of(**fresh)
        handing = own if isinstance(own, DeputyForm) else DeputyForm.of(**fresh, reason=_usual_reason())
        rows.append((each, address, handing))
    return make_response(render_template("desk/addresses.html", rows=rows, form=form), status)


def _usual_reason() -> str:
    """Return what is told to the citizen and the deputy unless the librarian writes otherwise, in the archive's language."""
    with force_locale("uk"):
        return _("The e-mail address of the official does not work, so the question goes to the deputy.")
