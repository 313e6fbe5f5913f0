"""Forms about promises: what the authority said of one, and its words for readers."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, TextAreaField

from reception.models import PromiseReport
from reception.services.promises import PublicWords
from reception.web.desk.forms import VersionForm
from reception.web.desk.forms_files import PICTURES, names_in, with_names
from reception.web.forms import number_of, text_of
from reception.web.forms_promise import SaidForm


class HeardForm(SaidForm, VersionForm):
    """What the authority said, by telephone or on paper."""

    text = TextAreaField(_l("In its words: who said it, what was done, or why not"), filters=[text_of])


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
