"""Forms of administration. What a field may hold is the service's to say; it names the field in its error."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField, TextAreaField

from reception.domain.outcomes import BY_TRIAGE, Outcome
from reception.domain.roles import Role
from reception.models import Account, DeclineReason
from reception.queries import choices
from reception.services.naming import NEW_NAME, Naming
from reception.web import wording
from reception.web.forms import Refusing, line_of, number_of, offered, text_of


def one_line(label: str) -> StringField:
    """Return a field for one line."""
    return StringField(label, filters=[line_of])


def some_text(label: str) -> TextAreaField:
    """Return a field for text of several lines."""
    return TextAreaField(label, filters=[text_of])


def named(rows: Iterable[object]) -> Iterator[tuple[int, str]]:
    """Yield what a field offers: rows by their ids and names."""
    return ((row.id, wording.in_language(row)) for row in rows)


def among(rows: Iterable[object], *present: object | None) -> list[object]:
    """Return what may be chosen; what stands there now stays to choose even if it is no longer in use."""
    rows = list(rows)
    return [*rows, *(each for each in present if each is not None and each not in rows)]


class AccountForm(Refusing):
    """What an account says of its librarian."""

    name = one_line(_l("Surname and first name"))
    email = one_line(_l("E-mail"))
    role = SelectField(_l("Role"), coerce=str, validate_choice=False, default=Role.MODERATOR.value)
    branch_id = SelectField(_l("Branch"), coerce=number_of, validate_choice=False, default=0)

    @classmethod
    def of(cls, account: Account | None = None) -> "AccountForm":
        """Return the form of an account, or of a new one."""
        form = cls(obj=account)
        form.role.choices = offered((role.value, wording.role_label(role)) for role in Role)
        form.branch_id.choices = offered([(0, _l("no branch")), *named(among(choices.branches(), account and account.branch))])
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, as the service takes it."""
        role = Role(self.role.data) if self.role.data in set(Role) else Role.MODERATOR
        return {"name": self.name.data, "email": self.email.data, "role": role, "branch_id": self.branch_id.data or None}


class NewAccountForm(AccountForm):
    """A new account, with its first password."""

    login = one_line(_l("Login"))
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
    name = one_line(_l("Name of the terminal"))

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.branch_id.choices = offered(named(choices.branches()))


class RowForm(Refusing):
    """A row of the directory; its fields bear the names of the row's own."""

    GROUPS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    """The fields of a long form under headings; those of a short one follow each other."""

    is_active = BooleanField(_l("In use"), default=True)
    seen = HiddenField()
    """The stamp of the row as it was read, by which another's change in between is noticed."""

    @classmethod
    def of(cls, row: object | None = None) -> "RowForm":
        """Return the form of a row, or of a new one."""
        return cls(obj=row)

    def values(self) -> dict[str, object]:
        """Return what was typed, by field."""
        return {name: value for name, value in self.data.items() if name not in ("csrf_token", "seen")}

    def naming(self) -> Naming:
        """Return what another name means, for rows that keep their former names."""
        return NEW_NAME


class BranchForm(RowForm):
    """A branch of the library."""

    code = one_line(_l("Code"))
    name_uk = one_line(_l("Name in Ukrainian"))
    name_en = one_line(_l("Name in English"))
    address = one_line(_l("Address"))
    phone = one_line(_l("Telephone"))
    hours = one_line(_l("Opening hours"))


class TopicForm(RowForm):
    """A topic in citizens' words."""

    slug = one_line(_l("Name in addresses"))
    name_uk = one_line(_l("Name in Ukrainian"))
    name_en = one_line(_l("Name in English"))
    official_topic = one_line(_l("Number in the official classifier"))
    position = one_line(_l("Place in the list"))


class ReasonForm(RowForm):
    """A reason for which questions are declined."""

    code = one_line(_l("Code"))
    title_uk = one_line(_l("Title in Ukrainian"))
    title_en = one_line(_l("Title in English"))
    text_uk = some_text(_l("What the asker reads, in Ukrainian"))
    text_en = some_text(_l("What the asker reads, in English"))
    law = one_line(_l("Article of law"))
    result = SelectField(_l("An appeal declined for it counts as"), coerce=str, validate_choice=False)
    is_public = BooleanField(_l("The reason may be shown to readers"), default=True)

    @classmethod
    def of(cls, row: DeclineReason | None = None) -> "ReasonForm":
        """Return the form of a reason, or of a new one."""
        form = cls(obj=row)
        if row is not None and not form.is_submitted():
            form.result.data = row.result.value if row.result else ""
        form.result.choices = offered([("", _l("no result of the classifier")), *map(_with_label, BY_TRIAGE)])
        return form


def _with_label(outcome: Outcome) -> tuple[str, str]:
    return outcome.value, f"{outcome.value} – {wording.outcome_label(outcome)}"


class UploadForm(Refusing):
    """Two CSV files, either of which may be left out."""

    authorities = FileField(_l("Authorities"))
    officials = FileField(_l("Officials"))


class ConfirmForm(Refusing):
    """The files once more, and the digest of the plan that was shown for them."""

    authorities_text = HiddenField()
    officials_text = HiddenField()
    digest = HiddenField()
