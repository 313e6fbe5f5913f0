"""What becomes of a promise, as an official says it and as a librarian writes it down: one form, and a class of each room's."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField

from reception.domain.errors import Invalid
from reception.domain.promises import Said
from reception.services.promises import Word
from reception.web.forms import Refusing, day_of, line_of, said_as
from reception.web.promise_words import SAID


class SaidForm(Refusing):
    """It is done, it will be done later, or it will not be done. A room's class adds the words: `text`."""

    said = RadioField(_l("What became of it?"), validate_choice=False, choices=said_as(SAID))
    done_on = StringField(_l("Done on"), filters=[line_of])
    until = StringField(_l("New date"), filters=[line_of])

    def word(self, form_key: str | None = None) -> Word:
        """Return what is said, as services take it. Raises Invalid if nothing was chosen."""
        if self.said.data not in set(Said):
            raise Invalid("said_needed", field="said")
        said = Said(self.said.data)
        typed = {Said.DONE: self.done_on.data, Said.LATER: self.until.data, Said.NOT_DONE: ""}[said]
        return Word(said=said, text=self.text.data, day=day_of(typed), form_key=form_key)
