"""The form in which an asker chooses which letters come."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from reception.domain.notices import Notices
from reception.web.forms import said_as
from reception.web.ways import NOTICES


class NoticesForm(FlaskForm):
    """Which letters come by e-mail."""

    notices = RadioField(
        _l("Which letters shall we send you?"),
        coerce=Notices,
        choices=said_as(NOTICES),
        validators=[InputRequired(_l("Please choose one of the three."))],
    )
