"""An asker whose question was joined with another says that it is another matter."""

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.queries.asker import own_question
from reception.queries.merged import main_of
from reception.services import merge
from reception.services.move import allowed
from reception.web import persons
from reception.web.forms import text_of
from reception.web.messages import say
from reception.web.public.asker_pages import entry_page, show
from reception.web.public.forms import TrackForm


class ObjectForm(FlaskForm):
    """Why it is another matter."""

    text = TextAreaField(_l("What else is it about?"), filters=[text_of])


def object_to(number: str) -> Response:
    """Show the form, and take the asker's word: the question goes back to where it was."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number))
    form = ObjectForm()
    try:
        if Action.OBJECT not in allowed(question, persons.asker()):
            raise NotAllowed("not_in_this_state")
        if request.method != "POST":
            return show("public/object.html", question=question, form=form, main=main_of(question))
        merge.object_to(persons.asker(), question, form.text.data)
        flash(_("Thank you. Your question goes on by itself."), "success")
    except Invalid as error:
        form.text.errors = [say(error)]
        return show("public/object.html", error.status, question=question, form=form, main=main_of(question))
    except NotAllowed as error:
        flash(say(error), "warning")
    return redirect(url_for("public.track_question", number=number))
