"""Forms of what an authority says of its own term."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from reception.domain.errors import Invalid
from reception.web.desk.forms import VersionForm
from reception.web.forms import day_of, line_of, text_of


class RegisteredForm(VersionForm):
    """When the authority registered a question, and under which number."""

    on = StringField(_l("Registered on"), filters=[line_of])
    number = StringField(_l("Incoming number at the authority"), filters=[line_of])

    def day(self) -> dt.date:
        """Return the day. Raises Invalid if it is none."""
        return needed_day(self.on)


class ExtendForm(VersionForm):
    """Until when the authority needs more time, and why."""

    until = StringField(_l("New date of the answer"), filters=[line_of])
    reason = TextAreaField(_l("Reason"), filters=[text_of])

    def day(self) -> dt.date:
        """Return the day. Raises Invalid if it is none."""
        return needed_day(self.until)


def needed_day(field: StringField) -> dt.date:
    """Return the date that a field holds. Raises Invalid if it is none."""
    day = day_of(field.data)
    if day is None:
        raise Invalid("date_form", field=field.name)
    return day
