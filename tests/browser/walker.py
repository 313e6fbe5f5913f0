"""Somebody who walks through the site in a window of a real browser and looks hard at every page on the way."""

import re
import time

from playwright.sync_api import Page, expect

from tests.journeys.actors import said
from tests.mailserver import MailServer, Received

NARROWEST = 360
PATIENCE = 120


class Walker:
    """A window, its reader's language, and the test's `axe`. Pages are known by their English words."""

    def __init__(self, page: Page, axe, language: str) -> None:
        self.page, self.axe, self.language = page, axe, language
        self.seen = 0
        page.goto("/")
        if language == "en":
            self.presses("English")
        self.look()

    def says(self, english: str, **values: object) -> str:
        """Return words of the interface in the reader's language."""
        return said(self.language, english, **values)

    def look(self) -> None:
        """Assert that the page is accessible, and that nothing of it lies beside a narrow window."""
        self.axe(self.page)
        assert fits(self.page), f"{self.page.url} is wider than the window: {wide(self.page)}"
        self.seen += 1

    def opens(self, address: str) -> None:
        """Go to an address and look."""
        self.page.goto(address)
        self.look()

    def follows(self, link: str, **values: object) -> None:
        """Click on the first link with these words and look."""
        self._goes(self.page.get_by_role("link", name=self.says(link, **values), exact=True).first)

    def presses(self, button: str, **values: object) -> None:
        """Press the button with these words and look."""
        self._goes(self.page.get_by_role("button", name=self.says(button, **values), exact=True))

    def _goes(self, target) -> None:
        with self.page.expect_navigation():
            target.click()
        self.look()

    def sees(self, *english: str, **values: object) -> None:
        """Assert that the page says all of this."""
        for text in english:
            expect(self.page.get_by_text(self.says(text, **values)).first).to_be_visible()

    def counts(self, label: str) -> int:
        """Return the number above these words on the page of figures."""
        self.opens("/stats")
        card = self.page.locator(".figure-card").filter(has_text=re.compile(rf"^\s*\d+\s*{re.escape(self.says(label))}"))
        return int(re.search(r"\d+", card.inner_text())[0])


def fits(page: Page) -> bool:
    """Tell whether the page can be read without moving it sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def wide(page: Page) -> list[str]:
    """Return the elements that reach over the right edge, for a message."""
    script = """() => [...document.querySelectorAll('body *')]
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map(one => one.outerHTML.slice(0, 120))"""
    return page.evaluate(script)[:5]


def arrived(smtp: MailServer, address: str, count: int) -> Received:
    """Wait for the letter of this number to an address, and return it."""
    until = time.monotonic() + PATIENCE
    while len(smtp.to(address)) < count:
        assert time.monotonic() < until, f"{address} got {[each.subject for each in smtp.to(address)]}"
        time.sleep(0.1)
    return smtp.to(address)[count - 1]


def link_in(letter: Received) -> str:
    """Return the personal link of a letter."""
    return re.search(r"https?://\S+/(?:answer|t)/\S+", letter.text)[0]
