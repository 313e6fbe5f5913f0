"""The form by which an appeal goes back to its author."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from reception.domain.requisites import Requisite
from reception.models import Question
from reception.web import wording
from reception.web.desk.forms import VersionForm
from reception.web.forms import offered, text_of


class ReturnForm(VersionForm):
    """What an appeal lacks, and the librarian's words. Made by `of`."""

    missing = SelectMultipleField(
        _l("What is missing?"), validate_choice=False, widget=ListWidget(), option_widget=CheckboxInput()
    )
    note = TextAreaField(_l("What the author should know"), filters=[text_of])

    @classmethod
    def of(cls, question: Question) -> "ReturnForm":
        """Return the form of a question: what a program can tell to be missing is ticked."""
        form = cls()
        if not form.is_submitted():
            form.missing.data = [requisite.value for requisite in question.lacks]
        form.missing.choices = offered((each.value, wording.requisite_label(each)) for each in Requisite)
        return form
