"""The author of an appeal that came back chooses: completes it, or lets it go on as a public question."""

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.models import Question
from reception.queries.asker import own_question
from reception.services import returning
from reception.services.move import allowed
from reception.web import persons
from reception.web.forms_returned import CompleteForm
from reception.web.messages import say
from reception.web.public.asker_pages import entry_page, show
from reception.web.public.forms import TrackForm


def returned(number: str) -> Response:
    """Show what is missing with both ways on, and go the one that was chosen."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number, then="returned"))
    form = CompleteForm.of(question)
    if request.method != "POST":
        return returned_page(question, form)
    try:
        if request.form.get("do") == "question":
            returning.go_on_as_question(persons.asker(), question)
            flash(_("Your appeal goes on as a public question."), "success")
        elif form.validate():
            returning.complete(persons.asker(), question, form.supplied())
            flash(_("Thank you. Your appeal is complete and counts as received today."), "success")
        else:
            return returned_page(question, form, 400)
    except Invalid as error:
        form.refuse(error)
        return returned_page(question, form, 400)
    except NotAllowed as error:
        flash(say(error), "warning")
    return redirect(url_for("public.track_question", number=number), 303)


def returned_page(question: Question, form: CompleteForm | None = None, status: int = 200) -> Response:
    """Return the page of the choice; where there is nothing to choose any more, the question's own page says so."""
    if Action.COMPLETE not in allowed(question, persons.asker()):
        flash(say(NotAllowed("not_in_this_state")), "warning")
        return redirect(url_for("public.track_question", number=question.number))
    form = form or CompleteForm.of(question)
    return show("public/returned.html", status, question=question, row=question.returns[-1], form=form)
