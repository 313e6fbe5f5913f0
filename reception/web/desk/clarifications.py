"""What the asker was asked and replied, checked for readers."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.services import clarify
from reception.web import persons
from reception.web.desk import marking, safety
from reception.web.desk.acting import load, take
from reception.web.desk.forms import VersionForm
from reception.web.forms import text_of


class ClarificationForm(VersionForm):
    """The public texts of a request and the reply to it."""

    request = TextAreaField(_l("Public text of the request"), filters=[text_of])
    reply = TextAreaField(_l("Public text of the reply"), filters=[text_of])


def clarification(number: str, clarification_id: int) -> Response:
    """Check a clarification and make it public, or take it back."""
    question = load(number)
    found = next((each for each in question.clarifications if each.id == clarification_id and each.replied_at), None)
    if found is None:
        raise NotFound
    form = ClarificationForm(request=found.public_request or found.request, reply=found.public_reply or found.reply)
    texts = [form.request, form.reply]

    def page(status: int) -> Response:
        context = {"suspected": marking.suspected(question, texts), "war_cues": safety.cues_in(texts), "texts": texts}
        html = render_template("desk/clarification.html", question=question, clarification=found, form=form, **context)
        return make_response(html, status)

    def act() -> None:
        if question.public_at and form.reply.data:
            safety.check()
        public = clarify.PublicClarification(form.request.data, form.reply.data, marking.may_stay(), safety.ticked())
        clarify.publish_clarification(persons.staff(), question, found, public, form.version.data)

    if marking.is_wanted() and form.validate_on_submit():
        marking.set_marks(question, texts)
        return page(200)
    return take(question, Action.PUBLISH_CLARIFICATION, form, act, page, _("The clarification is saved."))
