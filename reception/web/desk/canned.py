"""Ready texts put into the form of a decision, with their places filled: by the server, or at once by js/canned.js."""

from dataclasses import dataclass

from flask import flash, request
from flask_babel import force_locale
from flask_babel import gettext as _

from reception.current import settings
from reception.domain import clock
from reception.domain.lifecycle import Action
from reception.domain.placeholders import Filled, fill, in_braces
from reception.models import CannedText, Question
from reception.queries.canned import texts_for
from reception.web import wording
from reception.web.desk.forms import VersionForm
from reception.web.forms import number_of
from reception.web.wording import day, in_language

INSERT = "insert"
"""The button that puts the chosen text in."""

FIELDS: dict[Action, str] = {
    Action.DECLINE: "note",
    Action.ASK_ASKER: "text",
    Action.REFER: "message",
    Action.ANSWER_SELF: "text",
    Action.RECALL: "reason",
    Action.SEND_BACK: "reason",
    Action.CLOSE: "reason",
    Action.REOPEN: "reason",
    Action.HIDE: "reason",
}
"""The actions that have ready texts, and the field that one goes into."""

TO_OFFICIALS = frozenset({Action.REFER, Action.RECALL, Action.SEND_BACK})


@dataclass(frozen=True)
class Offer:
    """A ready text as it would stand in the form."""

    id: int
    title: str
    text: str
    left: str


def offers(question: Question, action: Action) -> list[Offer]:
    """Return the ready texts for an action, filled in the language of those who will read them."""
    if action not in FIELDS:
        return []
    return [_offer(question, action, row) for row in texts_for(question, action)]


def put_in(question: Question, action: Action, form: VersionForm) -> bool:
    """Put the chosen text behind what is typed, if that was the button. Nothing else of the form changes."""
    if request.form.get("do") != INSERT or action not in FIELDS:
        return False
    chosen = number_of(request.form.get("canned"))
    offer = next((each for each in form.canned if each.id == chosen), None)
    if offer is None:
        gone = _("This ready text is no longer there. Please choose another.")
        flash(gone if chosen else _("Please choose a ready text first."), "warning")
        return True
    field = form[FIELDS[action]]
    field.data = "\n\n".join(filter(None, (field.data, offer.text)))
    if offer.left:
        flash(_("Please write yourself what stands in braces: %(names)s. It is not known here.", names=offer.left), "warning")
    return True


def _offer(question: Question, action: Action, row: CannedText) -> Offer:
    title = in_language(row, "title")
    language = "uk" if action in TO_OFFICIALS or not question.asker else question.asker.language
    with force_locale(language):
        filled = _filled(question, row)
    return Offer(row.id, title, filled.text, in_braces(filled.left))


def _filled(question: Question, row: CannedText) -> Filled:
    chosen = settings()
    values = {
        "number": question.number,
        "subject": question.public_subject,
        "topic": in_language(question.topic),
        "authority": in_language(question.authority),
        "due": day(question.due_on),
        "today": day(clock.today()),
        "library": chosen.library_name_en if wording.language() == "en" else chosen.library_name,
        "phone": chosen.library_phone,
        "email": chosen.library_email,
    }
    return fill(in_language(row, "text"), values)
