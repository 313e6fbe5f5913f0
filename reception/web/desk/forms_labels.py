"""Forms for labels and kept filters."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from reception.web.forms import Refusing, line_of


class LabelForm(Refusing):
    """Labels to add."""

    labels = StringField(_l("Add labels"), filters=[line_of])


class FilterForm(Refusing):
    """The name of a filter to keep."""

    name = StringField(_l("Keep these filters under a name"), filters=[line_of])
