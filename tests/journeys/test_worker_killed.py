"""The worker is killed in the middle of its work, again and again; nothing is lost and nothing told twice under two names."""

import time

import pytest
from sqlalchemy import func, select, update

from reception.models import Letter, LetterState
from reception.queries.engine import engine
from reception.services.indexing import rebuild
from tests.programs import environ_of, killed, starting, work

PATIENCE = 600

# The reader lets go of an index that was replaced without closing it: another thread may still be reading.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def start_worker(settings):
    """Start a worker of this installation in a process of its own."""
    with starting() as start:
        yield lambda: start(work, environ_of(settings))


def wait_until(true):
    """Look several times a second until something is so."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.01)


def test_killed_while_sending_fifty_letters(world, smtp, start_worker):
    for number in range(50):
        world.question(email=f"citizen{number}@mail.example", subject=f"Питання {number}")
    with world.inside() as session:
        names = dict(session.execute(select(Letter.to_address, Letter.message_id)).all())
    assert len(names) == 50

    for enough in (7, 21):
        worker = start_worker()
        wait_until(lambda enough=enough: len(smtp.messages) >= enough)
        killed(worker)
    assert len(smtp.messages) < 50
    minutes_pass(world)
    start_worker()
    wait_until(lambda: states(world) == {LetterState.SENT: 50})

    received = [(message.recipients[0], message.message["Message-ID"]) for message in smtp.messages]
    assert set(received) == set(names.items())
    assert len(received) <= 50 + 2


def test_killed_while_indexing_two_hundred_questions(world, start_worker):
    world.accepted(email=None)
    start = start_worker()
    wait_until(lambda: indexed(world) == 1)
    killed(start)
    for number in range(200):
        world.accepted(email=None, subject=f"Ліхтар {number}", text="Не світить ліхтар біля школи.")

    for seconds in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6):
        worker = start_worker()
        time.sleep(seconds)
        killed(worker)
    start_worker()
    wait_until(lambda: indexed(world) == 201)

    assert what_is_found(world) == after_a_rebuild(world)


def minutes_pass(world):
    """Let the letter that a killed worker had in its hands be due again: its five minutes are over."""
    with world.inside() as session:
        session.execute(update(Letter).values(next_attempt_at=Letter.created_at))
        session.commit()


def states(world) -> dict:
    with world.inside() as session:
        return dict(session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())


def indexed(world) -> int:
    with world.inside():
        return len(engine().ids()) if engine().position() else 0


def what_is_found(world) -> tuple:
    with world.inside():
        words = ("ліхтарі", "школа", "яма", "зупинка", "")
        return engine().ids(), [(engine().search(each, {}, limit=300).ids, engine().search(each, {}).total) for each in words]


def after_a_rebuild(world) -> tuple:
    with world.inside():
        rebuild()
    return what_is_found(world)
