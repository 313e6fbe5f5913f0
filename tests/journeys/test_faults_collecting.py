"""A worker collects mail from a real mailbox, and the system kills it at any step, in the middle of a fetch too: the next one
loses nothing and takes nothing twice.
"""

import pytest
from sqlalchemy import func, select

from reception.domain import clock
from reception.domain.events import Tag
from reception.models import Draft, Event, Incoming, IncomingState, Letter
from tests.journeys.test_faults_in import reply


@pytest.fixture
def settings(settings, imap):
    """An installation that collects mail."""
    return imap.read_by(settings)


def stranger(number) -> bytes:
    return f"From: somebody@mail.example\r\nMessage-ID: <{number}@mail.example>\r\n\r\nЩодо саду {number:03}.\r\n".encode()


def test_killed_before_every_step_what_is_in_the_mailbox_is_taken_once(world, settings, imap, workers):
    world.referred()
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.answer_link_id.is_not(None))).one()
        to, sent = letter.to_address, letter.message_id
    number, killed, where = 0, True, set()
    while killed:
        number += 1
        for raw in (reply(to, sent, number), stranger(number)):
            imap.put(raw)
        ended = workers.collect(clock.now(), kill=number)
        assert not ended["crashed"], ended["words"]
        killed = ended["killed"]
        where.add(ended["words"])
        assert len(imap.messages()) + rows(world) >= 2 * number, f"lost, when killed {ended['words']}"
        again = workers.collect(clock.now(), kill=0)
        assert not again["crashed"], again["words"]
        assert imap.messages() == []
        taken_once(world, settings, number)
    assert {"in the middle of a message", "a message fetched, nothing written down"} < where
    assert "after a word to the mailbox, its answer not heard" in where


def rows(world) -> int:
    with world.inside() as session:
        return session.scalar(select(func.count()).select_from(Incoming))


def taken_once(world, settings, number) -> None:
    with world.inside() as session:
        known = session.scalars(select(Incoming).order_by(Incoming.id)).all()
        assert sorted(row.text for row in known if row.state is IncomingState.HELD) == [
            f"Щодо саду {each:03}." for each in range(1, number + 1)
        ]
        assert [row.state for row in known].count(IncomingState.DRAFTED) == number
        assert len(known) == 2 * number
        assert all((settings.uploads / row.stored_as).stat().st_size for row in known)
        draft = session.scalars(select(Draft)).one().text
        assert [draft.count(f"Відповідь {each:03}.") for each in range(1, number + 1)] == [1] * number
        assert session.scalar(select(func.count()).select_from(Event).where(Event.tag == Tag.DRAFTED_BY_MAIL)) == number
