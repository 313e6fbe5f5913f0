"""Mail that fits nowhere: what it is, how long it has waited, where it may belong."""

from flask import Response, flash, make_response, redirect, render_template, send_from_directory, url_for
from flask_babel import gettext as _

from reception.current import settings
from reception.domain.errors import Invalid, NotFound
from reception.queries import incoming
from reception.services import hold_pen
from reception.web import persons, wording
from reception.web.desk.acting import back_to, load
from reception.web.desk.forms import AttachForm


def mail() -> Response:
    """Show what waits, oldest first."""
    return _page()


def _page(form: AttachForm | None = None, mail_id: int = 0, status: int = 200) -> Response:
    """Return the page; `form` is the one of a message that could not be attached."""
    actor, rows = persons.staff(), []
    for row in incoming.held():
        guesses = incoming.guesses(actor, row)
        guess = guesses[0].number if guesses else ""
        empty = AttachForm(formdata=None, prefix=f"m{row.id}", number=guess)
        rows.append((row, wording.why_held(row), guesses, form if form and row.id == mail_id else empty))
    return make_response(render_template("desk/mail.html", rows=rows, form=form), status)


def attach(mail_id: int) -> Response:
    """Give a message to the question of a number."""
    row, form = incoming.message(mail_id), AttachForm(prefix=f"m{mail_id}")
    try:
        question = load(form.number.data or "")
        drafted = hold_pen.attach(persons.staff(), row, question)
    except NotFound:
        form.refuse(Invalid("number_unknown"), "number")
        return _page(form, mail_id, 400)
    except Invalid as error:
        form.refuse(error)
        return _page(form, mail_id, 400)
    draft = _("The message is the draft of an answer now. The official gets a letter to confirm it.")
    flash(draft if drafted else _("The message stands among the notes of the question."), "success")
    return back_to(question)


def discard(mail_id: int) -> Response:
    """Throw a message away."""
    hold_pen.discard(persons.staff(), incoming.message(mail_id))
    flash(_("The message is thrown away."), "success")
    return redirect(url_for("desk.mail"), 303)


def file(mail_id: int) -> Response:
    """Give the whole message as a file, never to be shown within the site."""
    row = incoming.held_message(mail_id)
    return send_from_directory(
        settings().uploads,
        row.stored_as,
        mimetype="message/rfc822",
        as_attachment=True,
        download_name=f"message-{row.id}.eml",
    )
