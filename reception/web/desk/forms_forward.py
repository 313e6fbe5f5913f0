"""The form with which a message that came by mail is sent on."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField

from reception.models import Official
from reception.web.forms import Refusing, line_of, offered, text_of
from reception.web.wording import in_language

LIBRARY = "library"
"""The choice that is no official: the library's own address."""


class ForwardForm(Refusing):
    """To whom, and a word beside it."""

    to = SelectField(_l("To whom?"), coerce=line_of, validate_choice=False)
    words = TextAreaField(_l("A few words from you"), filters=[text_of])

    def offer(self, officials: Iterable[Official], library: str) -> None:
        """Fill in whom a message can be sent to, by body."""
        people = sorted((in_language(each.authority), f"{each.name}, {each.post}", each.id) for each in officials)
        ours = [(LIBRARY, _("To the library itself: %(address)s", address=library))] if library else []
        rows = [(official_id, f"{body}: {person}") for body, person, official_id in people]
        self.to.choices = offered([("", _("Please choose")), *ours, *rows])
