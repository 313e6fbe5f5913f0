"""The form with which questions that ask the same are joined."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from reception.web.desk.forms import VersionForm
from reception.web.forms import line_of


class MergeForm(VersionForm):
    """The number of the other question."""

    into = StringField(_l("Number of the question that asks the same"), filters=[line_of])
