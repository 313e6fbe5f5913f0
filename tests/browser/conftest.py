"""The real thing in a real browser: the application served by waitress, Debian's Chromium driven by Playwright, axe."""

import contextlib
import dataclasses
import shutil
import socket
import threading
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from werkzeug.wsgi import ClosingIterator

from reception.cli.serve import serving
from reception.worker import Worker

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
SHELL = "chromium-headless-shell"
"""Chromium without its window: the same pages for a third of the work."""

CHROMIUM = (SHELL, "chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000
"""Milliseconds to wait for what a page is to show: far more than any page takes, so that a busy machine fails no test."""

expect.set_options(timeout=PATIENCE)

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for this process. Root may run it only without its sandbox."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert chromium, f"Chromium is not installed; on Debian: sudo apt-get install {SHELL}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *QUIET])
        yield browser
        browser.close()


@pytest.fixture
def listener():
    """A socket on a free port: its address must be known before the application is made."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
def settings(settings, listener):
    """The settings, with the address at which the browser will find the site: links in letters begin with it."""
    return dataclasses.replace(settings, public_url=f"http://127.0.0.1:{listener.getsockname()[1]}")


@pytest.fixture
def live_server(app, settings, listener, request, monkeypatch):
    """Serve the application and give its address; with `--lag`, late."""
    if lag := request.config.getoption("--lag"):
        monkeypatch.setattr(app, "wsgi_app", late(app.wsgi_app, lag))
    with serving(app, listener):
        yield settings.public_url


def late(wsgi_app, seconds):
    """Return the application as one whose pages begin late and end later: a test that does not wait then fails for sure."""

    def answer(environ, start_response):
        if "/static/" in environ["PATH_INFO"]:
            return wsgi_app(environ, start_response)
        time.sleep(seconds)
        with contextlib.closing(ClosingIterator(wsgi_app(environ, start_response))) as parts:
            return in_two(b"".join(parts), seconds)

    return answer


def in_two(page, seconds):
    """Yield the beginning of a page, and the rest when the browser has begun to show it."""
    yield page[:1500]
    time.sleep(seconds)
    yield page[1500:]


@pytest.fixture
def worker(app):
    """The worker, at its work beside the site: it sends letters and keeps the index up."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(app).run, args=(stop,), daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join(timeout=10)


@pytest.fixture
def new_page(browser, live_server):
    """Open windows that share nothing, one a person: `new_page(javascript=False, width=360)`."""
    contexts, complaints = [], []

    def heard(message):
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_window(javascript=True, width=1280, height=900, locale="uk-UA"):
        viewport = {"width": width, "height": height}
        context = browser.new_context(
            base_url=live_server, java_script_enabled=javascript, locale=locale, viewport=viewport
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", heard)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(new_page):
    """One window of 1280 × 900 with JavaScript."""
    return new_page()


@pytest.fixture
def axe():
    """Assert that a page in its present state breaks no rule of WCAG 2.1, A and AA: `axe(page)`."""

    def assert_accessible(page):
        scripted = not page.evaluate("matchMedia('(scripting: none)').matches")
        assert scripted, "axe would wait for ever: look at this page in a window with JavaScript"
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        violations = Axe().run(page, options=options).response["violations"]
        assert not violations, f"{page.url}\n" + "\n".join(map(described, violations))

    return assert_accessible


def described(violation):
    """Return a violation as lines: the rule, then each element that breaks it and why."""
    nodes = [f"    {node['html'][:200]}\n        {node['failureSummary']}" for node in violation["nodes"]]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *nodes])
