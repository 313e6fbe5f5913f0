"""The form by which an official says what became of a promise."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from reception.domain.errors import Invalid
from reception.domain.promises import Said
from reception.services.promises import Word
from reception.web.forms import Refusing, day_of, line_of, number_of, text_of


class PromiseForm(Refusing):
    """It is done, it will be done later, or it will not be done."""

    form_key = HiddenField()
    said = RadioField(
        _l("What became of it?"),
        validate_choice=False,
        choices=[
            SelectChoice(Said.DONE.value, _l("It is done")),
            SelectChoice(Said.LATER.value, _l("Not yet: it will be done later")),
            SelectChoice(Said.NOT_DONE.value, _l("It will not be done")),
        ],
    )
    done_on = StringField(_l("Done on"), filters=[line_of])
    until = StringField(_l("New date"), filters=[line_of])
    text = TextAreaField(_l("What was done, or why not"), filters=[text_of])
    files = MultipleFileField(_l("Files"))
    remove = SelectMultipleField(coerce=number_of, validate_choice=False)

    def word(self) -> Word:
        """Return what is said, as services take it. Raises Invalid if nothing was chosen."""
        if self.said.data not in set(Said):
            raise Invalid("said_needed", field="said")
        said = Said(self.said.data)
        typed = {Said.DONE: self.done_on.data, Said.LATER: self.until.data, Said.NOT_DONE: ""}[said]
        return Word(said=said, text=self.text.data, day=day_of(typed), form_key=self.form_key.data)
