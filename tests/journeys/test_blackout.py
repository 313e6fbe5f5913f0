"""The light goes out in the middle of a rush: web server and worker are killed at once, and started again."""

import concurrent.futures
import contextlib
import dataclasses
import socket
import time
import urllib.request
from collections import Counter
from http.client import HTTPException
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, update

from reception.models import Letter, LetterState, Question
from tests.journeys.test_many_at_once import found, page
from tests.programs import environ_of, serve, starting, work

CITIZENS, ENOUGH, PATIENCE = 4, 10, 600


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def settings(settings, port):
    return dataclasses.replace(settings, public_url=f"http://127.0.0.1:{port}", submissions_per_hour=1_000_000)


@pytest.fixture
def start():
    """Start a program of this installation in a process of its own."""
    with starting() as start:
        yield start


def wait_until(true):
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.05)


def answers(address) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/ask") as response:
        return response.status == 200
    return False


def ask_until_dark(address, name, told: list) -> None:
    """Ask one question after another, and note each number as soon as it is shown."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with contextlib.suppress(OSError, HTTPException):  # the light is out
        for count in range(1000):
            form = page(browser.open(f"{address}/ask"))
            hidden = {field: found(rf'name="{field}"[^>]* value="([^"]+)"', form) for field in ("csrf_token", "form_key")}
            subject = f"Питання {count} від {name}"
            typed = {"subject": subject, "text": "Де ліхтар?", "email": f"{name}.{count}@mail.example", "kind": "question"}
            chosen = {"may_process": "y", "may_publish": "y", "name_public": "no", "action": "send"}
            receipt = page(browser.open(f"{address}/ask", urlencode(hidden | typed | chosen).encode()))
            told.append((found(r'<dd class="number">([^<]+)</dd>', receipt), subject))


def test_what_was_acknowledged_before_the_light_went_out_is_there_and_is_told_once(world, smtp, settings, port, start):
    environ = environ_of(settings)
    web, worker, told = start(serve, environ, port), start(work, environ), []
    wait_until(lambda: answers(settings.public_url))
    with concurrent.futures.ThreadPoolExecutor(CITIZENS) as pool:
        for number in range(CITIZENS):
            pool.submit(ask_until_dark, settings.public_url, f"citizen{number}", told)
        wait_until(lambda: len(told) >= ENOUGH and len(smtp.messages) >= 3)
        for process in (web, worker):
            process.kill()
        for process in (web, worker):
            process.join()

    with world.inside() as session:
        stored = dict(session.execute(select(Question.number, Question.subject)).all())
        assert {number: stored.get(number) for number, _ in told} == dict(told)
        numbers = sorted(stored)
        assert [int(number.rpartition("-")[2]) for number in numbers] == list(range(1, len(numbers) + 1))
        session.rollback()  # what has read cannot always begin to write
        # What the worker had in its hands is due again after five minutes: they pass.
        session.execute(update(Letter).values(next_attempt_at=Letter.created_at))
        session.commit()

    start(work, environ)
    wait_until(lambda: all_sent(world))
    came = Counter(letter.message["Message-ID"] for letter in smtp.messages)
    with world.inside() as session:
        assert set(came) == set(session.scalars(select(Letter.message_id)))
    assert len(came) == len(stored)
    assert came.total() - len(came) <= 1  # the one that was just leaving


def all_sent(world) -> bool:
    with world.inside() as session:
        open_ones = (LetterState.QUEUED, LetterState.SENDING)
        return session.scalar(select(Letter.id).where(Letter.state.in_(open_ones)).limit(1)) is None
