"""A citizen asks in a real browser: wide and narrow, in both languages, with scripts and without."""

import contextlib

import pytest
from playwright.sync_api import Error, expect
from sqlalchemy import func, select

from reception.models import Question
from reception.services import indexing
from tests.web.citizen import photo

WORDS = {
    "uk": ("Далі: переглянути", "Надіслати", "Подивитися, на якому етапі питання"),
    "en": ("Next: look it over", "Send", "See where the question stands"),
}


def fill(page):
    page.goto("/ask")
    page.locator("#subject").fill("Не горять ліхтарі біля школи")
    page.locator("#text").fill("Увечері на переході зовсім темно.\n\nКоли відновлять освітлення?")
    page.locator("#may_process").check()


def count(world):
    with world.inside() as session:
        return session.scalar(select(func.count()).select_from(Question))


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture
def answered(world):
    """An answered question that the index knows."""
    made = world.published(subject="Немає світла біля школи", text="Ліхтарі полагодять до п’ятниці.")
    with world.inside():
        indexing.catch_up()
    return made


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_page_on_the_way_is_accessible_and_fits(new_page, live_server, world, axe, language, width):
    page = new_page(width=width)
    page.context.add_cookies([{"name": "reception_language", "value": language, "url": live_server}])
    further, send, follow = WORDS[language]

    def look():
        axe(page)
        assert fits(page)

    page.goto("/ask")
    look()
    page.get_by_role("button", name=further).click()
    expect(page.locator("#error-summary")).to_be_focused()
    look()
    fill(page)
    page.get_by_role("button", name=further).click()
    look()
    page.get_by_role("button", name=send, exact=True).click()
    look()
    page.get_by_role("link", name=follow).click()
    look()
    for part in ("/withdraw", "/../../track", "/../../t/nothing", "/../../terminal/"):
        page.goto(page.url.split("/withdraw")[0] + part)
        look()


def test_similar_answers_appear_while_the_subject_is_typed_and_may_end_it(page, world, answered, axe):
    page.goto("/ask")
    page.locator("#subject").press_sequentially("Не горять ліхтарі біля шкіл")
    found = page.locator("#similar").get_by_text("Немає світла біля школи")
    expect(found).to_be_visible()
    found.click()
    expect(page.locator("#similar").get_by_text("Ліхтарі полагодять до п’ятниці.")).to_be_visible()
    axe(page)

    page.locator("#text").fill("Темно.")
    page.locator("#may_process").check()
    page.get_by_role("button", name="Далі: переглянути").click()
    page.get_by_text("Немає світла біля школи").click()
    page.get_by_role("button", name="Це відповідь для мене, питати не треба").click()

    expect(page.get_by_role("heading", name="Добре, що відповідь уже була")).to_be_visible()
    axe(page)
    assert "ліхтарі" not in page.url
    assert count(world) == 1


def test_a_double_click_and_going_back_make_one_question(page, world):
    fill(page)
    page.get_by_role("button", name="Далі: переглянути").click()
    page.get_by_role("button", name="Надіслати", exact=True).dblclick()
    expect(page.get_by_role("heading", name="Ваше питання прийнято")).to_be_visible()
    number = page.locator(".slip .number").first.inner_text()

    with contextlib.suppress(Error):  # the browser asks first whether to send the form again
        page.go_back()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text(number)).to_be_visible()
    assert count(world) == 1


def test_going_back_to_the_form_at_home_loses_nothing(page, world):
    fill(page)
    page.get_by_role("button", name="Далі: переглянути").click()
    expect(page.get_by_role("heading", name="Перегляньте перед надсиланням")).to_be_visible()
    page.go_back()
    expect(page.locator("#subject")).to_have_value("Не горять ліхтарі біля школи")


def test_a_file_too_large_is_named_before_it_is_sent(page, world, tmp_path):
    (tmp_path / "велике.jpg").write_bytes(b"\xff\xd8" + b"0" * (5 * 1024 * 1024))
    (tmp_path / "мале.jpg").write_bytes(photo()[0].getvalue())
    fill(page)
    page.locator("#files").set_input_files([tmp_path / "велике.jpg", tmp_path / "мале.jpg"])
    expect(page.get_by_text("«велике.jpg» більший за 5 МБ")).to_be_visible()
    page.get_by_role("button", name="Далі: переглянути").click()
    expect(page.get_by_text("мале.jpg")).to_be_visible()


def test_without_scripts_the_whole_way_is_open(new_page, world, answered, axe):
    page = new_page(javascript=False, width=360)
    fill(page)
    page.get_by_role("button", name="Далі: переглянути").click()
    expect(page.get_by_text("Немає світла біля школи")).to_be_visible()
    page.get_by_role("button", name="Щось змінити").click()
    page.get_by_role("button", name="Далі: переглянути").click()
    page.get_by_role("button", name="Надіслати", exact=True).click()
    numbers = page.locator(".slip .number")
    expect(numbers).to_have_count(2)
    number, pin = numbers.all_inner_texts()
    page.get_by_role("button", name="Закрити: це не мій комп’ютер").click()
    page.locator("#number").fill(number)
    page.locator("#pin").fill(pin.lower())
    page.get_by_role("button", name="Показати питання").click()
    expect(page.get_by_role("heading", name="Не горять ліхтарі біля школи")).to_be_visible()
    page.get_by_role("link", name="Відкликати звернення").click()
    page.get_by_role("button", name="Так, відкликати").click()
    expect(page.get_by_text("Ваше звернення відкликано.")).to_be_visible()
