"""Accounts of librarians: who may make them, how one signs in, and what ends a session."""

import importlib.util

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from reception.domain.errors import Invalid, NotFound, TooMany
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM, Actor, ActorKind, Role
from reception.extensions import db
from reception.models import Account, Event
from reception.services import accounts

PASSWORD = "три слова поруч"

pytestmark = pytest.mark.usefixtures("context")


def make(login="bondar", role=Role.MODERATOR, **more) -> Account:
    return accounts.add_account(SYSTEM, login=login, name="Марія Бондар", role=role, password=PASSWORD, **more)


def actor_of(account: Account) -> Actor:
    return Actor(ActorKind.STAFF, account_id=account.id, role=account.role)


def journal() -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.tag == Tag.ACCOUNT_CHANGED).order_by(Event.id)))


def test_one_signs_in_with_login_and_password_however_the_login_is_written():
    account = make("Bondar")
    assert accounts.sign_in("  bONDAR ", PASSWORD).id == account.id
    assert account.last_login_at is not None


def test_the_password_is_stored_as_an_argon2id_hash():
    assert make().password_hash.startswith("$argon2id$")


def test_in_earnest_a_guess_costs_what_rfc_9106_asks_for():
    earnest = importlib.util.module_from_spec(accounts.__spec__)
    accounts.__spec__.loader.exec_module(earnest)
    assert earnest.HASHER.memory_cost >= 64 * 1024
    assert earnest.HASHER.time_cost >= 3


@pytest.mark.parametrize(
    ("login", "password"), [("bondar", "wrong password"), ("nobody", PASSWORD), ("", ""), ("a\x00b", "\x00")]
)
def test_whatever_is_wrong_is_said_in_the_same_words(login, password):
    make()
    with pytest.raises(Invalid) as error:
        accounts.sign_in(login, password)
    assert (error.value.code, error.value.field) == ("login_wrong", "password")


def test_a_disabled_account_is_like_none():
    account = make()
    accounts.set_enabled(SYSTEM, account, False)
    with pytest.raises(Invalid, match="login_wrong"):
        accounts.sign_in("bondar", PASSWORD)
    accounts.set_enabled(SYSTEM, account, True)
    assert accounts.sign_in("bondar", PASSWORD) is account


def test_an_unknown_login_costs_the_same_work(monkeypatch):
    make()
    checked = []
    monkeypatch.setattr(accounts, "_matches", lambda hashed, _password: checked.append(hashed[:10]) and False)
    for login in ("bondar", "nobody"):
        with pytest.raises(Invalid, match="login_wrong"):
            accounts.sign_in(login, "wrong password")
    assert checked == ["$argon2id$", "$argon2id$"]


def test_ten_wrong_passwords_close_the_account_to_that_client_for_a_quarter_of_an_hour(clock):
    clock.advance(minutes=0)
    make()
    for _ in range(10):
        with pytest.raises(Invalid):
            accounts.sign_in("bondar", "wrong password", "10.0.0.1")
    with pytest.raises(TooMany) as error:
        accounts.sign_in("bondar", PASSWORD, "10.0.0.1")
    assert error.value.minutes == 15
    assert accounts.sign_in("bondar", PASSWORD, "10.0.0.2")  # the librarian at the own desk is not shut out
    clock.advance(minutes=16)
    assert accounts.sign_in("bondar", PASSWORD, "10.0.0.1")


def test_unknown_logins_are_limited_alike():
    for _ in range(10):
        with pytest.raises(Invalid):
            accounts.sign_in("nobody", "wrong password", "10.0.0.1")
    with pytest.raises(TooMany):
        accounts.sign_in("nobody", "wrong password", "10.0.0.1")


def test_a_hash_of_weaker_times_is_made_anew_at_the_next_login():
    account = make()
    account.password_hash = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    db.session.commit()
    accounts.sign_in("bondar", PASSWORD)
    assert not accounts.HASHER.check_needs_rehash(account.password_hash)
    assert accounts.sign_in("bondar", PASSWORD)


