"""Forms of the page of addresses that do not work: each official has its own, told apart by a prefix."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, TextAreaField

from reception.web.forms import Refusing, line_of, text_of


class OfOne(Refusing):
    """A form of one official among many on a page. Made by `of`."""

    PREFIX = ""
    """What stands before the official's id in the names of its fields."""

    @classmethod
    def of(cls, official_id: int, **given: object) -> Self:
        """Return the form of an official: as it was sent, or with `formdata=None` as it opens."""
        return cls(prefix=f"{cls.PREFIX}{official_id}", **given)


class AddressForm(OfOne):
    """Another address of an official."""

    PREFIX = "a"
    email = EmailField(_l("New e-mail address"), filters=[line_of])


class DeputyForm(OfOne):
    """Why questions go to the deputy; which ones and in which versions stands beside."""

    PREFIX = "d"
    reason = TextAreaField(_l("Reason"), filters=[text_of])
