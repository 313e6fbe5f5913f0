"""The worker: its jobs do not wait for each other, none stops the others, and it stops when told."""

import dataclasses
import threading
import time

import pytest
from sqlalchemy import exists, select, text

from reception import worker as worker_module
from reception.extensions import db
from reception.models import Letter, LetterState
from reception.queries.engine import engine
from reception.worker import Job, Worker

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")


PATIENCE = 120
"""Seconds after which what does not come is taken never to come: far more than a busy machine needs."""


@pytest.fixture
def running(app):
    """Let the worker run while a test looks; afterwards it must stop when told."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(app).run, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def wait_until(true):
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.02)


def is_found(world, made):
    with world.inside():
        return engine().position() > 0 and made.id in engine().ids()


def is_being_sent(world):
    with world.inside() as session:
        return session.scalar(select(exists().where(Letter.state == LetterState.SENDING)))


@pytest.mark.usefixtures("running")
def test_a_question_is_found_and_its_letters_are_there_by_themselves(world, smtp):
    first = world.accepted()
    wait_until(lambda: is_found(world, first))
    made = world.published(world.official(email="koval@city.example"), email="asker@mail.example")

    wait_until(lambda: is_found(world, made))
    wait_until(lambda: len(smtp.to("asker@mail.example")) == 5 and len(smtp.to("koval@city.example")) == 2)
    assert is_found(world, first)


def test_what_was_published_is_found_after_one_round(world, app):
    """Which comes twice a second: how long one takes is measured by `make bench`."""
    world.accepted()
    Worker(app).once()
    made = world.published()
    [index] = [job for job in worker_module.JOBS if job.name == "index"]
    assert not is_found(world, made)

    with app.app_context():
        index.work()

    assert is_found(world, made)
    assert index.every <= 0.5


def test_letters_about_one_question_are_one_conversation(world, smtp, app):
    world.published(email="asker@mail.example")
    Worker(app).once()

    letters = [each.message for each in smtp.to("asker@mail.example")]
    ids = [each["Message-ID"] for each in letters]
    assert len(ids) > 2
    assert [each["In-Reply-To"] for each in letters] == [None, *ids[:-1]]
    assert [(each["References"] or "").split() for each in letters] == [ids[:count] for count in range(len(ids))]


class TestHangingMail:
    @pytest.fixture
    def settings(self, settings):
        """Wait for the mail server for longer than a test does for anything."""
        return dataclasses.replace(settings, mail_timeout=2 * PATIENCE)

    @pytest.mark.usefixtures("running")
    def test_a_silent_mail_server_does_not_keep_the_index_waiting(self, world, smtp):
        smtp.hang()
        world.accepted()
        wait_until(lambda: is_being_sent(world))
        made = world.accepted()

        wait_until(lambda: is_found(world, made))
        assert smtp.messages == []
        smtp.reset()


def test_a_job_that_fails_stops_no_other(app, monkeypatch, caplog):
    done = []
    jobs = (Job("broken", lambda: 1 / 0, 1), Job("good", lambda: done.append(1), 1))
    monkeypatch.setattr(worker_module, "JOBS", jobs)

    Worker(app).once()

    assert done == [1]
    assert "broken failed" in caplog.text


def test_an_error_of_the_database_quotes_nobody(app, monkeypatch, caplog):
    name = "Петренко"

    def fail():
        db.session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": name})

    monkeypatch.setattr(worker_module, "JOBS", (Job("broken", fail, 1),))

    Worker(app).once()

    assert "nowhere" in caplog.text
    assert name not in caplog.text


def test_the_log_says_what_was_done_and_to_nobody(world, app, smtp, caplog):
    caplog.set_level("INFO")
    made = world.accepted(email="asker@mail.example")

    Worker(app).once()

    ours = " · ".join(record.getMessage() for record in caplog.records if record.name.startswith("reception"))
    assert ours == "index: 1 questions · mail: 2 sent, 0 failed"
    assert made.number in smtp.messages[0].subject
