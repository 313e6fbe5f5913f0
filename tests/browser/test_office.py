"""An official answers on a telephone: the page saves by itself, shows how the answer will look, and is accessible."""

import pytest
from playwright.sync_api import expect

from tests.web.officials import everything, link_to


@pytest.fixture
def link(world):
    """The address in the official's letter."""
    return link_to(world, world.referred(message="Просимо назвати дату.").referral_ids[0])


def test_writing_on_a_telephone(new_page, link, axe):
    page = new_page(width=360)
    page.goto(link)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_label("Текст відповіді").fill("Яму **засиплють** до п’ятниці.")
    page.get_by_role("button", name="Показати, який це матиме вигляд").click()
    assert page.locator("#text-preview strong").inner_text() == "засиплють"
    page.get_by_text("Чернетку збережено о").wait_for()

    page.get_by_label("Текст відповіді").press_sequentially("!")
    page.goto("/about")  # what was typed last is saved on leaving
    page.goto(link)
    assert page.get_by_label("Текст відповіді").input_value().endswith("п’ятниці.!")
    page.get_by_label("Текст відповіді").press("Control+End")
    page.get_by_label("Текст відповіді").press("Backspace")
    page.get_by_text("Чернетку збережено о").wait_for()

    page.reload()
    assert page.get_by_label("Текст відповіді").input_value() == "Яму **засиплють** до п’ятниці."
    page.get_by_label("Вирішено позитивно").check()
    page.get_by_role("button", name="Надіслати відповідь").click()
    page.get_by_role("heading", name="вашу відповідь отримано").wait_for()
    axe(page)


def test_a_second_window_is_told_that_the_first_has_saved(new_page, link):
    first, second = new_page(), new_page()
    for window in (first, second):
        window.goto(link)
    first.get_by_label("Текст відповіді").fill("З першого вікна")
    first.get_by_text("Чернетку збережено о").wait_for()

    second.get_by_label("Текст відповіді").fill("З другого вікна")
    second.get_by_text("В іншому вікні збережено чернетку").wait_for()

    assert second.get_by_label("Текст відповіді").input_value() == "З другого вікна"


def test_a_correction_saves_itself_too(new_page, world, axe):
    page, address = new_page(width=360), f"{link_to(world, world.published().referral_ids[0])}/correct"
    page.goto(address)
    page.get_by_label("Текст відповіді").fill("Засиплють у четвер.")
    page.get_by_text("Чернетку збережено о").wait_for()
    axe(page)

    page.goto(address)
    expect(page.get_by_label("Текст відповіді")).to_have_value("Засиплють у четвер.")


def test_a_browser_that_runs_scripts_and_leaves_again_changes_nothing(new_page, world, link):
    page, before = new_page(), everything(world)

    for address in (link, f"{link}/mine", f"{link}/more-time"):
        page.goto(address, wait_until="networkidle")
        page.reload(wait_until="networkidle")
    page.goto("about:blank")

    assert everything(world) == before


@pytest.mark.parametrize("step", ["not-ours", "more-time", "ask"])
def test_each_step_is_accessible(new_page, link, axe, step):
    page = new_page(width=360)
    page.goto(f"{link}/{step}")

    axe(page)
    expect(page.locator("h1")).to_be_visible()


def test_answering_without_javascript(new_page, link):
    page = new_page(javascript=False)
    page.goto(link)
    page.get_by_label("Текст відповіді").fill("Яму **засиплють**.")

    page.get_by_role("button", name="Показати, який це матиме вигляд").click()
    assert page.locator("section strong").inner_text() == "засиплють"
    page.get_by_label("Вирішено позитивно").check()
    page.get_by_role("button", name="Надіслати відповідь").click()

    expect(page.get_by_role("heading", name="вашу відповідь отримано")).to_be_visible()
