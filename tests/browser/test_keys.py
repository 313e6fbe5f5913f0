"""The desk by keyboard alone: a queue of forty is cleared, keys leave fields alone, and they can be switched off."""

import collections

import pytest
from playwright.sync_api import expect

from reception.models import Question
from tests.world import PASSWORD

FORTY = 40
MOST_PRESSES = 8
"""Keys for one question, from line to line of the queue: in ten minutes there are fifteen seconds for each, to read it too."""


class Fingers:
    """A librarian who has no mouse."""

    def __init__(self, page) -> None:
        self.page = page
        self.presses = 0

    def signs_in(self, login) -> None:
        """Come to the queue."""
        self.page.goto("/desk/login")
        self.page.locator("#login").focus()
        self.types(login)
        self.press("Tab")
        self.types(PASSWORD)
        self.goes("Enter")

    def press(self, *keys) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def types(self, text) -> None:
        self.page.keyboard.type(text)

    def goes(self, *keys) -> None:
        """Press keys of which the last leads to another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.press(keys[-1])

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.textContent.trim()")


@pytest.fixture
def fingers(page, world):
    return Fingers(page), world.account(name="Ніна Марченко")


def prepared(world) -> collections.Counter:
    """Let forty questions wait: some to be taken up, passed on or declined. Return the states to be."""
    body = world.authority("Департамент ЖКГ")
    world.official(body)
    world.reason()
    for n in range(FORTY):
        fate = ("Взяти", "Передати", "Відхилити", "Взяти")[n % 4]
        world.question(subject=f"{fate}: яма на вулиці Степовій, {n}", authority_id=body)
    return collections.Counter(accepted=20, referred=10, declined=10)


def sees_to(hands) -> None:
    """Do with the question at hand what its subject says."""
    if "Відхилити" in hands.heading:
        hands.goes("d")
        hands.press("i", "Space")
        hands.goes("Control+Enter")
        return
    hands.press("w")
    hands.goes("a")
    if "Передати" in hands.heading:
        hands.goes("r")
        hands.press("i", "Space")
        hands.goes("Control+Enter")
        hands.goes("Control+Enter")


def test_a_librarian_clears_forty_questions_by_keyboard_alone(fingers, world):
    hands, login = fingers
    wanted = prepared(world)
    hands.signs_in(login)
    before = hands.presses
    hands.press("j")
    hands.goes("o")
    for left in range(FORTY, 0, -1):
        sees_to(hands)
        if left > 1:
            hands.goes("j")
    hands.goes("g", "q")
    presses = hands.presses - before
    expect(hands.page.get_by_text("Тут нічого не чекає.")).to_be_visible()
    with world.inside() as session:
        assert collections.Counter(each.state.value for each in session.query(Question)) == wanted
    assert presses <= MOST_PRESSES * FORTY


def test_the_list_is_gone_through_and_opened_in_any_layout(fingers, world):
    hands, login = fingers
    numbers = [world.question().number for _ in range(3)]
    hands.signs_in(login)
    for keys, at in ((("k",), 2), (("j",), 2), (("k",), 1), (("k", "k"), 0), (("j",), 1)):
        hands.press(*keys)
        assert hands.focused() == numbers[at]
    hands.page.keyboard.press("KeyO")  # the place of the key, where a Ukrainian layout has щ
    hands.page.wait_for_url("**/desk/q/**")
    assert hands.heading.startswith(numbers[1])
    hands.goes("k")
    assert hands.heading.startswith(numbers[0])
    hands.goes("g", "q")
    hands.press("j")
    hands.goes("d")
    assert hands.heading == "Відхилити звернення"


def test_no_key_is_taken_from_a_field_or_from_the_browser(fingers, world):
    hands, login = fingers
    made = world.question()
    hands.signs_in(login)
    hands.page.goto(f"/desk/q/{made.number}")
    hands.press("i")
    hands.types("gjkxad?")
    assert hands.page.locator("#public_subject").input_value().count("gjkxad?") == 1
    hands.page.locator("#topic_id").focus()
    hands.press("d")
    hands.page.locator("h1").click()
    hands.press("Control+d", "Alt+d", "Shift+d")
    assert hands.page.url.endswith(made.number) or "/decline" not in hands.page.url
    expect(hands.page.locator("#keys-sheet")).to_be_hidden()
    assert world.state(made) == "received"


def test_the_sheet_opens_is_accessible_and_switches_the_keys_off(fingers, world, axe):
    hands, login = fingers
    number = world.question().number
    hands.signs_in(login)
    hands.press("?")
    sheet = hands.page.locator("#keys-sheet")
    expect(sheet).to_be_visible()
    axe(hands.page)
    hands.press("j")
    switch = sheet.get_by_label("Клавіші ввімкнено в цьому браузері")
    switch.focus()
    hands.press("Space", "Escape")
    expect(sheet).to_be_hidden()
    hands.press("j", "?")
    expect(sheet).to_be_hidden()
    assert hands.focused() != number, "no row of the list has taken the focus"
    hands.page.goto("/desk/keys")
    switch = hands.page.locator("main").get_by_label("Клавіші ввімкнено в цьому браузері")
    assert not switch.is_checked()
    switch.focus()
    hands.press("Space")
    hands.press("?")
    expect(sheet).to_be_visible()


def test_without_javascript_the_sheet_is_a_page(new_page, world):
    page = new_page(javascript=False)
    hands = Fingers(page)
    hands.signs_in(world.account())
    page.get_by_role("link", name="Робота з клавіатури").click()
    expect(page.get_by_text("зберегти й узяти в роботу").first).to_be_visible()
    expect(page.get_by_label("Клавіші ввімкнено в цьому браузері").first).to_be_hidden()
