"""Forms of the desk. They clean what is typed, so that it can be shown again; rules are the services' own."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from reception.domain.errors import Invalid
from reception.domain.kinds import Kind
from reception.domain.outcomes import BY_OFFICIAL, Outcome
from reception.models import Answer, Question
from reception.queries.choices import authorities, topics
from reception.services.publish import Publication
from reception.services.respond import Reply
from reception.web import wording
from reception.web.desk.forms_files import PICTURES, names_in, with_names
from reception.web.forms import RESULTS, Refusing, day_of, line_of, number_of, offered, text_of


class VersionForm(Refusing):
    """A form that changes a question: it carries the version from which its page was made."""

    version = HiddenField(filters=[number_of])
    canned: tuple = ()
    """The ready texts that may be put in (`web/desk/canned.py`)."""

    def typed(self) -> Iterator[tuple[str, str]]:
        """Yield the label of each field that holds something, and what it holds in words."""
        for field in self:
            if field.type not in ("HiddenField", "CSRFTokenField") and field.data:
                yield str(field.label.text), _in_words(field)


def _in_words(field) -> str:
    if not hasattr(field, "iter_choices"):
        return str(field.data)
    chosen = field.data if isinstance(field.data, list) else [field.data]
    names = {str(choice.value): str(choice.label) for choice in field.iter_choices()}
    return ", ".join(names.get(str(value), str(value)) for value in chosen)


class LoginForm(FlaskForm):
    """Login and password; `next` is the page to go on to."""

    login = StringField(_l("Login"), filters=[line_of])
    password = PasswordField(_l("Password"))
    next = HiddenField()


class PasswordForm(Refusing):
    """One's own new password."""

    present = PasswordField(_l("Present password"))
    password = PasswordField(_l("New password"))


class EditForm(VersionForm):
    """The public face of a question."""

    public_subject = StringField(_l("Public subject"), filters=[line_of])
    public_text = TextAreaField(_l("Public text"), filters=[text_of])
    topic_id = SelectField(_l("Topic"), coerce=number_of, validate_choice=False)
    kind = SelectField(_l("Kind"), coerce=str, validate_choice=False)
    authority_id = SelectField(_l("Addressee"), coerce=number_of, validate_choice=False)
    public_files = SelectMultipleField(_l("Public files"), coerce=number_of, validate_choice=False)
    pictures_checked = BooleanField(PICTURES)

    @classmethod
    def of(cls, question: Question, posted: bool = False) -> "EditForm":
        """Return the form of a question: what was posted with it, or what stands there now."""
        made = with_names(cls, question.attachments)
        form = made(obj=question) if posted else made(formdata=None, obj=question)
        if not posted:
            form.public_files.data = [file.id for file in question.attachments if file.is_public]
        form.topic_id.choices = offered(_with_present(topics(), question.topic))
        form.authority_id.choices = offered(_with_present(authorities(), question.authority))
        form.kind.choices = offered((kind.value, wording.kind_label(kind)) for kind in Kind)
        form.public_files.choices = offered((file.id, file.file_name) for file in question.attachments)
        return form


def _with_present(rows: list, present: object | None) -> list[tuple[int, str]]:
    """Return what may be chosen; what stands there now stays to choose even if it is no longer in use."""
    kept = [present] if present is not None and present not in rows else []
    none = [(0, _l("not known yet"))] if present is None else []
    return [*none, *((row.id, wording.in_language(row)) for row in [*rows, *kept])]


class NoteForm(Refusing):
    """An internal note."""

    text = TextAreaField(_l("New note"), filters=[text_of])


class AttachForm(Refusing):
    """The question to which a message belongs."""

    number = StringField(_l("Number of the question"), filters=[line_of])


class CommentForm(VersionForm):
    """The public text of the asker's comment."""

    comment = TextAreaField(_l("Public text of the comment"), filters=[text_of])


class AskerForm(VersionForm):
    """What the asker is asked."""

    text = TextAreaField(_l("What do you need to know?"), filters=[text_of])


class ReasonForm(VersionForm):
    """The reason of an action."""

    reason = TextAreaField(_l("Reason"), filters=[text_of])


