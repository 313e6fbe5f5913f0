"""The form on which a question is not taken."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField

from reception.web.desk.forms import VersionForm
from reception.web.forms import number_of, text_of


class DeclineForm(VersionForm):
    """A reason of the catalogue, what the librarian adds, and whether readers may see it."""

    reason = RadioField(_l("Why is the question not taken?"), coerce=number_of, validate_choice=False)
    note = TextAreaField(_l("What the asker should know beside it"), filters=[text_of])
    show = BooleanField(_l("Readers may see that it was not taken, and why"))
