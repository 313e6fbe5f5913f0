"""What a citizen hands in, and what each kind of question must have."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.domain.errors import Invalid
from reception.domain.kinds import Channel, Kind
from reception.domain.requisites import Requisite, missing
from reception.domain.text import LONGEST_LINE, LONGEST_SUBJECT, LONGEST_TEXT, clean_line, clean_text

CONSENT_VERSION = "2026-11"
"""The wording of the consents on the form; raise it when they are reworded."""

LINES = ("name", "email", "phone", "residence")


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A question as handed in. `form_key` makes the same form sent twice one question."""

    subject: str
    text: str
    kind: Kind = Kind.PUBLIC_QUESTION
    topic_id: int | None = None
    authority_id: int | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    residence: str | None = None
    may_process: bool = False
    may_publish: bool = False
    may_publish_name: bool = False
    language: str = "uk"
    channel: Channel = Channel.ONLINE
    branch_id: int | None = None
    terminal_id: int | None = None
    form_key: str | None = None

    def cleaned(self) -> "Submission":
        """Return the submission with texts that can be stored. Raises Invalid for what its kind must have and has not."""
        fields = {name: _line(getattr(self, name)) for name in LINES}
        new = Submission(**self.__dict__ | fields | {"subject": clean_line(self.subject), "text": clean_text(self.text)})
        for problem in new.problems():
            raise problem
        return new

    def problems(self) -> Iterator[Invalid]:
        """Yield all that keeps a submission with clean texts from being taken, so that a form can say it at once."""
        if not self.subject:
            yield Invalid("subject_needed", field="subject")
        if len(self.subject) > LONGEST_SUBJECT:
            yield Invalid("subject_too_long", field="subject", limit=LONGEST_SUBJECT)
        if not self.text:
            yield Invalid("text_needed", field="text")
        if len(self.text) > LONGEST_TEXT:
            yield Invalid("text_too_long", field="text", limit=LONGEST_TEXT, length=len(self.text))
        for name in LINES:
            if len(getattr(self, name) or "") > LONGEST_LINE:
                yield Invalid("line_too_long", field=name, limit=LONGEST_LINE)
        yield from self._missing_requisites()
        if not self.may_process:
            yield Invalid("consent_needed", field="may_process")

    def _missing_requisites(self) -> Iterator[Invalid]:
        for requisite in missing(self.kind, self.name, self.residence, self.email, self.phone):
            if (self.kind, requisite) in _PROBLEMS:
                code, field = _PROBLEMS[self.kind, requisite]
                yield Invalid(code, field=field)


# Where an appeal has no means of reply, it has no residence either: that is said already.
_PROBLEMS = {
    (Kind.APPEAL, Requisite.NAME): ("full_name_needed", "name"),
    (Kind.APPEAL, Requisite.RESIDENCE): ("residence_needed", "residence"),
    (Kind.INFORMATION_REQUEST, Requisite.NAME): ("name_needed", "name"),
    (Kind.INFORMATION_REQUEST, Requisite.REPLY): ("reply_address_needed", "email"),
}


def _line(value: str | None) -> str | None:
    return clean_line(value) or None if value else None
