"""Several questions at once, by keyboard, and the button that takes it back; each page is accessible and fits a telephone."""

import dataclasses

import pytest
from playwright.sync_api import expect

from tests.browser.test_keys import Fingers
from tests.browser.walker import NARROWEST, fits


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, undo_seconds=5)


def look(page, axe):
    for width in (1280, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert fits(page), f"{page.url} is wider than {width} px"
    page.set_viewport_size({"width": 1280, "height": 900})


def declined(hands, world, axe):
    """Decline two of three questions by keyboard."""
    world.reason("spam")
    made = [world.question() for _ in range(3)]
    hands.signs_in(world.account())
    hands.press("j", "x", "j", "x", "b", "Tab", "Tab")
    hands.goes("Enter")
    assert hands.heading == "Відхилити 2 звернення"
    look(hands.page, axe)
    hands.press("i")
    hands.goes("Enter")
    assert hands.heading == "Зроблено: 2 із 2"
    return made


def test_several_are_declined_and_taken_back_by_keyboard(page, world, axe):
    hands = Fingers(page)
    made = declined(hands, world, axe)
    look(page, axe)
    hands.goes("u")
    expect(page.get_by_text("Скасовано: 2 звернення знову там, де були.")).to_be_visible()
    assert [world.state(each) for each in made] == ["received"] * 3


def test_when_it_is_too_late_the_button_goes_and_the_page_says_so(page, world, axe):
    hands = Fingers(page)
    made = declined(hands, world, axe)
    expect(page.get_by_text("Скасувати вже не можна")).to_be_visible()
    expect(page.get_by_role("button", name="Скасувати")).to_have_count(0)
    assert [world.state(each) for each in made] == ["declined", "declined", "received"]
