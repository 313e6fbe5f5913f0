"""The librarian decides on an asker's objection to the public text."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from reception.domain.errors import Invalid, NotFound
from reception.domain.lifecycle import Action
from reception.services import objections
from reception.web import persons
from reception.web.desk.acting import load, take
from reception.web.desk.forms import VersionForm
from reception.web.forms import text_of

CHANGED, STAYS = "changed", "stays"


class ObjectionForm(VersionForm):
    """What was decided, and what the asker is told."""

    decision = RadioField(
        _l("What is decided?"),
        validate_choice=False,
        choices=[
            SelectChoice(CHANGED, _l("I have changed the public text")),
            SelectChoice(STAYS, _l("The public text stays as it is")),
        ],
    )
    reply = TextAreaField(_l("What the asker is told"), filters=[text_of])


def objection(number: str) -> Response:
    """Decide on the objection that waits."""
    question, form = load(number), ObjectionForm()
    if not question.text_objected_at:
        raise NotFound

    def act() -> None:
        if form.decision.data not in (CHANGED, STAYS):
            raise Invalid("decision_needed", field="decision")
        changed = form.decision.data == CHANGED
        objections.resolve(persons.staff(), question, changed, form.reply.data, form.version.data)

    def page(status: int) -> Response:
        waiting = question.text_objections[-1]
        return make_response(render_template("desk/objection.html", question=question, objection=waiting, form=form), status)

    return take(question, Action.RESOLVE_OBJECTION, form, act, page, _("The objection is decided; the asker is told."))
