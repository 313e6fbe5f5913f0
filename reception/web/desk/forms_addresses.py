"""Forms of the page of addresses that do not work."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, TextAreaField

from reception.web.forms import Refusing, line_of, text_of


class AddressForm(Refusing):
    """Another address of an official."""

    email = EmailField(_l("New e-mail address"), filters=[line_of])


class DeputyForm(Refusing):
    """Why questions go to the deputy; which ones and in which versions stands beside."""

    reason = TextAreaField(_l("Reason"), filters=[text_of])

