"""A terminal: enrolled by a code, known by its token, cleared for the next visitor."""

import dataclasses

import pytest
from sqlalchemy import select

from reception.domain.kinds import Channel
from reception.domain.roles import Role
from reception.models import Attachment, Branch, Question, Terminal
from reception.services import terminals
from tests.pages import Page
from tests.web.citizen import NEXT, SEND, ask, enter, fill, photo
from tests.world import PASSWORD

ENROL, FINISH = "Зробити цей комп’ютер терміналом", "Завершити й очистити"


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, terminal_idle_seconds=77, terminal_countdown_seconds=11)


@pytest.fixture
def code(world):
    administrator, branch_id = world.staff(Role.ADMINISTRATOR), world.branch()
    with world.inside() as session:
        return terminals.make_terminal(administrator, session.get(Branch, branch_id), "Зала, біля вікна")


@pytest.fixture
def terminal(client, code):
    """The browser of a library computer that was enrolled."""
    client.submit(client.page("/terminal/"), ENROL, code=code)
    return client


def revoke(world):
    administrator = world.staff(Role.ADMINISTRATOR)
    with world.inside() as session:
        terminals.revoke(administrator, session.scalars(select(Terminal)).one())


class TestEnrolling:
    def test_the_code_makes_this_computer_a_terminal(self, client, code):
        page = Page(client.submit(client.page("/terminal/"), ENROL, code=code.lower()).text)
        assert "Цей комп’ютер – термінал «Зала, біля вікна»." in page.text
        assert "Бібліотека-філія № 2" in page.text

    def test_the_token_is_out_of_reach_of_scripts_and_other_sites(self, client, code):
        form = client.page("/terminal/")
        token = next(each.get("value") for each in form.form(ENROL).iter("input") if each.get("name") == "csrf_token")
        response = client.post("/terminal/", data={"code": code, "csrf_token": token})
        cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("reception_terminal="))
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert code.replace("-", "") not in cookie

    @pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "\x00", "🙂" * 500])
    def test_a_wrong_code_is_said(self, client, code, typed):
        response = client.submit(client.page("/terminal/"), ENROL, code=typed)
        assert response.status_code == 400
        assert "Цей код неправильний" in Page(response.text).text
        assert "data-terminal" not in client.get("/ask").text

    def test_codes_cannot_be_tried_out(self, client, code):
        for _ in range(10):
            client.submit(client.page("/terminal/"), ENROL, code="AAAA-AAAA")
        response = client.submit(client.page("/terminal/"), ENROL, code=code)
        assert response.status_code == 429
        assert "Забагато спроб" in response.text

    def test_a_made_up_token_is_no_terminal(self, client):
        client.set_cookie("reception_terminal", "x" * 43)
        assert "data-terminal" not in client.get("/ask").text

    def test_a_revoked_terminal_is_an_ordinary_browser(self, terminal, world):
        assert "data-terminal" in terminal.get("/ask").text
        revoke(world)
        assert "data-terminal" not in terminal.get("/ask").text
        ask(terminal)
        with world.inside() as session:
            assert session.scalars(select(Question)).one().channel is Channel.ONLINE


class TestItsPages:
    @pytest.mark.parametrize("address", ["/", "/ask", "/track", "/archive?q=яма", "/about", "/nothing"])
    def test_none_is_kept(self, terminal, address):
        assert terminal.get(address).headers["Cache-Control"] == "no-store"

    def test_no_field_remembers_what_was_typed(self, terminal):
        for address in ("/ask", "/track"):
            page = terminal.page(address)
            fields = [each for tag in ("input", "textarea", "select") for each in page.root.iter(tag)]
            typed = [f for f in fields if f.get("type", "text") not in ("hidden", "checkbox", "radio", "file", "search")]
            assert len(typed) > 1
            assert {field.get("autocomplete") for field in typed} == {"off"}

    def test_they_count_by_the_settings(self, terminal):
        html = terminal.get("/ask").text
        assert 'data-idle="77" data-countdown="11"' in html
        assert "js/idle.js" in html
        assert "js/leave.js" not in html

    def test_no_link_leads_out_of_the_tab_or_to_the_staff(self, terminal):
        page = terminal.page("/ask")
        assert not [each for each in page.all("a") if each.get("target")]
        assert "/desk/login" not in page.html


