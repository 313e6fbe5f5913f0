"""Forms of authorities and officials: names, codes, days, and who stands above, beside and after whom."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField

from reception.models import Authority, Official
from reception.queries import choices, directory
from reception.services.directory_fields import day
from reception.services.naming import NEW_NAME, Naming
from reception.web.admin.forms import RowForm, among, named, one_line, some_text
from reception.web.forms import line_of, number_of, offered
from reception.web.wording import in_language

AUTHORITY_KINDS = {
    "city": _l("of the city"),
    "district": _l("of a district of the city"),
    "oblast": _l("of the region"),
    "state": _l("of the state"),
    "enterprise": _l("municipal enterprise"),
    "executive": _l("another executive body"),
}
LANGUAGES = {"uk": _l("Ukrainian"), "en": _l("English")}

_DAYS = (_l("When it is there"), ("valid_from", "valid_to", "successor", "is_active"))


def _day(label: str) -> StringField:
    return StringField(label, filters=[line_of], render_kw={"type": "date"})


def _one_of(label: str) -> SelectField:
    return SelectField(label, coerce=number_of, validate_choice=False)


class LastingForm(RowForm):
    """A row that is there from a day to another, and may refer to others of its kind."""

    REFERENCES: ClassVar[tuple[str, ...]] = ()

    valid_from = _day(_l("First day"))
    valid_to = _day(_l("Last day"))

    def offer(self, row: Authority | Official | None, others: list, words) -> None:
        """Offer the other rows wherever this one may refer to one, in `words`; show what it refers to."""
        self.others = {other.id: other for other in others if row is None or other.id != row.id}
        for name in self.REFERENCES:
            present = getattr(row, name) if row else None
            if not self.is_submitted():
                self[name].data = present.id if present else 0
            shown = among((other for other in self.others.values() if other.is_current), present)
            self[name].choices = offered([(0, "–"), *((other.id, words(other)) for other in shown)])

    def values(self) -> dict[str, object]:
        """Return what was typed, references as rows."""
        return super().values() | {name: self.others.get(self[name].data) for name in self.REFERENCES}


class AuthorityForm(LastingForm):
    """A body that answers."""

    REFERENCES = ("parent", "successor")
    GROUPS = (
        (_l("Names"), ("slug", "name_uk", "since", "is_correction", "name_en", "short_uk", "legal_name", "aliases")),
        (_l("What it is"), ("kind", "parent", "topics", "edrpou", "katottg")),
        (_l("How to reach it"), ("address", "phone", "email", "homepage", "hours")),
        _DAYS,
        (_l("For the library alone"), ("note",)),
    )

    slug = one_line(_l("Name in addresses"))
    name_uk = one_line(_l("Name in Ukrainian"))
    since = _day(_l("If the name is new: since when"))
    is_correction = BooleanField(_l("The name is not new, only a mistake in it is put right"))
    name_en = one_line(_l("Name in English"))
    short_uk = one_line(_l("Short name in Ukrainian"))
    legal_name = one_line(_l("Full legal name"))
    aliases = some_text(_l("Other names"))
    kind = SelectField(_l("Level"), coerce=str, validate_choice=False)
    parent = _one_of(_l("Body above it"))
    topics = SelectMultipleField(_l("Topics it answers for"), coerce=number_of, validate_choice=False)
    edrpou = one_line(_l("EDRPOU code"))
    katottg = one_line(_l("KATOTTG code"))
    address = one_line(_l("Address"))
    phone = one_line(_l("Telephone"))
    email = one_line(_l("E-mail"))
    homepage = one_line(_l("Web site"))
    hours = one_line(_l("Reception hours"))
    successor = _one_of(_l("Body that takes its tasks over"))
    note = some_text(_l("Internal note"))

    @classmethod
    def of(cls, row: Authority | None = None) -> "AuthorityForm":
        """Return the form of an authority, or of a new one."""
        form = cls(obj=row)
        form.offer(row, directory.rows(Authority), in_language)
        if not form.is_submitted():
            form.topics.data = [topic.id for topic in row.topics] if row else []
        form.kind.choices = offered(AUTHORITY_KINDS.items())
        form.rows = among(choices.topics(), *(row.topics if row else ()))
        form.topics.choices = offered(named(form.rows))
        if row is None:
            del form.since, form.is_correction
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, topics as rows."""
        wanted = set(self.topics.data or ())
        return super().values() | {"topics": [topic for topic in self.rows if topic.id in wanted]}

    def naming(self) -> Naming:
        """Return what another name means. Raises Invalid for a day that is none."""
        return Naming(day(self.since.data, "since"), self.is_correction.data) if "since" in self else NEW_NAME


class OfficialForm(LastingForm):
    """A person who answers for an authority."""

    REFERENCES = ("superior", "deputy", "successor")
    GROUPS = (
        (_l("Who"), ("authority", "name", "post", "is_head", "superior", "deputy")),
        (_l("How to reach this person"), ("email", "language", "daily_letter")),
        _DAYS,
    )

    authority = SelectField(_l("Authority"), coerce=number_of, validate_choice=False)
    name = one_line(_l("Surname and first name"))
    post = one_line(_l("Post"))
    is_head = BooleanField(_l("Leads the body"))
    superior = _one_of(_l("Superior"))
    deputy = _one_of(_l("Deputy"))
    email = one_line(_l("E-mail"))
    language = SelectField(_l("Language of letters"), coerce=str, validate_choice=False)
    daily_letter = BooleanField(_l("New questions in one letter a day; what is urgent at once"))
    successor = _one_of(_l("Who came after this person"))

    @classmethod
    def of(cls, row: Official | None = None) -> "OfficialForm":
        """Return the form of an official, or of a new one."""
        form = cls(obj=row)
        form.offer(row, directory.rows(Official), lambda other: f"{other.name}, {in_language(other.authority)}")
        if row is not None and not form.is_submitted():
            form.authority.data = row.authority_id
        form.language.choices = offered(LANGUAGES.items())
        form.bodies = among(choices.authorities(), row and row.authority)
        form.authority.choices = offered(named(form.bodies))
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, the authority as its row."""
        bodies = {body.id: body for body in self.bodies}
        language = self.language.data if self.language.data in LANGUAGES else "uk"
        return super().values() | {"authority": bodies.get(self.authority.data), "language": language}
