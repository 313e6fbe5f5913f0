"""A library computer between two visitors: what the first typed, the second never sees, whatever he presses."""

import contextlib
import dataclasses

import pytest
from playwright.sync_api import Error, expect
from sqlalchemy import select

from reception.domain.roles import Role
from reception.models import Attachment, Branch, Question
from reception.services import terminals
from tests.web.citizen import photo

SECRETS = ("Таємна яма", "Дуже особистий текст", "Петренко", "067 000 00 00")


@pytest.fixture
def terminal(page, world):
    """A browser window of an enrolled computer."""
    administrator, branch_id = world.staff(Role.ADMINISTRATOR), world.branch()
    with world.inside() as session:
        code = terminals.make_terminal(administrator, session.get(Branch, branch_id), "Зала, біля вікна")
    page.goto("/terminal/")
    page.get_by_label("Код").fill(code)
    page.get_by_role("button", name="Зробити цей комп’ютер терміналом").click()
    expect(page.get_by_text("Цей комп’ютер – термінал «")).to_be_visible()
    return page


def type_everything(page):
    page.goto("/ask")
    page.locator("#subject").fill("Таємна яма")
    page.locator("#text").fill("Дуже особистий текст")
    page.locator("#name").fill("Петренко Іван")
    page.locator("#phone").fill("067 000 00 00")
    page.locator("#may_process").check()


def seen(page):
    """Everything a visitor could read on the page, typed or printed."""
    values = page.locator("input:not([type=hidden]), textarea").evaluate_all("all => all.map(one => one.value)")
    return page.content() + " ".join(values)


def nothing_is_left(page):
    """Tell whether the page keeps silent about what was typed; one that is just leaving is waited for."""
    try:
        shown = seen(page)
    except Error:
        settle(page)
        shown = seen(page)
    return not [secret for secret in SECRETS if secret in shown]


class TestLeftAlone:
    @pytest.fixture
    def settings(self, settings):
        """A computer that soon thinks its visitor is gone."""
        return dataclasses.replace(settings, terminal_idle_seconds=4, terminal_countdown_seconds=3)

    def test_left_alone_it_counts_down_aloud_and_wipes(self, terminal, axe):
        type_everything(terminal)
        dialog = terminal.get_by_role("dialog", name="Ви ще тут?")
        expect(dialog).to_be_visible()
        expect(dialog.locator("[data-idle-left]")).to_contain_text("3")
        axe(terminal)

        expect(terminal).to_have_url(terminal.url.replace("/ask", "/"))
        expect(terminal.get_by_text("Усе, що тут набирали, стерто.")).to_be_visible()
        assert nothing_is_left(terminal)

    def test_a_cleared_terminal_waits_quietly(self, terminal):
        terminal.get_by_role("button", name="Завершити й очистити").click()
        expect(terminal.get_by_text("Усе, що тут набирали, стерто.")).to_be_visible()
        requests = []
        terminal.on("request", lambda request: requests.append(request.url))
        terminal.wait_for_timeout(8000)
        assert not [address for address in requests if "/static/" not in address]  # its icon may come late
        expect(terminal.get_by_role("dialog")).to_be_hidden()

    def test_files_not_sent_are_thrown_away_with_the_rest(self, terminal, world, tmp_path, settings):
        (tmp_path / "яма.jpg").write_bytes(photo()[0].getvalue())
        type_everything(terminal)
        terminal.locator("#files").set_input_files(tmp_path / "яма.jpg")
        terminal.get_by_role("button", name="Далі: переглянути").click()
        expect(terminal.get_by_text("яма.jpg")).to_be_visible()
        expect(terminal.get_by_text("Усе, що тут набирали, стерто.")).to_be_visible()
        with world.inside() as session:
            assert session.scalars(select(Attachment)).all() == []
            assert session.scalars(select(Question)).all() == []
        assert not list(settings.uploads.glob("*"))


