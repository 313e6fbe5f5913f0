"""The form in which a librarian decides what a question is."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField

from reception.domain.errors import Invalid
from reception.domain.kinds import AppealKind, Kind, Pace
from reception.models import Question
from reception.queries.choices import authorities, officials
from reception.services.classify import Decision
from reception.web import wording
from reception.web.desk.forms import VersionForm
from reception.web.forms import day_of, line_of, number_of, offered, text_of


class ClassForm(VersionForm):
    """What a question is. Made by `of`."""

    kind = RadioField(_l("What is it?"), validate_choice=False)
    appeal_kind = RadioField(_l("Which appeal?"), validate_choice=False)
    pace = RadioField(_l("By which term is it to be answered?"), validate_choice=False)
    answer_by = StringField(_l("The day by which the citizen demands an answer"), filters=[line_of])
    complained_authority_id = SelectField(_l("Body complained of"), coerce=number_of, validate_choice=False)
    complained_official_id = SelectField(_l("Official complained of"), coerce=number_of, validate_choice=False)
    legal_index = StringField(_l("Registration index"), filters=[line_of])
    reason = TextAreaField(_l("Reason"), filters=[text_of])

    @classmethod
    def of(cls, question: Question) -> "ClassForm":
        """Return the form of a question: what is posted, or what stands there now."""
        form = cls(obj=question)
        if not form.is_submitted():
            form.kind.data, form.pace.data = question.kind.value, question.pace.value
            form.appeal_kind.data = question.appeal_kind.value if question.appeal_kind else ""
        form.kind.choices = offered((kind.value, wording.kind_label(kind)) for kind in Kind)
        kinds = ((kind.value, wording.appeal_kind_label(kind)) for kind in AppealKind)
        form.appeal_kind.choices = offered([("", _l("not decided yet")), *kinds])
        form.pace.choices = offered((pace.value, wording.pace_label(pace)) for pace in Pace)
        nobody = (0, _l("none named"))
        form.complained_authority_id.choices = offered([nobody, *((row.id, wording.in_language(row)) for row in authorities())])
        form.complained_official_id.choices = offered([nobody, *((row.id, f"{row.name}, {row.post}") for row in officials())])
        return form

    def decision(self) -> Decision:
        """Return what was decided. Raises Invalid for what is none of the choices, and for a date that is none."""
        if self.kind.data not in set(Kind):
            raise Invalid("kind_needed", field="kind")
        day = day_of(self.answer_by.data)
        if self.answer_by.data and day is None:
            raise Invalid("date_form", field="answer_by")
        return Decision(
            kind=Kind(self.kind.data),
            appeal_kind=AppealKind(self.appeal_kind.data) if self.appeal_kind.data in set(AppealKind) else None,
            pace=Pace(self.pace.data) if self.pace.data in set(Pace) else Pace.ORDINARY,
            answer_by=day,
            complained_authority_id=self.complained_authority_id.data or None,
            complained_official_id=self.complained_official_id.data or None,
            legal_index=self.legal_index.data or None,
        )
