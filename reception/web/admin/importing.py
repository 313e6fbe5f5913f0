"""The directory from CSV files: uploaded, looked at, confirmed."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from reception.domain.errors import Invalid, Stale
from reception.models import Authority, Official
from reception.services import directory_import
from reception.web import persons
from reception.web.admin.forms import ConfirmForm, UploadForm
from reception.web.messages import say


def upload() -> Response:
    """Take the files and show what they would change; nothing is stored yet."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _page("upload", form=form, columns=_columns())
    texts = []
    for field in (form.authorities, form.officials):
        try:
            texts.append(directory_import.decode(field.data.read()) if field.data else "")
        except Invalid as error:
            field.errors = [say(error)]
    if not any(texts) and not form.errors:
        form.authorities.errors = [_("Please choose at least one file.")]
    if form.errors:
        return _page("upload", 400, form=form, columns=_columns())
    return _plan(texts)


def confirm() -> Response | Redirect:
    """Carry the plan out, if it is still the one that was shown."""
    form = ConfirmForm()
    texts = [form.authorities_text.data or "", form.officials_text.data or ""]
    try:
        done = directory_import.carry_out(persons.staff(), [text for text in texts if text], form.digest.data or "")
    except (Stale, Invalid):
        flash(_("The directory has changed meanwhile. Please look through the changes once more."), "warning")
        return _plan(texts, 409)
    flash(_("The directory is up to date: rows added or changed: %(n)s.", n=len(done.changes)), "success")
    return redirect(url_for("admin.authorities"), 303)


def _plan(texts: list[str], status: int = 200) -> Response:
    made = directory_import.plan([text for text in texts if text])
    form = ConfirmForm(formdata=None, authorities_text=texts[0], officials_text=texts[1], digest=made.digest)
    problems = [(_whose(problem.model), problem.line, say(problem.error)) for problem in made.problems]
    unknown = [(_whose(model), name) for model, name in made.unknown]
    changes = [(_whose(change.model), change) for change in made.changes]
    return _page("import_plan", status, form=form, plan=made, problems=problems, unknown=unknown, changes=changes)


def _whose(model: type | None) -> str:
    return {Authority: _("Authorities"), Official: _("Officials")}.get(model, _("A file"))


def _columns() -> dict[str, tuple[str, ...]]:
    return {_whose(model): names for model, names in directory_import.COLUMNS.items()}


def _page(name: str, status: int = 200, **context: object) -> Response:
    return make_response(render_template(f"admin/{name}.html", **context), status)
