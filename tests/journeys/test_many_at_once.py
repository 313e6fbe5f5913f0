"""Twenty citizens ask at the same time, a librarian takes up what comes, the worker sends and indexes: nobody is turned away,
nothing is lost, and the numbers are one row without a gap.
"""

import concurrent.futures
import contextlib
import dataclasses
import re
import socket
import threading
import time
import urllib.request
from collections import Counter
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from reception.cli.serve import serving, working
from reception.domain.lifecycle import State
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import Letter, LetterState, Question
from reception.queries.engine import engine
from reception.services import triage

CITIZENS = 20
SECONDS = 8
PATIENCE = 600

# The reader lets go of an index that was replaced without closing it: another thread may still be reading.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
def settings(settings, listener):
    """All twenty come from one address."""
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return dataclasses.replace(settings, public_url=address, submissions_per_hour=1_000_000)


@pytest.fixture
def server(app, settings, listener):
    """The site as it is served, with the worker beside it; give its address."""
    with working(app), serving(app, listener):
        yield settings.public_url


def ask_again_and_again(address, name, until) -> list[tuple[str, str]]:
    """Be one citizen: ask, read the receipt, ask the next; return the number and subject of each question."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    asked = []
    while time.monotonic() < until:
        form = page(browser.open(f"{address}/ask"))
        hidden = {field: found(rf'name="{field}"[^>]* value="([^"]+)"', form) for field in ("csrf_token", "form_key")}
        subject = f"Питання {len(asked)} від {name}"
        typed = {"subject": subject, "text": "Де ліхтар?", "email": f"{name}@mail.example"}
        chosen = {"may_process": "y", "may_publish": "y", "kind": "question", "name_public": "no", "action": "send"}
        data = urlencode(hidden | typed | chosen).encode()
        receipt = page(browser.open(f"{address}/ask", data))
        asked.append((found(r'<dd class="number">([^<]+)</dd>', receipt), subject))
    return asked


def page(response) -> str:
    with response:
        return response.read().decode()


def found(pattern, html) -> str:
    return re.search(pattern, html)[1]


def take_up(world, stop) -> None:
    """Be the librarian: take up what has come in, until told to stop and nothing is left."""
    librarian = Actor(ActorKind.STAFF, role=Role.MODERATOR)
    while True:
        last_round = stop.is_set()
        with world.inside() as session:
            for number in session.scalars(select(Question.number).where(Question.state == State.RECEIVED)).all():
                question = session.scalar(select(Question).where(Question.number == number))
                triage.accept(librarian, question, triage.Edit())
        if last_round:
            return
        time.sleep(0.1)


@contextlib.contextmanager
def a_librarian_at_work(world):
    stop = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        work = pool.submit(take_up, world, stop)
        try:
            yield
        finally:
            stop.set()
            work.result()


def wait_until(true):
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.1)


def letters_waiting(world) -> int:
    with world.inside() as session:
        return session.scalar(select(func.count()).where(Letter.state != LetterState.SENT))


def ids(world) -> tuple[set[int], set[int]]:
    """Return the questions of the database and those of the index."""
    with world.inside() as session:
        return set(session.scalars(select(Question.id))), set(engine().ids()) if engine().position() else set()


def test_twenty_citizens_ask_at_once(server, world, smtp):
    names = [f"citizen{n}" for n in range(CITIZENS)]
    until = time.monotonic() + SECONDS
    with a_librarian_at_work(world), concurrent.futures.ThreadPoolExecutor(CITIZENS) as pool:
        each = [pool.submit(ask_again_and_again, server, name, until) for name in names]
        asked = [question for one in each for question in one.result()]
    assert len(asked) >= CITIZENS

    numbers = sorted(number for number, _subject in asked)
    year = numbers[0].split("-")[1]
    assert numbers == [f"МК-{year}-{n:05}" for n in range(1, len(asked) + 1)]
    with world.inside() as session:
        stored = session.execute(select(Question.number, Question.subject)).all()
    assert sorted(map(tuple, stored)) == sorted(asked)

    wait_until(lambda: letters_waiting(world) == 0)
    wait_until(lambda: (both := ids(world))[0] == both[1])
    letters = Counter((letter.recipients[0], letter.subject.split()[0]) for letter in smtp.messages)
    addresses = {number: f"{subject.split()[-1]}@mail.example" for number, subject in asked}
    assert letters == Counter({(address, number): 2 for number, address in addresses.items()})
    assert len({letter.message["Message-ID"] for letter in smtp.messages}) == len(smtp.messages)
