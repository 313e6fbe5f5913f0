"""Forms about promises: what the authority said of one, and its words for readers."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from reception.domain.errors import Invalid
from reception.domain.promises import Said
from reception.models import PromiseReport
from reception.services.promises import PublicWords, Word
from reception.web.desk.forms import VersionForm
from reception.web.desk.forms_files import PICTURES, names_in, with_names
from reception.web.forms import day_of, line_of, number_of, text_of


class SaidForm(VersionForm):
    """What the authority said, by telephone or on paper."""

    said = RadioField(
        _l("What did the authority say?"),
        validate_choice=False,
        choices=[
            SelectChoice(Said.DONE.value, _l("It is done")),
            SelectChoice(Said.LATER.value, _l("Not yet: it will be done later")),
            SelectChoice(Said.NOT_DONE.value, _l("It will not be done")),
        ],
    )
    done_on = StringField(_l("Done on"), filters=[line_of])
    until = StringField(_l("New date"), filters=[line_of])
    text = TextAreaField(_l("In its words: who said it, what was done, or why not"), filters=[text_of])

    def word(self) -> Word:
        """Return what was said, as services take it. Raises Invalid if nothing was chosen."""
        if self.said.data not in set(Said):
            raise Invalid("said_needed", field="said")
        said = Said(self.said.data)
        typed = {Said.DONE: self.done_on.data, Said.LATER: self.until.data, Said.NOT_DONE: ""}[said]
        return Word(said=said, text=self.text.data, day=day_of(typed))


class WordsForm(VersionForm):
    """The words about a promise, and the files with them, as readers are to see them."""

    text = TextAreaField(_l("Public text"), filters=[text_of])
    public_files = SelectMultipleField(coerce=number_of, validate_choice=False)
    pictures_checked = BooleanField(PICTURES)

    @classmethod
    def of(cls, row: PromiseReport) -> "WordsForm":
        """Return the form as it opens: with what readers see already, else with the words as they came."""
        form = with_names(cls, row.attachments)(text=row.public_text if row.checked_at else row.text)
        if not form.is_submitted():
            form.public_files.data = [file.id for file in row.attachments if file.is_public]
        return form

    def public(self, row: PromiseReport, may_stay: bool, wartime_checked: bool) -> PublicWords:
        """Return what readers are to see, as services take it."""
        return PublicWords(
            text=self.text.data,
            public_attachments=frozenset(self.public_files.data or ()),
            file_names=names_in(self, row.attachments),
            pictures_checked=self.pictures_checked.data,
            may_stay=may_stay,
            wartime_checked=wartime_checked,
        )
