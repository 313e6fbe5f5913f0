"""The promised date has come: is it done? A small page of its own, for who answered or does the office now."""

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed, NotFound
from reception.models import Promise
from reception.queries import promise_mail
from reception.queries.promises import of_link
from reception.services import promises, uploads
from reception.web import persons
from reception.web.form_files import take_files
from reception.web.office.forms_promise import PromiseForm


def nothing_else() -> Response | None:
    """Lead one who does the office now, and was asked about a promise, to that and to nothing else of who had it before."""
    if g.link.stand_in is None or request.endpoint == "office.promise":
        return None
    return redirect(url_for("office.promise"), 303)


def promise() -> Response:
    """Ask what became of the promise, and take the reply; afterwards show what was said."""
    found = of_link(g.link)
    if found is None and g.link.stand_in:
        raise NotFound
    if found is None:
        return redirect(url_for("office.answer"))
    form = PromiseForm()
    form.form_key.data = promises.form_key(found)
    if not form.is_submitted() or not _may_reply(found):
        mailed = promise_mail.waiting(found)
        form.done_on.data = clock.today().isoformat()
        form.text.data = form.text.data or promise_mail.words(mailed)
        return _page(found, form, by_mail=mailed[-1] if mailed else None)
    complete = take_files(form, files=uploads.CITIZEN_FILES, size=uploads.CITIZEN_BYTES)
    try:
        word = form.word(form.form_key.data)
        if complete:
            promises.report(persons.official(g.link), found, word)
    except Invalid as error:
        form.refuse(error)
    except NotAllowed:  # a librarian was quicker: the page shows what was written down
        return redirect(url_for("office.promise"), 303)
    if form.errors or form.form_errors:
        return _page(found, form, 400)
    flash(_("Thank you. Those who asked are told, and the public page says it."), "success")
    return redirect(url_for("office.promise"), 303)


def _may_reply(found: Promise) -> bool:
    """Tell whether this link takes a reply."""
    return found.is_open and promises.may_speak(persons.official(g.link), found)


def _page(found: Promise, form: PromiseForm, status: int = 200, **more: object) -> Response:
    html = render_template(
        "office/promise.html",
        promise=found,
        referral=g.link.referral,
        question=found.question,
        person=found.asked if found.link_id == g.link.id else g.link.stand_in or g.link.person,
        may_reply=_may_reply(found),
        form=form,
        today=clock.today(),
        waiting=uploads.of_form(form.form_key.data),
        **more,
    )
    return make_response(html, status)
