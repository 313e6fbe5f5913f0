"""The form on which a librarian checks a correction of an answer."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField

from reception.domain.errors import Invalid
from reception.domain.outcomes import BY_OFFICIAL, Outcome
from reception.models import AnswerVersion, Attachment, Question
from reception.services.corrections import CheckedCorrection
from reception.web import wording
from reception.web.desk.forms import VersionForm
from reception.web.desk.forms_files import PICTURES, names_in, with_names
from reception.web.forms import number_of, offered, text_of


def files_of(row: AnswerVersion) -> list[Attachment]:
    """Return the files that the corrected answer will have."""
    return [*row.answer.attachments, *row.attachments]


class CorrectionForm(VersionForm):
    """The text for readers, the result of the question, the earlier text and the files. Made by `of`."""

    text = TextAreaField(_l("Public text of the corrected answer"), filters=[text_of])
    outcome = RadioField(_l("Result, as it will be counted"), validate_choice=False)
    earlier_shown = BooleanField(_l("Readers may read what the answer said before"), default=True)
    public_files = SelectMultipleField(_l("Public files"), coerce=number_of, validate_choice=False)
    pictures_checked = BooleanField(PICTURES)

    @classmethod
    def of(cls, question: Question, row: AnswerVersion) -> "CorrectionForm":
        """Return the form of a correction; the result is the present one unless the official has changed it."""
        files = files_of(row)
        form = with_names(cls, files)()
        if not form.is_submitted():
            changed = row.outcome is not row.answer.outcome
            form.text.data = row.public_text
            form.outcome.data = (row.outcome if changed or question.outcome is None else question.outcome).value
            form.public_files.data = [file.id for file in files if file.is_public]
        form.outcome.choices = offered((code.value, wording.outcome_label(code)) for code in BY_OFFICIAL)
        form.public_files.choices = offered((file.id, file.file_name) for file in files)
        return form

    def checked(self, row: AnswerVersion, may_stay: bool, wartime_checked: bool) -> CheckedCorrection:
        """Return what is to be given out. Raises Invalid if no result is chosen."""
        if self.outcome.data not in set(BY_OFFICIAL):
            raise Invalid("outcome_needed", field="outcome")
        return CheckedCorrection(
            outcome=Outcome(self.outcome.data),
            text=self.text.data,
            earlier_shown=self.earlier_shown.data,
            public_attachments=frozenset(self.public_files.data or ()),
            file_names=names_in(self, files_of(row)),
            pictures_checked=self.pictures_checked.data,
            may_stay=may_stay,
            wartime_checked=wartime_checked,
        )
