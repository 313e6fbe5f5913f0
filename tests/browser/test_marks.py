"""Personal data at the desk in a browser: marks by the list and, for what is selected, by the keyboard alone."""

import pytest

from tests.browser.walker import NARROWEST, Walker
from tests.world import PASSWORD

PHONE = "067 000 12 34"
TEXT = f"Мене звати Оксана, мій телефон {PHONE}. Сусід з третього поверху заливає нас щотижня."
SELECT_WORDS = "(field, [start, end]) => { field.focus(); field.setSelectionRange(start, end); }"


@pytest.fixture(params=[NARROWEST, 1280])
def librarian(new_page, axe, world, request):
    """A librarian at the desk, at a narrow and at a wide window."""
    world.account(login="bondar", name="Марія Бондар")
    walker = Walker(new_page(width=request.param), axe, "uk")
    walker.opens("/desk/")
    walker.page.locator("#login").fill("bondar")
    walker.page.locator("#password").fill(PASSWORD)
    walker.presses("Sign in")
    return walker


def test_the_list_sets_marks_and_the_keyboard_any_other(librarian, world):
    made = world.question(text=TEXT)
    librarian.opens(f"/desk/q/{made.number}")
    assert librarian.page.locator(".suspects__text mark").all_inner_texts() == ["Оксана", PHONE]
    librarian.presses("Replace all by marks")
    field = librarian.page.locator("#public_text")
    start = TEXT.replace("Оксана", "[ПІБ]").replace(PHONE, "[телефон]").index("Сусід")
    field.evaluate(SELECT_WORDS, [start, start + len("Сусід з третього поверху")])
    field.press("Alt+Shift+KeyM")
    assert field.input_value() == "Мене звати [ПІБ], мій телефон [телефон]. [ПІБ] заливає нас щотижня."
    assert "[ПІБ]" in librarian.page.locator("[data-mark-said]").inner_text()
    field.press("Control+End")
    field.press("Alt+Shift+KeyM")
    assert "виділіть" in librarian.page.locator("[data-mark-said]").inner_text()
    librarian.look()
    librarian.page.locator("#wartime_checked").check()
    librarian.presses("Save and take up")
    librarian.sees("The question is taken up.")
    librarian.opens(f"/q/{made.number}")
    librarian.sees("[ПІБ] заливає нас")
