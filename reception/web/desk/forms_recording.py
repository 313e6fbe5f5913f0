"""The form on which a librarian records a question for somebody, and those of what follows."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.kinds import Channel, Kind, VerdictValue
from reception.domain.recording import ConsentGiven, HandedOver, Protocol, Way
from reception.domain.submission import Submission
from reception.queries.choices import authorities, branches, topics
from reception.web import ways, wording
from reception.web.forms import Refusing, day_of, email_field, id_of, key_of, line_of, number_of, said_as, text_of


def _rows(rows: list, none: str) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(str(row.id), wording.in_language(row)) for row in rows)]


def one_of(values, typed: str | None):
    """Return the value of an enumeration that was sent, or None for what is none."""
    return values(typed) if typed in set(values) else None


class PapersForm(Refusing):
    """Scans, kept under the form's key until the form is sent."""

    form_key = HiddenField(filters=[key_of])
    files = MultipleFileField(_l("Scans or photos of the letter"))
    remove = SelectMultipleField(coerce=id_of, validate_choice=False)


class RecordForm(PapersForm):
    """A question for somebody else. `alike_seen`: the questions like it were shown to the librarian already."""

    alike_seen = HiddenField()
    way = RadioField(_l("How does it come?"), default=Way.DICTATED.value, choices=said_as(ways.WAYS), validate_choice=False)
    name = StringField(_l("The citizen’s surname and first name"), filters=[line_of])
    phone = StringField(_l("Telephone"), filters=[line_of])
    email = email_field()
    residence = StringField(_l("Place of residence"), filters=[line_of])
    kind = RadioField(
        _l("What is it?"),
        default=Kind.PUBLIC_QUESTION.value,
        validate_choice=False,
        choices=said_as(ways.HANDLED_AS),
    )
    subject = StringField(_l("In a few words, what is it about?"), filters=[line_of])
    text = TextAreaField(_l("The question, in the citizen’s words"), filters=[text_of])
    topic_id = SelectField(_l("Topic"), coerce=id_of, choices=lambda: _rows(topics(), _l("I don’t know")), validate_choice=False)
    authority_id = SelectField(
        _l("To whom"), coerce=id_of, choices=lambda: _rows(authorities(), _l("I don’t know")), validate_choice=False
    )
    branch_id = SelectField(
        _l("Branch"), coerce=id_of, choices=lambda: _rows(branches(), _l("not at a branch")), validate_choice=False
    )
    received_on = StringField(_l("Day of receipt"), filters=[line_of])
    received_time = StringField(_l("Time"), filters=[line_of])
    late_reason = TextAreaField(_l("Why it is entered only now"), filters=[text_of])
    consent = RadioField(_l("The citizen consented"), choices=said_as(ways.CONSENTS), validate_choice=False)
    read_back = BooleanField(_l("I read the text to the citizen, who agreed to it."))
    may_publish = BooleanField(_l("The citizen agrees that the question is published once it is cleared of personal data."))
    name_public = RadioField(
        _l("The name beside a published question"),
        default="no",
        choices=[SelectChoice("no", _l("Do not publish the name")), SelectChoice("yes", _l("Publish the name"))],
    )

    def submission(self) -> Submission:
        """Return the citizen's words. Letters are written in the language in which the two speak."""
        same = ("form_key", "subject", "text", "topic_id", "authority_id", "branch_id", "name", "email", "phone", "residence")
        return Submission(
            **{name: self[name].data for name in same},
            kind=one_of(Kind, self.kind.data) or Kind.PUBLIC_QUESTION,
            may_process=True,
            may_publish=self.may_publish.data,
            may_publish_name=self.name_public.data == "yes",
            language=wording.language(),
            channel=Channel.DESK,
        )

    def protocol(self) -> Protocol:
        """Return how it is recorded. Raises Invalid for a way that is none and a time that cannot be read."""
        way = one_of(Way, self.way.data)
        if way is None:
            raise Invalid("way_needed", field="way")
        return Protocol(
            way=way,
            consent=one_of(ConsentGiven, self.consent.data),
            read_back=self.read_back.data,
            received_at=self._received_at(),
            late_reason=self.late_reason.data,
        )

    def _received_at(self) -> dt.datetime | None:
        if not self.received_on.data and not self.received_time.data:
            return None
        day = day_of(self.received_on.data)
        if day is None:
            raise Invalid("date_form", field="received_on")
        try:
            time = dt.time.fromisoformat(self.received_time.data).replace(tzinfo=None)
        except ValueError as error:
            raise Invalid("time_form", field="received_time") from error
        try:
            return dt.datetime.combine(day, time, clock.KYIV).astimezone(dt.UTC)
        except OverflowError as error:
            raise Invalid("date_form", field="received_on") from error

    def validate(self, extra_validators: dict | None = None) -> bool:
        """Say at once all that is missing, beside the fields' own checks."""
        super().validate(extra_validators)
        submission = self.submission()
        for problem in submission.problems():
            self.refuse(problem)
        try:
            for problem in self.protocol().problems(submission, settings().late_entry_days):
                self.refuse(problem)
        except Invalid as problem:
            self.refuse(problem)
        return not self.errors


class SaidForm(Refusing):
    """What the asker says."""

    text = TextAreaField(_l("In the asker’s words"), filters=[text_of])


class ReplyForm(SaidForm):
    """The reply to what was asked."""


class VerdictForm(SaidForm):
    """The verdict on the result, and a comment."""

    value = RadioField(_l("Does the asker call it solved?"), choices=said_as(wording.VERDICTS), validate_choice=False)

    def chosen(self) -> VerdictValue:
        """Return the verdict. Raises Invalid if none was chosen."""
        value = one_of(VerdictValue, self.value.data)
        if value is None:
            raise Invalid("verdict_needed", field="value")
        return value


class HandOverForm(Refusing):
    """What was handed over, up to the letter that the page showed, how, and the verdict if the asker gave one."""

    upto = HiddenField(filters=[number_of])
    way = RadioField(_l("How was it handed over?"), choices=said_as(ways.HANDED_OVER), validate_choice=False)

    verdict = RadioField(
        _l("Does the asker call it solved?"),
        default="",
        choices=[*said_as(wording.VERDICTS), SelectChoice("", _l("has not said"))],
        validate_choice=False,
    )

    def value(self) -> VerdictValue | None:
        """Return the verdict, if the asker gave one."""
        return one_of(VerdictValue, self.verdict.data)

    def chosen(self) -> HandedOver:
        """Return the way that was chosen. Raises Invalid if none was."""
        way = one_of(HandedOver, self.way.data)
        if way is None:
            raise Invalid("handed_over_how", field="way")
        return way
