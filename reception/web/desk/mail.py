"""Mail that fits nowhere: what it is, how long it has waited, where it may belong."""

from flask import Response, flash, make_response, redirect, render_template, send_from_directory, url_for
from flask_babel import gettext as _

from reception.current import settings
from reception.domain.errors import Invalid, NotFound
from reception.queries import choices, incoming, registrations
from reception.queries.guesses import guesses
from reception.services import hold_pen
from reception.web import persons, wording
from reception.web.desk.acting import back_to, load
from reception.web.desk.forms import AttachForm
from reception.web.desk.forms_forward import LIBRARY, ForwardForm
from reception.web.forms import number_of

SHOWN = 20
"""Messages on the page; those that came later follow when these are seen to."""


def mail() -> Response:
    """Show what waits, oldest first."""
    return _page()


def _page(form: AttachForm | None = None, mail_id: int = 0, status: int = 200) -> Response:
    """Return the page; `form` is the one of a message that could not be attached."""
    actor, rows = persons.staff(), []
    for row in incoming.held(SHOWN):
        own = form if form and row.id == mail_id else AttachForm(formdata=None, prefix=f"m{row.id}")
        rows.append((row, wording.why_held(row), guesses(actor, row), own))
    context = {"held": incoming.held_count(), "days": incoming.held_days(), "registrations": registrations.offers(actor)}
    return make_response(render_template("desk/mail.html", rows=rows, form=form, **context), status)


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


def forward(mail_id: int) -> Response:
    """Choose to whom a message is sent on: an official of the directory, or the library itself."""
    row, form = incoming.held_message(mail_id), ForwardForm()
    people = {each.id: each for each in choices.officials() if each.is_in_office and each.can_be_reached}
    form.offer(people.values(), settings().library_email)
    status = 200
    if form.is_submitted():
        try:
            official = people.get(number_of(form.to.data))
            if official is None and form.to.data != LIBRARY:
                raise Invalid("official_needed", field="to")
            hold_pen.forward(persons.staff(), row, official, form.words.data)
        except Invalid as error:
            form.refuse(error)
            status = error.status
        else:
            flash(_("The message is sent on."), "success")
            return redirect(url_for("desk.mail"), 303)
    return make_response(render_template("desk/mail_forward.html", message=row, form=form), status)


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
