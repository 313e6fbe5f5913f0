"""Forms of administration. What a field may hold is the service's to say; it names the field in its error."""

from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField, TextAreaField

from reception.domain.roles import Role
from reception.models import Account, Authority, Official
from reception.queries import choices
from reception.web import wording
from reception.web.forms import Refusing, line_of, number_of, offered, text_of

AUTHORITY_KINDS = {
    "city": _l("of the city"),
    "district": _l("of a district of the city"),
    "oblast": _l("of the region"),
    "state": _l("of the state"),
    "enterprise": _l("municipal enterprise"),
    "executive": _l("another executive body"),
}
LANGUAGES = {"uk": _l("Ukrainian"), "en": _l("English")}


def _line(label: str) -> StringField:
    return StringField(label, filters=[line_of])


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, filters=[text_of])


def _named(rows: Iterable[object]) -> Iterator[tuple[int, str]]:
    return ((row.id, wording.in_language(row)) for row in rows)


def _among(rows: Iterable[object], *present: object | None) -> list[object]:
    """Return what may be chosen; what stands there now stays to choose even if it is no longer in use."""
    rows = list(rows)
    return [*rows, *(each for each in present if each is not None and each not in rows)]


class AccountForm(Refusing):
    """What an account says of its librarian."""

    name = _line(_l("Surname and first name"))
    email = _line(_l("E-mail"))
    role = SelectField(_l("Role"), coerce=str, validate_choice=False, default=Role.MODERATOR.value)
    branch_id = SelectField(_l("Branch"), coerce=number_of, validate_choice=False, default=0)

    @classmethod
    def of(cls, account: Account | None = None) -> "AccountForm":
        """Return the form of an account, or of a new one."""
        form = cls(obj=account)
        form.role.choices = offered((role.value, wording.role_label(role)) for role in Role)
        form.branch_id.choices = offered([(0, _l("no branch")), *_named(_among(choices.branches(), account and account.branch))])
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, as the service takes it."""
        role = Role(self.role.data) if self.role.data in set(Role) else Role.MODERATOR
        return {"name": self.name.data, "email": self.email.data, "role": role, "branch_id": self.branch_id.data or None}


class NewAccountForm(AccountForm):
    """A new account, with its first password."""

    login = _line(_l("Login"))
    password = PasswordField(_l("First password"))

    def values(self) -> dict[str, object]:
        """Return what was typed, as the service takes it."""
        return super().values() | {"login": self.login.data, "password": self.password.data or ""}


class NewPasswordForm(Refusing):
    """A new password, given by an administrator."""

    password = PasswordField(_l("New password"))


class TerminalForm(Refusing):
    """A new terminal."""

    branch_id = SelectField(_l("Branch"), coerce=number_of, validate_choice=False)
    name = _line(_l("Name of the terminal"))

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.branch_id.choices = offered(_named(choices.branches()))


class RowForm(Refusing):
    """A row of the directory; its fields bear the names of the row's own."""

    is_active = BooleanField(_l("In use"), default=True)

    @classmethod
    def of(cls, row: object | None = None) -> "RowForm":
        """Return the form of a row, or of a new one."""
        return cls(obj=row)

    def values(self) -> dict[str, object]:
        """Return what was typed, by field."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class BranchForm(RowForm):
    """A branch of the library."""

    code = _line(_l("Code"))
    name_uk = _line(_l("Name in Ukrainian"))
    name_en = _line(_l("Name in English"))
    address = _line(_l("Address"))
    phone = _line(_l("Telephone"))
    hours = _line(_l("Opening hours"))


class TopicForm(RowForm):
    """A topic in citizens' words."""

    slug = _line(_l("Name in addresses"))
    name_uk = _line(_l("Name in Ukrainian"))
    name_en = _line(_l("Name in English"))
    official_topic = _line(_l("Number in the official classifier"))
    position = _line(_l("Place in the list"))


class ReasonForm(RowForm):
    """A reason for which questions are declined."""

    code = _line(_l("Code"))
    title_uk = _line(_l("Title in Ukrainian"))
    title_en = _line(_l("Title in English"))
    text_uk = _text(_l("What the asker reads, in Ukrainian"))
    text_en = _text(_l("What the asker reads, in English"))
    law = _line(_l("Article of law"))
    is_public = BooleanField(_l("The reason may be shown to readers"), default=True)


class AuthorityForm(RowForm):
    """A body that answers."""

    slug = _line(_l("Name in addresses"))
    name_uk = _line(_l("Name in Ukrainian"))
    name_en = _line(_l("Name in English"))
    short_uk = _line(_l("Short name in Ukrainian"))
    kind = SelectField(_l("Level"), coerce=str, validate_choice=False)
    topics = SelectMultipleField(_l("Topics it answers for"), coerce=number_of, validate_choice=False)
    address = _line(_l("Address"))
    phone = _line(_l("Telephone"))
    email = _line(_l("E-mail"))
    note = _text(_l("Internal note"))

    @classmethod
    def of(cls, row: Authority | None = None) -> "AuthorityForm":
        """Return the form of an authority, or of a new one."""
        form = cls(obj=row)
        if not form.is_submitted():
            form.topics.data = [topic.id for topic in row.topics] if row else []
        form.kind.choices = offered(AUTHORITY_KINDS.items())
        form.rows = _among(choices.topics(), *(row.topics if row else ()))
        form.topics.choices = offered(_named(form.rows))
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, topics as rows."""
        wanted = set(self.topics.data or ())
        return super().values() | {"topics": [topic for topic in self.rows if topic.id in wanted]}


class OfficialForm(RowForm):
    """A person who answers for an authority."""

    authority = SelectField(_l("Authority"), coerce=number_of, validate_choice=False)
    name = _line(_l("Surname and first name"))
    post = _line(_l("Post"))
    email = _line(_l("E-mail"))
    language = SelectField(_l("Language of letters"), coerce=str, validate_choice=False)

    @classmethod
    def of(cls, row: Official | None = None) -> "OfficialForm":
        """Return the form of an official, or of a new one."""
        form = cls(obj=row)
        if row is not None and not form.is_submitted():
            form.authority.data = row.authority_id
        form.language.choices = offered(LANGUAGES.items())
        form.rows = _among(choices.authorities(), row and row.authority)
        form.authority.choices = offered(_named(form.rows))
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, the authority as its row."""
        bodies = {body.id: body for body in self.rows}
        language = self.language.data if self.language.data in LANGUAGES else "uk"
        return super().values() | {"authority": bodies.get(self.authority.data), "language": language}


class UploadForm(Refusing):
    """Two CSV files, either of which may be left out."""

    authorities = FileField(_l("Authorities"))
    officials = FileField(_l("Officials"))


class ConfirmForm(Refusing):
    """The files once more, and the digest of the plan that was shown for them."""

    authorities_text = HiddenField()
    officials_text = HiddenField()
    digest = HiddenField()