class TestAsking:
    def test_a_question_carries_branch_and_terminal(self, terminal, world):
        receipt = ask(terminal)
        assert "Бібліотека-філія № 2" in receipt.text
        assert "(0512) 00-00-02" in receipt.text
        with world.inside() as session:
            question = session.scalars(select(Question)).one()
            assert question.channel is Channel.TERMINAL
            assert question.branch.name_uk == "Бібліотека-філія № 2"
            assert question.terminal.name == "Зала, біля вікна"

    def test_the_thirtieth_visitor_of_an_hour_passes_and_a_script_does_not(self, terminal, world, clock):
        clock.advance()
        for _ in range(40):
            ask(terminal)
            terminal.submit(terminal.page("/"), FINISH)
        response = terminal.submit(Page(fill(terminal).text), SEND)
        assert response.status_code == 429

    def test_many_visitors_mistype_their_pins(self, terminal, world):
        made = world.question()
        for n in range(35):
            enter(terminal, f"МК-2026-{n + 100}", "AAAAAA")
        assert enter(terminal, made.number, made.pin).request.path == f"/track/{made.number}"


class TestFinishing:
    def test_it_ends_the_session_and_keeps_the_terminal(self, terminal):
        ask(terminal)
        home = Page(terminal.submit(terminal.page("/track"), FINISH).text)
        assert home.address == "/"
        assert "Усе, що тут набирали, стерто." in home.text
        assert terminal.get("/ask/receipt").headers["Location"] == "/track"
        assert "data-terminal" in terminal.get("/ask").text

    def test_it_throws_away_the_files_of_a_form_not_sent(self, terminal, world, settings):
        fill(terminal, files=[photo()])
        assert list(settings.uploads.glob("*"))
        terminal.submit(terminal.page("/"), FINISH)
        assert not list(settings.uploads.glob("*"))
        with world.inside() as session:
            assert session.scalars(select(Attachment)).all() == []

    def test_files_of_a_question_that_was_sent_stay(self, terminal, world):
        terminal.submit(Page(fill(terminal, files=[photo()]).text), SEND)
        terminal.submit(terminal.page("/"), FINISH)
        with world.inside() as session:
            assert session.scalars(select(Attachment)).one().question

    def test_the_next_visitor_who_goes_back_and_sends_again_sees_nothing(self, terminal, world):
        preview = Page(fill(terminal, name="Іван Петренко").text)
        sent = Page(fill(terminal, text="Таємний текст").text)
        terminal.submit(sent, SEND)
        terminal.submit(terminal.page("/"), FINISH)

        for page, button in ((preview, SEND), (sent, SEND)):
            response = terminal.submit(page, button)
            assert response.status_code == 400
            for secret in ("Петренко", "Таємний", "PIN-код</dt>"):
                assert secret not in response.text

    def test_the_browser_is_told_to_forget_and_the_language_is_the_first_again(self, terminal):
        terminal.set_cookie("reception_language", "en")
        page = terminal.page("/")
        form = page.form("Finish and clear")
        response = terminal.post(form.get("action"), data={each.get("name"): each.get("value") for each in form.iter("input")})
        assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert terminal.get_cookie("reception_language") is None
        assert terminal.get_cookie("reception_terminal")

    def test_a_librarian_who_signed_in_is_signed_out(self, terminal, world):
        login = world.account()
        terminal.submit(terminal.page("/desk/login"), action="/desk/login", login=login, password=PASSWORD)
        assert terminal.get("/desk/").status_code == 200
        terminal.submit(terminal.page("/"), FINISH)
        assert terminal.get("/desk/").status_code == 302
        assert terminal.get_cookie("remember_token") is None

    def test_a_cleared_terminal_rests_until_somebody_goes_on(self, terminal):
        home = terminal.submit(terminal.page("/ask"), FINISH)
        assert "data-rested" in home.text
        assert "data-rested" in terminal.get("/").text
        assert "data-rested" not in terminal.get("/ask").text
        assert "data-rested" not in terminal.get("/").text

    def test_the_visitor_s_form_is_still_good_before(self, terminal, world):
        form = Page(fill(terminal, text="").text)
        assert terminal.submit(Page(terminal.submit(form, NEXT, text="Яма").text), SEND).request.path == "/ask/receipt"
        with world.inside() as session:
            assert session.scalars(select(Question)).one().text == "Яма"

    def test_not_even_where_the_browser_keeps_the_device_s_cookie_back(self, terminal):
        preview = Page(fill(terminal, name="Іван Петренко").text)
        terminal.submit(terminal.page("/"), FINISH)
        terminal.delete_cookie("reception_terminal")
        response = terminal.submit(preview, SEND)
        assert response.status_code == 400
        assert "Петренко" not in response.text
