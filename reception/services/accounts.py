"""Accounts of librarians: made, changed, disabled; signing in and out."""

import datetime as dt
import re
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor, Role
from reception.domain.text import LONGEST_LINE, clean_line
from reception.extensions import db
from reception.models import Account, Branch
from reception.permissions import require
from reception.services.journal import record
from reception.services.limits import forget, spend
from reception.services.transaction import transaction

SHORTEST_PASSWORD = 10
"""Characters. Length is the one rule: what is asked for beside it makes people write passwords down."""

WINDOW = dt.timedelta(minutes=15)
PER_ACCOUNT_AND_CLIENT = 10
PER_ACCOUNT = 50
PER_CLIENT = 100
"""Attempts within the window. Who guesses from one place is stopped early, and a librarian elsewhere is not shut out by it."""

HASHER = PasswordHasher()
_LOGIN = re.compile(r"[\w.@+-]{2,64}")


def add_account(
    actor: Actor,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    branch_id: int | None = None,
    email: str | None = None,
) -> Account:
    """Make an account. Raises Invalid, with the field, for a login that is taken or no login, no name, a short password."""
    login, values = normal_login(login), _values(name, email, role, branch_id)
    if not _LOGIN.fullmatch(login):
        raise Invalid("login_form", field="login")
    hashed = _hashed(password)
    try:
        with transaction():
            require(actor, Permission.ADMINISTER)
            _branch_must_exist(branch_id)
            account = Account(login=login, password_hash=hashed, session_key=_new_session_key(), created_at=clock.now(), **values)
            db.session.add(account)
            db.session.flush()
            _journal(actor, account, {}, values)
            return account
    except IntegrityError as error:
        raise Invalid("login_taken", field="login") from error


def change_account(
    actor: Actor, account: Account, *, name: str, role: Role, branch_id: int | None = None, email: str | None = None
) -> None:
    """Change what an account says of its librarian. Raises Invalid if no administrator would be left."""
    values = _values(name, email, role, branch_id)
    with transaction():
        require(actor, Permission.ADMINISTER)
        _branch_must_exist(branch_id)
        if role is not Role.ADMINISTRATOR:
            _another_administrator_must_stay(account, field="role")
        before = {key: getattr(account, key) for key in values}
        for key, value in values.items():
            setattr(account, key, value)
        _journal(actor, account, before, values)


def set_enabled(actor: Actor, account: Account, enabled: bool) -> None:
    """Disable an account, which ends its sessions, or enable it again. Raises Invalid if no administrator would be left."""
    with transaction():
        require(actor, Permission.ADMINISTER)
        if not enabled:
            _another_administrator_must_stay(account)
            account.session_key = _new_session_key()
        before, account.is_enabled = account.is_enabled, enabled
        _journal(actor, account, {"is_enabled": before}, {"is_enabled": enabled})


def change_password(actor: Actor, account: Account, password: str) -> None:
    """Give an account a new password; all its sessions end. An administrator's act. Raises Invalid if it is too short."""
    hashed = _hashed(password)
    with transaction():
        require(actor, Permission.ADMINISTER)
        _set_password(actor, account, hashed)


def change_own_password(actor: Actor, account: Account, present: str, password: str, client: str = "") -> None:
    """Change one's own password; all sessions end, the one at hand must sign in anew.

    Raises Invalid if the present password is wrong or the new one too short, TooMany after too many wrong ones.
    """
    _spend(account.login, client)
    if account.id != actor.account_id or not _matches(account.password_hash, present):
        raise Invalid("password_wrong", field="present")
    hashed = _hashed(password)
    with transaction():
        _set_password(actor, account, hashed)
    _forget(account.login, client)


def sign_in(login: str, password: str, client: str = "") -> Account:
    """Return the account of a login and its password; `client` is from where it was typed, as limits count it.

    Raises Invalid – the same, after the same work, for an unknown login, a disabled account and a wrong password – and
    TooMany when the account or the client has had too many attempts.
    """
    login = normal_login(login)
    _spend(login, client)
    account = db.session.scalar(select(Account).where(Account.login == login))
    right = _matches(account.password_hash if account else _nobodys_hash(), password)
    if not (account and right and account.is_enabled):
        raise Invalid("login_wrong", field="password")
    fresh = HASHER.hash(password) if HASHER.check_needs_rehash(account.password_hash) else account.password_hash
    with transaction():
        account.password_hash = fresh
        account.last_login_at = clock.now()
    _forget(login, client)
    return account


def sign_out(account: Account) -> None:
    """End all sessions of an account."""
    with transaction():
        account.session_key = _new_session_key()
        account.desk_words = None


def look_for(account: Account, words: str) -> None:
    """Keep what a librarian looks for in the queue until it is cleared or the librarian signs out."""
    with transaction():
        account.desk_words = clean_line(words) or None


def normal_login(typed: str) -> str:
    """Return a login as it is stored and compared: capitals and spaces around it do not matter."""
    return clean_line(typed).lower()


def _values(name: str, email: str | None, role: Role, branch_id: int | None) -> dict:
    name, email = clean_line(name), clean_line(email or "") or None
    if not name:
        raise Invalid("account_name_needed", field="name")
    for field, value in (("name", name), ("email", email or "")):
        if len(value) > LONGEST_LINE:
            raise Invalid("line_too_long", field=field, limit=LONGEST_LINE)
    return {"name": name, "email": email, "role": role, "branch_id": branch_id}


def _branch_must_exist(branch_id: int | None) -> None:
    if branch_id is not None and db.session.get(Branch, branch_id) is None:
        raise Invalid("branch_gone", field="branch_id")


def _another_administrator_must_stay(account: Account, field: str | None = None) -> None:
    others = select(func.count()).where(Account.role == Role.ADMINISTRATOR, Account.is_enabled, Account.id != account.id)
    if account.role is Role.ADMINISTRATOR and account.is_enabled and not db.session.scalar(others):
        raise Invalid("last_administrator", field=field)


def _set_password(actor: Actor, account: Account, hashed: str) -> None:
    account.password_hash = hashed
    account.session_key = _new_session_key()
    _journal(actor, account, {"password": None}, {"password": "new"})


def _journal(actor: Actor, account: Account, before: dict, after: dict) -> None:
    """Write what changed into the journal: not names and addresses, for it is never erased."""
    changed = {key for key in after if before.get(key) != after[key]}
    shown = changed - {"name", "email"}
    record(
        Tag.ACCOUNT_CHANGED,
        actor,
        login=account.login,
        before={key: before.get(key) for key in sorted(shown)} if before else None,
        after={key: after[key] for key in sorted(shown)},
    )


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password_short", field="password", shortest=SHORTEST_PASSWORD)
    return HASHER.hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """Return the hash against which the password of an unknown login is checked, so that it takes as long."""
    return HASHER.hash(secrets.token_urlsafe())


def _new_session_key() -> str:
    return secrets.token_urlsafe(24)


def _spend(login: str, client: str) -> None:
    spend(f"login:from:{client}", PER_CLIENT, WINDOW)
    spend(f"login:of:{login}", PER_ACCOUNT, WINDOW)
    spend(f"login:of:{login}:from:{client}", PER_ACCOUNT_AND_CLIENT, WINDOW)


def _forget(login: str, client: str) -> None:
    forget(f"login:of:{login}")
    forget(f"login:of:{login}:from:{client}")
