"""The form in which an asker chooses which letters come."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from reception.domain.notices import Notices
from reception.web.ways import NOTICES


class NoticesForm(FlaskForm):
    """Which letters come by e-mail."""

    notices = RadioField(
        _l("Which letters shall we send you?"),
        coerce=Notices,
        choices=[SelectChoice(value.value, words) for value, words in NOTICES.items()],
        validators=[InputRequired(_l("Please choose one of the three."))],
    )
