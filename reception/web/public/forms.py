"""Forms of those who ask: they clean what is typed, so that it can be shown again, and say all that is missing at once."""

from collections.abc import Iterator

from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length

from reception.domain.kinds import Channel, Kind, VerdictValue
from reception.domain.submission import Submission
from reception.domain.text import LONGEST_TEXT
from reception.models import Authority, Topic
from reception.queries.choices import authorities, topics
from reception.web import wording
from reception.web.forms import email_field, id_of, key_of, line_of, said_as, text_of
from reception.web.messages import say
from reception.web.ways import HANDLED_AS


def _offered(rows: list[Topic] | list[Authority]) -> list[SelectChoice]:
    return [SelectChoice("", _l("I don’t know")), *(SelectChoice(str(row.id), wording.in_language(row)) for row in rows)]


class AskForm(FlaskForm):
    """A question as a citizen types it. `form_key` is random and new with each form: sent twice it is one question."""

    form_key = HiddenField(filters=[key_of])
    kind = RadioField(
        _l("How should it be handled?"),
        coerce=Kind,
        default=Kind.PUBLIC_QUESTION,
        choices=said_as(HANDLED_AS),
    )
    subject = StringField(_l("In a few words, what is it about?"), filters=[line_of])
    text = TextAreaField(_l("Your question"), filters=[text_of])
    files = MultipleFileField(_l("Photos or documents"))
    remove = SelectMultipleField(coerce=id_of, validate_choice=False)
    topic_id = SelectField(_l("Topic"), coerce=id_of, choices=lambda: _offered(topics()), validate_choice=False)
    authority_id = SelectField(_l("To whom"), coerce=id_of, choices=lambda: _offered(authorities()), validate_choice=False)
    name = StringField(_l("Surname and first name"), filters=[line_of])
    email = email_field()
    phone = StringField(_l("Telephone"), filters=[line_of])
    residence = StringField(_l("Place of residence"), filters=[line_of])
    may_process = BooleanField(_l("I agree that the library processes my data and passes them to the authority that answers."))
    may_publish = BooleanField(_l("I agree that the library publishes my question once it is cleared of personal data."))
    name_public = RadioField(
        _l("Your name beside a published question"),
        default="no",
        choices=[SelectChoice("no", _l("Do not publish my name")), SelectChoice("yes", _l("Publish my name"))],
    )

    def submission(self) -> Submission:
        """Return what was typed as the domain knows it; at a terminal it carries branch and terminal."""
        station = g.get("terminal")
        same = ("form_key", "kind", "subject", "text", "topic_id", "authority_id", "name", "email", "phone", "residence")
        return Submission(
            **{name: self[name].data for name in same},
            may_process=self.may_process.data,
            may_publish=self.may_publish.data,
            may_publish_name=self.name_public.data == "yes",
            language=wording.language(),
            channel=Channel.TERMINAL if station else Channel.ONLINE,
            branch_id=station.branch_id if station else None,
            terminal_id=station.id if station else None,
        )

    def carried(self) -> Iterator[tuple[str, str]]:
        """Yield what the preview carries on in hidden fields, so that nothing is stored before it is sent."""
        for field in self:
            if isinstance(field, BooleanField):
                if field.data:
                    yield field.name, "yes"
            elif field.name not in ("csrf_token", "files", "remove"):
                yield field.name, "" if field.data is None else str(field.data)

    def validate(self, extra_validators: dict | None = None) -> bool:
        """Add to the fields' own checks what the kind of question must have."""
        super().validate(extra_validators)
        if not self.kind.errors:
            for problem in self.submission().problems():
                self.refuse(problem.field, say(problem))
        return not self.errors

    def refuse(self, field: str, message: str) -> None:
        """Say an error at a field."""
        self[field].errors = [*self[field].errors, message]


class TrackForm(FlaskForm):
    """Number and PIN, as they stand on the receipt.

    The hidden fields keep what was typed on a page of the asker's when the half hour of being known ended meanwhile.
    """

    number = StringField(
        _l("Number of the question"),
        filters=[line_of],
        validators=[DataRequired(_l("Please write the number of your question."))],
    )
    pin = StringField(
        _l("PIN"),
        filters=[line_of],
        validators=[DataRequired(_l("Please write the PIN: it stands on the receipt below the number."))],
    )
    then = HiddenField()
    value = HiddenField(filters=[line_of])
    text = HiddenField(filters=[text_of])


class SubscribeForm(FlaskForm):
    """Where letters about new answers are to go."""

    email = StringField(
        _l("E-mail"),
        filters=[line_of],
        validators=[
            InputRequired(_l("Please write your e-mail address.")),
            Email(_l("This is no e-mail address. It should look like name@example.com.")),
        ],
    )


class ClarifyForm(FlaskForm):
    """The asker's one reply to what was asked."""

    text = TextAreaField(_l("Your reply"), filters=[text_of])


class VerdictForm(FlaskForm):
    """The asker's own word on the result."""

    value = RadioField(
        _l("Is your question solved?"),
        coerce=VerdictValue,
        choices=[
            SelectChoice(VerdictValue.SOLVED.value, _l("Solved")),
            SelectChoice(VerdictValue.PARTLY.value, _l("Partly solved")),
            SelectChoice(VerdictValue.NOT_SOLVED.value, _l("Not solved")),
        ],
        validators=[InputRequired(_l("Please choose one of the three."))],
    )
    text = TextAreaField(
        _l("In your own words"),
        filters=[text_of],
        validators=[Length(max=LONGEST_TEXT, message=_l("This is too long: at most %(max)d characters fit here."))],
    )
