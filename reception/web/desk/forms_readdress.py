"""The form with which a question is handed on from one official to another."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField

from reception.web.desk.forms import ReasonForm
from reception.web.forms import number_of, text_of


class ReaddressForm(ReasonForm):
    """From whom, to whom, why."""

    referral = RadioField(_l("From whom?"), coerce=number_of, validate_choice=False)
    official = SelectField(_l("To whom?"), coerce=number_of, validate_choice=False)
    message = TextAreaField(_l("Message to the official"), filters=[text_of])
