"""The letters of a decision, looked at and reworded before they go: one page for every action that writes any."""

from collections.abc import Callable, Iterator, Sequence

from flask import Response, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action, row_of
from reception.mail.rewording import link_words
from reception.models import Question
from reception.services.correspondence import Sketch, sketches, take_with
from reception.web import persons
from reception.web.forms import Refusing, text_of

LOOK, CHANGE = "preview", "change"
"""Buttons: show me the letters first; let me change what I typed."""

PREFIX, LABEL = "letter-", _l("Text of the letter")

# The button that takes an action, where it does more than send letters.
BUTTONS = {
    Action.DECLINE: _l("Decline"),
    Action.ASK_ASKER: _l("Ask"),
    Action.RECALL: _l("Take back"),
    Action.SEND_BACK: _l("Send back"),
    Action.REOPEN: _l("Take up again"),
    Action.READDRESS: _l("Hand on"),
    Action.MAKE_RESPONSIBLE: _l("Make responsible"),
    Action.MERGE: _l("Join the questions"),
    Action.UNMERGE: _l("Part"),
    Action.SPLIT: _l("Make the questions"),
    Action.CLOSE: _l("Close"),
    Action.PUBLISH: _l("Give out the answer"),
    Action.ANSWER_SELF: _l("Write the answer"),
}


class LettersForm(Refusing):
    """The texts of letters, a field each. Made by `of`."""

    @classmethod
    def of(cls, letters: Sequence[Sketch]) -> "LettersForm":
        """Return the form for letters: what was typed in place of each, or its own words."""
        fields = {each.key: TextAreaField(LABEL, filters=[text_of], default=each.text) for each in letters}
        return type("LettersForm", (cls,), fields)()


def can_be_looked_at(action: Action) -> bool:
    """Tell whether an action writes letters."""
    return bool(row_of(action).letters)


def send(act: Callable[[], object]) -> None:
    """Take an action, its letters in the words that were typed for them. Raises as the action; Invalid at a letter's field."""
    take_with(persons.staff(), act, _words())


def typed() -> Iterator[tuple[str, str]]:
    """Yield what was typed for each letter, with its label."""
    return ((str(LABEL), words) for words in _words().values())


def _words() -> dict[str, str]:
    return {name: text_of(words) for name, words in request.form.items() if name.startswith(PREFIX)}


def is_about_a_letter(error: Invalid) -> bool:
    """Tell whether what is wrong is the text of a letter."""
    return (error.field or "").startswith(PREFIX)


def page(
    question: Question,
    action: Action,
    act: Callable[[], object],
    carried: Sequence[tuple[str, str]],
    error: Invalid | None = None,
) -> Response:
    """Show the letters that an action would write, to be sent as they are or reworded. Raises what the action raises.

    `carried` is what was typed on the form of the action.
    """
    letters = sketches(act)
    form = LettersForm.of(letters)
    if error:
        form.refuse(error)
    html = render_template(
        "desk/letters.html",
        question=question,
        form=form,
        letters=letters,
        link_words=link_words(),
        version=request.form.get("version", ""),
        carried=[(name, value) for name, value in carried if not name.startswith(PREFIX)],
        button=BUTTONS.get(action, _l("Send the letters")),
        is_hard=action is Action.DECLINE,
        change=CHANGE,
    )
    return make_response(html, error.status if error else 200)
