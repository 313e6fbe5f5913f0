"""A link to a file that somebody shares may lead nowhere tomorrow: the official is asked for the file itself, once."""

from flask import request

from reception.domain.shares import Share, shares_in
from reception.services import uploads
from reception.web.office.forms import AnswerForm

AS_IT_IS = "as_it_is"
"""The button that sends the text with its links."""


def to_ask_for(form: AnswerForm) -> list[Share]:
    """Return the links for whose files the official is to be asked before this form is taken; none if that is done.

    It is done once the official says to send it as it is, or attaches something after having been asked.
    """
    found = shares_in(form.text.data or "")
    if request.form.get("do") == AS_IT_IS or (form.asked.data and uploads.of_form(form.form_key.data)):
        return []
    if found:
        form.asked.data = "yes"
    return found
