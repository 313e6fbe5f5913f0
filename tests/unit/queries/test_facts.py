"""The facts follow the journal: what it tells of is read anew, the rest stays."""

import pytest

from reception.domain.roles import SYSTEM
from reception.models import Authority
from reception.queries import facts as room
from reception.queries.facts import facts
from reception.services.directory import save


@pytest.fixture
def known(world):
    """Return the facts as a request finds them, by the id of the question."""

    def read():
        with world.inside():
            return {fact.id: fact for fact in facts().rows}

    return read


def test_of_one_answer_one_fact_is_read_anew(world, known):
    answered, other = world.answered(), world.published()
    before = known()

    world.publish(answered)

    after = known()
    assert (before[answered.id].answered, after[answered.id].answered) == ("no", "yes")
    assert after[other.id] is before[other.id]


def test_what_is_taken_down_leaves_and_what_is_accepted_comes_in_its_place(world, known, clock):
    gone = world.published()
    clock.advance(minutes=1)
    kept = world.published()
    assert list(known()) == [kept.id, gone.id]

    world.hide(gone)
    new = world.accepted()

    assert list(known()) == [new.id, kept.id]


def test_when_the_directory_changes_all_are_read(world, known):
    made = world.published()
    before = known()

    with world.inside() as session:
        save(SYSTEM, Authority, {"name_uk": "Відділ освіти"}, session.get(Authority, world.authority()))

    assert known()[made.id] is not before[made.id]


def test_when_many_change_all_are_read(world, known, monkeypatch):
    stays, changed = world.published(), [world.answered(), world.answered()]
    before = known()
    monkeypatch.setattr(room, "MANY", 1)

    for made in changed:
        world.publish(made)

    after = known()
    assert {after[made.id].answered for made in changed} == {"yes"}
    assert after[stays.id] is not before[stays.id]