def test_signing_out_ends_every_session():
    account = make()
    before = account.get_id()
    accounts.sign_out(account)
    assert account.get_id() != before


def test_a_new_password_ends_every_session_and_the_old_one():
    account = make()
    before = account.get_id()
    accounts.change_password(SYSTEM, account, "інші слова поруч")
    assert account.get_id() != before
    with pytest.raises(Invalid):
        accounts.sign_in("bondar", PASSWORD)
    assert accounts.sign_in("bondar", "інші слова поруч")


def test_ones_own_password_is_changed_with_the_present_one():
    account = make()
    with pytest.raises(Invalid, match="password_wrong"):
        accounts.change_own_password(actor_of(account), account, "not this one", "інші слова поруч")
    accounts.change_own_password(actor_of(account), account, PASSWORD, "інші слова поруч")
    assert accounts.sign_in("bondar", "інші слова поруч")


def test_nobody_changes_anothers_password_as_ones_own():
    other = make("other")
    with pytest.raises(Invalid, match="password_wrong"):
        accounts.change_own_password(actor_of(make()), other, PASSWORD, "інші слова поруч")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"password": "123456789"}, "password_short", "password"),
        ({"login": "a b"}, "login_form", "login"),
        ({"login": ""}, "login_form", "login"),
        ({"name": " \x00"}, "account_name_needed", "name"),
        ({"name": "н" * 301}, "line_too_long", "name"),
        ({"branch_id": 999}, "branch_gone", "branch_id"),
    ],
)
def test_what_is_missing_is_said_at_its_field(given, code, field):
    values = {"login": "bondar", "name": "Марія", "role": Role.MODERATOR, "password": PASSWORD}
    with pytest.raises(Invalid) as error:
        accounts.add_account(SYSTEM, **values | given)
    assert (error.value.code, error.value.field) == (code, field)


def test_a_login_is_given_once():
    make("bondar")
    with pytest.raises(Invalid, match="login_taken"):
        make("BONDAR")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.BRANCH_HEAD])
def test_only_an_administrator_keeps_accounts(role):
    account = make(role=role)
    actor = actor_of(account)
    for forbidden in (
        lambda: accounts.add_account(actor, login="new", name="Н", role=role, password=PASSWORD),
        lambda: accounts.change_account(actor, account, name="Н", role=Role.ADMINISTRATOR),
        lambda: accounts.change_password(actor, account, "інші слова поруч"),
        lambda: accounts.set_enabled(actor, account, False),
    ):
        with pytest.raises(NotFound):
            forbidden()


def test_the_last_administrator_stays():
    administrator = make("admin", Role.ADMINISTRATOR)
    with pytest.raises(Invalid, match="last_administrator"):
        accounts.set_enabled(SYSTEM, administrator, False)
    with pytest.raises(Invalid, match="last_administrator"):
        accounts.change_account(SYSTEM, administrator, name="Н", role=Role.MODERATOR)
    make("second", Role.ADMINISTRATOR)
    accounts.set_enabled(SYSTEM, administrator, False)
    assert not administrator.is_enabled


def test_changes_are_journalled_without_what_must_be_erasable():
    account = make()
    accounts.change_account(SYSTEM, account, name="Марія Коваль", role=Role.BRANCH_HEAD, email="m@library.example")
    accounts.change_password(SYSTEM, account, "інші слова поруч")
    accounts.set_enabled(SYSTEM, account, False)
    assert [(event.data["before"], event.data["after"]) for event in journal()] == [
        (None, {"role": "moderator"}),
        ({"role": "moderator"}, {"role": "branch_head"}),
        ({"password": None}, {"password": "new"}),
        ({"is_enabled": True}, {"is_enabled": False}),
    ]
    assert {event.data["login"] for event in journal()} == {"bondar"}