class SendBackForm(ReasonForm):
    """What is missing, and in which of the waiting answers. Made by `of`."""

    answers = SelectMultipleField(
        _l("Which answers go back?"),
        coerce=number_of,
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> "SendBackForm":
        """Return the form for waiting answers: all are chosen at first, and of a single one there is nothing to choose."""
        form = cls()
        if len(answers) < 2:
            del form.answers
            return form
        if not form.is_submitted():
            form.answers.data = [answer.id for answer in answers]
        form.answers.choices = offered((answer.id, f"{answer.authority_name} – {answer.official_name}") for answer in answers)
        return form

    def chosen(self) -> list[int] | None:
        """Return the ids of the answers that go back, or None where there was nothing to choose."""
        return self.answers.data if "answers" in self else None


class ReferForm(VersionForm):
    """To whom a question is handed."""

    officials = SelectMultipleField(_l("Officials"), coerce=number_of, validate_choice=False)
    responsible = SelectField(_l("Who is responsible for the answer?"), coerce=number_of, validate_choice=False)
    message = TextAreaField(_l("Message to the official"), filters=[text_of])


class AnswerForm(VersionForm):
    """The library's own answer."""

    text = TextAreaField(_l("The library’s answer"), filters=[text_of])
    result = RadioField(
        _l("What is the result?"),
        validate_choice=False,
        choices=[
            SelectChoice("9.3", _l("Explained")),
            SelectChoice("9.1", _l("Resolved positively")),
            SelectChoice("planned", _l("It is planned")),
            SelectChoice("needs_funding", _l("It needs funding")),
            SelectChoice("9.2", _l("Refused")),
        ],
    )
    promised_on = StringField(_l("By which date"), filters=[line_of])

    def reply(self) -> Reply:
        """Return the answer as services take it. Raises Invalid for a result or a date that is none."""
        if self.result.data not in RESULTS:
            raise Invalid("outcome_needed", field="result")
        outcome, commitment = RESULTS[self.result.data]
        promised_on = day_of(self.promised_on.data) if commitment else None
        if commitment and self.promised_on.data and promised_on is None:
            raise Invalid("date_form", field="promised_on")
        return Reply(text=self.text.data, outcome=outcome, commitment=commitment, promised_on=promised_on)


class PublishForm(VersionForm):
    """The answers' public texts, the result confirmed, and which files become public. Made by `of`."""

    outcome = RadioField(_l("Result, as it will be counted"), validate_choice=False)
    public_files = SelectMultipleField(_l("Public files"), coerce=number_of, validate_choice=False)
    pictures_checked = BooleanField(PICTURES)

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> "PublishForm":
        """Return the form for waiting answers, with a text field for each."""
        label = _l("Public text of the answer")
        texts = {_name(answer): TextAreaField(label, filters=[text_of], default=answer.public_text) for answer in answers}
        files = [file for answer in answers for file in answer.attachments]
        form = type("PublishForm", (with_names(cls, files),), texts)()
        if not form.is_submitted():
            form.outcome.data = answers[-1].outcome.value if answers else None
            form.public_files.data = [file.id for file in files if file.is_public]
        form.outcome.choices = offered((code.value, wording.outcome_label(code)) for code in BY_OFFICIAL)
        form.public_files.choices = offered((file.id, file.file_name) for file in files)
        return form

    def text_field(self, answer: Answer) -> TextAreaField:
        """Return the field of an answer's public text."""
        return self[_name(answer)]

    def publication(self, answers: Sequence[Answer], may_stay: bool, wartime_checked: bool) -> Publication:
        """Return what is to be given out. Raises Invalid if no result is chosen."""
        if self.outcome.data not in set(BY_OFFICIAL):
            raise Invalid("outcome_needed", field="outcome")
        return Publication(
            outcome=Outcome(self.outcome.data),
            texts={answer.id: self.text_field(answer).data for answer in answers},
            public_attachments=frozenset(self.public_files.data or ()),
            file_names=names_in(self, [file for answer in answers for file in answer.attachments]),
            pictures_checked=self.pictures_checked.data,
            may_stay=may_stay,
            wartime_checked=wartime_checked,
        )


def _name(answer: Answer) -> str:
    return f"answer-{answer.id}"


class SearchForm(FlaskForm):
    """Words to look for at the desk."""

    words = StringField(_l("Number, text, name, e-mail or telephone"), filters=[line_of])
