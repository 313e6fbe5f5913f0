"""Forms of the official. They clean what is typed, so that it can be shown again, and say all that is missing at once."""

from typing import Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from reception.domain.errors import Invalid
from reception.models import Draft, Referral
from reception.queries.choices import authorities
from reception.services.respond import Reply, form_key
from reception.web import wording
from reception.web.forms import RESULTS, Refusing, day_of, line_of, number_of, offered, text_of


class AnswerForm(Refusing):
    """The answer. `form_key` belongs to the referral and its round: sent twice it is one answer; `version` is the draft's."""

    form_key = HiddenField()
    version = HiddenField(filters=[number_of])
    text = TextAreaField(_l("Text of the answer"), filters=[text_of])
    result = RadioField(
        _l("What is the result?"),
        validate_choice=False,
        choices=[
            SelectChoice("9.1", _l("Resolved positively")),
            SelectChoice("planned", _l("It is planned")),
            SelectChoice("needs_funding", _l("It needs funding")),
            SelectChoice("9.3", _l("Explained")),
            SelectChoice("9.2", _l("Refused")),
        ],
    )
    promised_on = StringField(_l("By which date"), filters=[line_of])
    files = MultipleFileField(_l("Files"))
    remove = SelectMultipleField(coerce=number_of, validate_choice=False)
    asked = HiddenField()
    """Whether the official was asked for the files themselves (`web/office/sharing.py`)."""

    @classmethod
    def of(cls, referral: Referral, draft: Draft | None, before: str = "") -> "AnswerForm":
        """Return the form as it opens: with the draft, else with the answer that was sent back."""
        form = cls(formdata=None, text=before, version=0)
        form.form_key.data = form_key(referral)
        return form.resumed(draft)

    def resumed(self, draft: Draft | None) -> Self:
        """Fill in what a draft keeps, if there is one; return the form."""
        if draft:
            self.text.data, self.version.data = draft.text, draft.version
            self.result.data = draft.commitment or draft.outcome
            self.promised_on.data = draft.promised_on
        return self

    def typed(self) -> dict[str, str | None]:
        """Return what a draft keeps."""
        outcome, commitment = RESULTS.get(self.result.data, (None, None))
        return {
            "text": self.text.data,
            "outcome": outcome,
            "commitment": commitment,
            "promised_on": self.promised_on.data[:20] or None,
        }

    def reply(self) -> Reply:
        """Return the answer as services take it. Raises KeyError unless the form is valid."""
        outcome, commitment = RESULTS[self.result.data]
        return Reply(
            text=self.text.data,
            outcome=outcome,
            commitment=commitment,
            promised_on=day_of(self.promised_on.data) if commitment else None,
            form_key=self.form_key.data,
        )

    def validate(self, extra_validators: dict | None = None) -> bool:
        """Say all that is missing at once."""
        super().validate(extra_validators)
        if not self.text.data:
            self.refuse(Invalid("answer_needed"), "text")
        if self.result.data not in RESULTS:
            self.refuse(Invalid("outcome_needed"), "result")
        elif RESULTS[self.result.data][1] and not day_of(self.promised_on.data):
            self.refuse(Invalid("date_form" if self.promised_on.data else "promise_needs_date"), "promised_on")
        return not self.errors


class NotOursForm(Refusing):
    """The question is another body's."""

    suggested = SelectField(_l("Who could answer it?"), coerce=number_of, validate_choice=False, default=0)
    reason = TextAreaField(_l("Why is it not yours?"), filters=[text_of])

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        named = ((row.id, wording.in_language(row)) for row in authorities())
        self.suggested.choices = offered([(0, _l("I don’t know")), *named])


class MoreTimeForm(Refusing):
    """More time is needed."""

    until = StringField(_l("New date of the answer"), filters=[line_of])
    reason = TextAreaField(_l("What is the time needed for?"), filters=[text_of])


class RegisteredForm(Refusing):
    """When the authority registered the question, and under which number."""

    on = StringField(_l("Registered on"), filters=[line_of])
    number = StringField(_l("Incoming number"), filters=[line_of])


class AskForm(Refusing):
    """The citizen is asked."""

    text = TextAreaField(_l("What do you need to know?"), filters=[text_of])


def own_key(referral: Referral, given: str | None) -> str:
    """Return the key that a form brought if it is this referral's, else the one of now."""
    keys = {f"answer-{referral.id}-{n}" for n in range(len(referral.answers))}
    return given if given in keys else form_key(referral)
