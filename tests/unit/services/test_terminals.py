"""A library computer becomes a terminal by a code typed once, and stops to be one when it is revoked."""

import pytest

from reception.domain.errors import Invalid, NotFound, TooMany
from reception.domain.roles import Role
from reception.models import Branch, Event, Terminal
from reception.queries.terminals import terminal_of
from reception.services import terminals


@pytest.fixture
def administrator(world):
    return world.staff(Role.ADMINISTRATOR)


@pytest.fixture
def code(world, administrator):
    branch_id = world.branch()
    with world.inside() as session:
        return terminals.make_terminal(administrator, session.get(Branch, branch_id), "  Зала, біля вікна ")


@pytest.fixture
def terminal(world, code):
    with world.inside() as session:
        return session.query(Terminal).one().id


def test_the_code_makes_a_terminal_once(world, code, clock):
    with world.inside():
        token = terminals.enrol(code.lower().replace("-", " "), "192.0.2.1")
        found = terminal_of(token)
        assert (found.name, found.branch.name_uk) == ("Зала, біля вікна", "Бібліотека-філія № 2")
        with pytest.raises(Invalid) as raised:
            terminals.enrol(code, "192.0.2.1")
        assert raised.value.code == "terminal_code_wrong"


def test_neither_code_nor_token_is_stored(world, code, terminal):
    with world.inside() as session:
        assert code.replace("-", "") not in str(vars(session.get(Terminal, terminal)))
        token = terminals.enrol(code, "192.0.2.1")
        row = session.get(Terminal, terminal)
        assert row.code_hash is None
        assert token != row.token_hash


def test_a_code_is_good_for_a_day(world, code, clock):
    clock.advance(hours=25)
    with world.inside(), pytest.raises(Invalid):
        terminals.enrol(code, "192.0.2.1")


def test_codes_cannot_be_tried_out(world, code):
    with world.inside():
        for _ in range(terminals.CODES_TRIED):
            with pytest.raises(Invalid):
                terminals.enrol("AAAA-AAAA", "192.0.2.1")
        with pytest.raises(TooMany):
            terminals.enrol(code, "192.0.2.1")
        assert terminal_of(terminals.enrol(code, "192.0.2.2"))


def test_a_revoked_terminal_is_none(world, administrator, code, terminal):
    with world.inside() as session:
        token = terminals.enrol(code, "192.0.2.1")
        terminals.revoke(administrator, session.get(Terminal, terminal))
        assert terminal_of(token) is None


def test_a_fresh_code_ends_the_old_token_and_brings_a_revoked_terminal_back(world, administrator, code, terminal):
    with world.inside() as session:
        old = terminals.enrol(code, "192.0.2.1")
        terminals.revoke(administrator, session.get(Terminal, terminal))
        fresh = terminals.renew_code(administrator, session.get(Terminal, terminal))
        token = terminals.enrol(fresh, "192.0.2.1")
        assert terminal_of(old) is None
        assert terminal_of(token).id == terminal


def test_each_step_is_in_the_journal(world, administrator, code, terminal):
    with world.inside() as session:
        terminals.enrol(code, "192.0.2.1")
        terminals.revoke(administrator, session.get(Terminal, terminal))
        tags = [event.tag.value for event in session.query(Event).order_by(Event.id)]
        assert tags[-3:] == ["directory.changed", "terminal.enrolled", "terminal.revoked"]


@pytest.mark.parametrize("name", ["", " \x00 ", "я" * 101])
def test_a_terminal_has_a_name_of_some_length(world, administrator, name):
    branch_id = world.branch()
    with world.inside() as session, pytest.raises(Invalid) as raised:
        terminals.make_terminal(administrator, session.get(Branch, branch_id), name)
    assert raised.value.field == "name"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.BRANCH_HEAD])
def test_only_administrators_make_and_revoke(world, terminal, role):
    librarian = world.staff(role)
    with world.inside() as session:
        row = session.get(Terminal, terminal)
        for forbidden in (terminals.revoke, terminals.renew_code):
            with pytest.raises(NotFound):
                forbidden(librarian, row)
        with pytest.raises(NotFound):
            terminals.make_terminal(librarian, row.branch, "Ще один")
