"""The form by which an official says what became of a promise."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, SelectMultipleField, TextAreaField

from reception.web.forms import number_of, text_of
from reception.web.forms_promise import SaidForm


class PromiseForm(SaidForm):
    """The official's own word, with files if there are any."""

    form_key = HiddenField()
    text = TextAreaField(_l("What was done, or why not"), filters=[text_of])
    files = MultipleFileField(_l("Files"))
    remove = SelectMultipleField(coerce=number_of, validate_choice=False)
