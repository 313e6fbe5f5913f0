"""What readers see of an asker's question, shown to the asker beside what was written, and the objection to it."""

from dataclasses import dataclass

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.text import word_difference
from reception.models import Question
from reception.queries.asker import own_question
from reception.queries.visibility import is_public
from reception.services import objections
from reception.web import persons
from reception.web.forms import text_of
from reception.web.messages import say
from reception.web.public.asker_pages import entry_page, show
from reception.web.public.forms import TrackForm


class ObjectionForm(FlaskForm):
    """What the asker has against the public text."""

    text = TextAreaField(_l("What should be changed, and why?"), filters=[text_of])


@dataclass(frozen=True)
class Side:
    """A public text, and the words in which it differs from what was written."""

    title: str
    text: str
    runs: list[tuple[str, str]]

    @property
    def differs(self) -> bool:
        """The library has changed something."""
        return any(op != "same" for op, _words in self.runs)


def sides(question: Question) -> list[Side]:
    """Return what readers see of the asker's own words; nothing while they see nothing."""
    if not is_public(question):
        return []
    found = [
        _side(_("Subject"), question.subject, question.public_subject),
        _side(_("Text"), question.text, question.public_text),
    ]
    if question.verdict and question.verdicts and question.verdicts[-1].public_comment:
        verdict = question.verdicts[-1]
        found.append(_side(_("Your comment on the result"), verdict.comment, verdict.public_comment))
    clarified = [each for each in question.clarifications if each.public_reply]
    return found + [_side(_("Your clarification"), each.reply, each.public_reply) for each in clarified]


def _side(title: str, original: str, public: str) -> Side:
    return Side(title, public, word_difference(original, public))


def object_to_text(number: str) -> Response:
    """Take the asker's objection to the public text."""
    question = own_question(persons.asker(), number)
    if question is None:
        return entry_page(TrackForm(number=number, then="object_to_text"))
    form = ObjectionForm()
    if not form.validate_on_submit():
        return page(question, form)
    try:
        objections.object_to_text(persons.asker(), question, form.text.data)
    except NotAllowed as error:
        flash(say(error), "warning")
        return _back(number)
    except Invalid as error:
        form.text.errors = [say(error)]
        return page(question, form, 400)
    flash(_("Thank you. A librarian looks at the public text again and writes to you."), "success")
    return _back(number)


def page(question: Question, form: ObjectionForm | None = None, status: int = 200) -> Response:
    """Return the page with the public text and the form of the objection."""
    readers = sides(question)
    if not readers or question.text_objected_at:
        flash(say(NotAllowed("not_in_this_state")), "warning")
        return _back(question.number)
    return show("public/object_to_text.html", status, question=question, form=form or ObjectionForm(), readers=readers)


def _back(number: str) -> Response:
    return redirect(url_for("public.track_question", number=number))
