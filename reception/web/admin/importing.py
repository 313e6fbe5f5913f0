"""The directory from CSV files: uploaded, looked at, confirmed."""

import contextlib

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Redirect

from reception.domain.errors import Invalid, NotFound, Stale
from reception.models import Authority, Official
from reception.services import directory_files, directory_import
from reception.web import persons
from reception.web.admin.field_words import label
from reception.web.admin.forms import ConfirmForm, UploadForm
from reception.web.admin.forms_directory import AuthorityForm, OfficialForm
from reception.web.messages import say

SHOWN = 200
"""Changes, and problems, that the page of a plan lists; of more it says how many there are."""


def upload() -> Response:
    """Take the files and show what they would change; nothing is stored yet."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _page("upload", form=form, columns=_columns())
    texts = []
    for field in (form.authorities, form.officials):
        try:
            texts.append(_text(field.data) if field.data else "")
        except Invalid as error:
            field.errors = [say(error)]
    if not any(texts) and not form.errors:
        form.authorities.errors = [_("Please choose at least one file.")]
    if form.errors:
        return _page("upload", 400, form=form, columns=_columns())
    return _plan(texts)


def _text(file: FileStorage) -> str:
    with contextlib.closing(file):
        return directory_files.decode(file.read())


def confirm() -> Response | Redirect:
    """Carry the plan out, if it is still the one that was shown."""
    form = ConfirmForm()
    try:
        texts = [directory_files.unpacked(each.data or "") for each in (form.authorities_text, form.officials_text)]
    except Invalid:
        return redirect(url_for("admin.upload"), 303)
    try:
        done = directory_import.carry_out(persons.staff(), [text for text in texts if text], form.digest.data or "")
    except Stale:
        flash(_("The directory has changed meanwhile. Please look through the changes once more."), "warning")
        return _plan(texts, 409)
    except Invalid as error:
        flash(say(error), "warning")
        return _plan(texts, 409)
    flash(_("The directory is up to date: rows added or changed: %(n)s.", n=len(done.changes)), "success")
    return redirect(url_for("admin.authorities"), 303)


def export(what: str) -> Response:
    """Give the directory out as the files that the import reads: looked through, changed, brought back."""
    model = {"authorities": Authority, "officials": Official}.get(what)
    if model is None:
        raise NotFound
    # The mark at the beginning lets spreadsheets see that it is UTF-8.
    response = Response("\ufeff" + directory_files.written(model), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={what}.csv"
    return response


def _plan(texts: list[str], status: int = 200) -> Response:
    made = directory_import.preview(persons.staff(), [text for text in texts if text])
    carried = [directory_files.packed(text) for text in texts]
    form = ConfirmForm(formdata=None, authorities_text=carried[0], officials_text=carried[1], digest=made.digest)
    problems = [(_whose(problem.model), problem.line, say(problem.error)) for problem in made.problems]
    unknown = [(_whose(model), name) for model, name in made.unknown]
    changes = [(_whose(change.model), change) for change in made.changes[:SHOWN]]
    return _page("import_plan", status, form=form, plan=made, problems=problems[:SHOWN], unknown=unknown, changes=changes)


def _whose(model: type | None) -> str:
    return {Authority: _("Authorities"), Official: _("Officials")}.get(model, _("A file"))


def _columns() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the columns of each file, each with what the form of such a row calls it."""
    forms = {Authority: AuthorityForm, Official: OfficialForm}
    return [
        (_whose(model), [(name, label(forms[model], field)) for name, field in columns.items()])
        for model, columns in directory_files.COLUMNS.items()
    ]


def _page(name: str, status: int = 200, **context: object) -> Response:
    return make_response(render_template(f"admin/{name}.html", **context), status)
