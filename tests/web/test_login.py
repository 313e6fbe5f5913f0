"""Librarians sign in, stay in while they work, and leave."""

import pytest

from reception.domain.roles import Role
from reception.models import Account, Branch
from reception.services import terminals
from tests.web.librarians import sign_in
from tests.world import PASSWORD


def test_a_librarian_signs_in_and_comes_to_the_page_that_was_wanted(client, world):
    made = world.question()
    response = sign_in(client, world.account(), to=f"/desk/q/{made.number}")
    assert response.request.path == f"/desk/q/{made.number}"
    assert "Яма на вулиці Степовій" in response.text


ELSEWHERE = ["https://evil.example/", "//evil.example/desk/", "/\\evil.example", "/ask", "javascript:alert(1)", ""]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_away_from_the_desk(client, world, target):
    page = client.page("/desk/login")
    response = client.submit(page, "Увійти", login=world.account(), password=PASSWORD, next=target)
    assert response.request.path == "/desk/"
    assert not response.request.host.startswith("evil")


@pytest.mark.parametrize(("login", "password"), [("moderator", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_what_is_wrong_is_not_said(client, world, login, password):
    world.account(login="moderator")
    response = sign_in(client, login, password)
    assert response.status_code == 400
    assert "Логін або пароль неправильний" in response.text
    assert password not in response.text or not password


def test_after_ten_wrong_passwords_one_has_to_wait(client, world):
    world.account(login="moderator")
    page = client.page("/desk/login")
    for _ in range(10):
        client.submit(page, "Увійти", login="moderator", password="wrong password")
    response = client.submit(page, "Увійти", login="moderator", password=PASSWORD)
    assert response.status_code == 429
    assert client.get("/desk/").status_code == 302


def test_the_session_is_new_after_signing_in_and_lasts_a_working_day(client, world):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    response = client.submit(client.page("/desk/login"), "Увійти", login=world.account(), password=PASSWORD)
    assert response.status_code == 200
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.permanent
    assert client.application.permanent_session_lifetime.total_seconds() == 8 * 3600


def test_at_a_terminal_the_session_ends_with_the_browser(client, world):
    branch_id, administrator = world.branch(), world.staff(Role.ADMINISTRATOR)
    with world.inside() as session:
        code = terminals.make_terminal(administrator, session.get(Branch, branch_id), "Читальна зала")
    client.submit(client.page("/terminal/"), action="/terminal/", code=code)
    sign_in(client, world.account())
    with client.session_transaction() as session:
        assert not session.permanent
    assert client.get("/desk/").status_code == 200


def test_logging_out_ends_every_session_of_the_account(client, world, app):
    login = world.account()
    other = app.test_client()
    sign_in(client, login)
    sign_in(other, login)
    response = client.submit(client.page("/desk/"), "Вийти")
    assert "Ви вийшли" in response.text
    assert other.get("/desk/").status_code == 302


def test_a_disabled_librarian_is_out_at_once(client, world):
    login = world.account()
    sign_in(client, login)
    with world.inside() as session:
        session.query(Account).filter_by(login=login).one().is_enabled = False
        session.commit()
    assert client.get("/desk/").status_code == 302


def test_a_librarian_changes_the_own_password(client, world, app):
    login = world.account()
    sign_in(client, login)
    page = client.page("/desk/password")
    wrong = client.submit(page, "Змінити пароль", present="not this one", password="зовсім інші слова")
    assert "Теперішній пароль неправильний" in wrong.text
    short = client.submit(page, "Змінити пароль", present=PASSWORD, password="коротко")
    assert "щонайменше 10" in short.text
    done = client.submit(page, "Змінити пароль", present=PASSWORD, password="зовсім інші слова")
    assert done.request.path == "/desk/"
    assert sign_in(app.test_client(), login, "зовсім інші слова").request.path == "/desk/"


def test_pages_of_the_desk_are_kept_by_nobody(client, world):
    sign_in(client, world.account())
    for address in ("/desk/", "/desk/q/МК-2020-00001", "/desk/password"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
