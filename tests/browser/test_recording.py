"""Recording for somebody in a real browser: by keyboard, with what was answered already in sight, the receipt made for paper."""

import pytest

from reception.services import indexing
from tests.browser.walker import NARROWEST, Walker, fits
from tests.world import PASSWORD


@pytest.fixture
def walker(new_page, axe, world):
    """A librarian's window."""
    world.published(text="Щебінь завезено.")
    login = world.account(branch_id=world.branch(), name="Ніна Марченко")
    with world.inside():
        indexing.catch_up()
    walker = Walker(new_page(), axe, "uk")
    walker.page.goto("/desk/login")
    walker.page.locator("#login").fill(login)
    walker.page.locator("#password").fill(PASSWORD)
    walker.presses("Sign in")
    return walker


def test_a_question_is_recorded_by_keyboard_and_its_receipt_fits_a_slip(walker):
    page = walker.page
    walker.follows("Record a question")
    page.locator("#way-0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for typed in ("Ганна Петренко", "050 111 22 33"):
        page.keyboard.press("Tab")
        page.keyboard.insert_text(typed)
    page.locator("#subject").press_sequentially("Яма на вулиці Степовій", delay=5)
    page.get_by_text(walker.says("Perhaps this was answered already:")).wait_for()
    page.locator("#text").fill("Велика яма на Степовій.")
    page.locator("#consent-2").check()
    walker.presses("Save the question")
    assert page.locator("#text").input_value() == "Велика яма на Степовій."
    page.locator("#read_back").check()
    walker.presses("Save the question")
    walker.sees("Perhaps this was answered already")
    walker.presses("Save all the same")
    assert page.locator("h1").inner_text() == walker.says("The question is recorded")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    walker.look()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 200, "height": 900})  # 58 mm without the margins
    assert fits(page)
    assert not page.locator(".acting-for").is_visible()
    assert page.locator(".slip__pin").is_visible()


def test_a_scan_that_is_too_large_is_named_before_it_is_sent(walker, tmp_path):
    page = walker.page
    walker.opens("/desk/record")
    big = tmp_path / "скан.jpg"
    big.write_bytes(b"\xff\xd8" + b"x" * (11 << 20))
    page.locator("#files").set_input_files(big)
    page.get_by_text("більший за 10 МБ").wait_for()
    assert page.locator("#files").evaluate("input => input.files.length") == 0