class TestStillThere:
    @pytest.fixture
    def settings(self, settings):
        """A computer that soon asks, and gives its visitor time to answer, however busy it is."""
        return dataclasses.replace(settings, terminal_idle_seconds=4, terminal_countdown_seconds=60)

    def test_one_who_is_still_there_goes_on(self, terminal):
        type_everything(terminal)
        terminal.get_by_role("button", name="Я ще тут").click()
        expect(terminal.get_by_role("dialog")).to_be_hidden()
        assert terminal.locator("#text").input_value() == "Дуже особистий текст"

    def test_work_in_one_tab_keeps_the_other_from_wiping(self, terminal):
        type_everything(terminal)
        other = terminal.context.new_page()
        other.goto("/archive")
        for _ in range(8):
            terminal.locator("#text").press("End")
            terminal.wait_for_timeout(1000)
        expect(other.get_by_role("dialog")).to_be_hidden()
        assert terminal.locator("#text").input_value() == "Дуже особистий текст"


@pytest.mark.parametrize("last_step", ["form", "preview", "receipt"])
def test_after_finishing_back_and_reload_show_nothing_typed(terminal, last_step):
    type_everything(terminal)
    if last_step != "form":
        terminal.get_by_role("button", name="Далі: переглянути").click()
    if last_step == "receipt":
        terminal.get_by_role("button", name="Надіслати").click()
        expect(terminal.get_by_role("heading", name="Ваше питання прийнято")).to_be_visible()
    terminal.get_by_role("button", name="Завершити й очистити").click()
    expect(terminal.get_by_text("Усе, що тут набирали, стерто.")).to_be_visible()

    for _ in range(5):
        go_back(terminal)
        assert nothing_is_left(terminal)
        assert "PIN-код</dt>" not in terminal.content()
        reload(terminal)
        assert nothing_is_left(terminal)
        assert "PIN-код</dt>" not in terminal.content()


def test_a_tab_opened_anew_at_each_address_shows_nothing(terminal):
    type_everything(terminal)
    terminal.get_by_role("button", name="Далі: переглянути").click()
    terminal.get_by_role("button", name="Надіслати").click()
    visited = [terminal.url, terminal.url.replace("/ask/receipt", "/ask")]
    terminal.get_by_role("button", name="Завершити й очистити").click()
    expect(terminal.get_by_text("Усе, що тут набирали, стерто.")).to_be_visible()

    for address in visited:
        tab = terminal.context.new_page()
        tab.goto(address)
        assert nothing_is_left(tab)
        assert tab.evaluate("localStorage.length + sessionStorage.length") == 0


def test_finishing_in_one_tab_clears_the_other(terminal):
    type_everything(terminal)
    other = terminal.context.new_page()
    other.goto("/archive")
    other.get_by_role("button", name="Завершити й очистити").click()
    expect(terminal.get_by_role("button", name="Завершити й очистити")).to_be_visible()
    terminal.wait_for_url(lambda url: url.endswith("/"))
    assert nothing_is_left(terminal)


def test_finishing_needs_no_script(new_page, world):
    page = new_page(javascript=False)
    administrator, branch_id = world.staff(Role.ADMINISTRATOR), world.branch()
    with world.inside() as session:
        code = terminals.make_terminal(administrator, session.get(Branch, branch_id), "Без скриптів")
    page.goto("/terminal/")
    page.get_by_label("Код").fill(code)
    page.get_by_role("button", name="Зробити цей комп’ютер терміналом").click()
    type_everything(page)
    page.get_by_role("button", name="Завершити й очистити").click()
    expect(page.get_by_text("Усе, що тут набирали, стерто.")).to_be_visible()
    go_back(page)
    assert nothing_is_left(page)


def go_back(page):
    """Press Back; a page that the browser would have to send again is not shown, which is well."""
    with contextlib.suppress(Error):  # the page that was asked is gone
        page.evaluate("history.back()")
    settle(page)


def reload(page):
    """Reload as a visitor and as a script would, and agree to send a form again."""
    with contextlib.suppress(Error):
        page.reload()
    settle(page)
    assert nothing_is_left(page)
    with contextlib.suppress(Error):
        page.evaluate("location.reload()")
    settle(page)


def settle(page):
    page.wait_for_timeout(400)
    page.wait_for_load_state("load")
