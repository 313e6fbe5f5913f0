"""Ready texts, letters before they go and suggestions in a browser, on a telephone and on a wide screen."""

from urllib.parse import unquote

import pytest

from reception.domain.lifecycle import Action
from reception.domain.roles import Role
from reception.services.suggesting import learn_anew
from tests.browser.walker import NARROWEST, Walker
from tests.unit.search.test_learning import archive
from tests.world import PASSWORD


@pytest.fixture(params=[(NARROWEST, "uk"), (1280, "en")], ids=["telephone", "wide"])
def librarian(new_page, axe, world, request):
    """A librarian at the desk who may administer."""
    width, language = request.param
    world.account(Role.ADMINISTRATOR, login="bondar", name="Марія Бондар")
    walker = Walker(new_page(width=width), axe, language)
    walker.opens("/desk/")
    walker.page.locator("#login").fill("bondar")
    walker.page.locator("#password").fill(PASSWORD)
    walker.presses("Sign in")
    return walker


def test_a_ready_text_comes_where_the_cursor_is_and_the_letter_is_looked_at_and_reworded(librarian, world):
    text = world.text(Action.DECLINE, text="Номер питання: {number}.\n\nОрган: {authority}.")
    made, _reason = world.question(), world.reason()
    librarian.opens(f"/desk/q/{made.number}/decline")
    page = librarian.page
    page.locator("input[name=reason]").first.check()
    note = page.locator("#note")
    note.fill("Добрий день! Бувайте.")
    note.evaluate("(field) => field.setSelectionRange(13, 13)")
    page.locator("#canned").select_option(str(text))
    page.get_by_role("button", name=librarian.says("Put it in")).click()
    assert note.input_value() == f"Добрий день! \n\nНомер питання: {made.number}.\n\nОрган: {{authority}}.\n\nБувайте."
    assert "{authority}" in page.locator("[data-canned-said]").inner_text()
    librarian.look()
    librarian.presses("Show the letters first")
    assert world.state(made) == "received"
    assert "{authority}" in page.locator("#note").input_value(), "what is in braces stops it"
    page.locator("#note").fill("Подзвоніть до служби 102.")
    librarian.presses("Show the letters first")
    letter = page.locator("textarea")
    letter.fill(letter.input_value().replace("Подзвоніть", "Зателефонуйте"))
    page.locator("button.btn-danger").click()
    librarian.sees("The question is declined.")
    assert world.state(made) == "declined"
    assert "Зателефонуйте до служби 102." in page.content()


def test_a_suggestion_is_taken_by_one_click(librarian, world):
    topics = {n: world.topic(f"Тема {n}") for n in (1, 2, 3)}
    for n, (label, text) in enumerate(archive(60)):
        world.accepted(topic_id=topics[label], subject=f"Звернення {n}", text=text, email=f"a{n}@mail.example")
    with world.inside():
        learn_anew()
    made = world.question(subject="Ями на дорозі", text="Ями на дорозі біля школи, асфальт розбитий. Коли ремонт?")
    librarian.opens(f"/desk/q/{made.number}")
    page = librarian.page
    assert page.locator("#topic_id").input_value() == "0"
    page.locator(".suggested button").click()
    assert page.locator("#topic_id").input_value() == str(topics[1])
    assert unquote(page.url).endswith(f"/desk/q/{made.number}"), "nothing was sent"
    librarian.look()


def test_administrators_keep_ready_texts(librarian, world):
    world.text(title_uk="Назва", title_en="A title")
    librarian.opens("/admin/texts")
    assert librarian.page.get_by_role("link", name="Назва" if librarian.language == "uk" else "A title").is_visible()
    librarian.opens("/admin/texts/new")
    librarian.opens("/admin/reasons/new")
