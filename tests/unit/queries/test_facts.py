"""The facts follow the journal: what it tells of is read anew, the rest stays; they filter, count and stand by date."""

import datetime as dt

import pytest

from reception.domain.kinds import Channel
from reception.domain.roles import SYSTEM
from reception.models import Authority, Question
from reception.queries import facts as room
from reception.queries.fact_table import YES, Fact, Facts
from reception.queries.facts import facts
from reception.services.directory import save


@pytest.fixture
def known(world):
    """Return what the facts tell as a request finds them: of questions that count, by id, the newest first."""

    def read(name="channel"):
        with world.inside():
            told = facts()
            value_of = {place: value for value, places in told.parted(name, told.taken) for place in places.tolist()}
            return {told.ids[place].item(): value_of[place] for place in told.taken.tolist()}

    return read


def change_unseen(world, made):
    """Change a question behind the back of the journal: who reads it anew finds another channel."""
    with world.inside() as session:
        session.get(Question, made.id).channel = Channel.DESK
        session.commit()


def test_of_one_answer_one_fact_is_read_anew(world, known):
    answered, other = world.answered(), world.published()
    assert (known("answered")[answered.id], known()[other.id]) == ("no", "online")

    change_unseen(world, other)
    world.publish(answered)

    assert (known("answered")[answered.id], known()[other.id]) == ("yes", "online")


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
    assert known()[made.id] == "online"

    change_unseen(world, made)
    with world.inside() as session:
        save(SYSTEM, Authority, {"name_uk": "Відділ освіти"}, session.get(Authority, world.authority()))

    assert known()[made.id] == "desk"


def test_when_many_change_all_are_read(world, known, monkeypatch):
    stays, changed = world.published(), [world.answered(), world.answered()]
    assert known()[stays.id] == "online"
    change_unseen(world, stays)
    monkeypatch.setattr(room, "MANY", 1)

    for made in changed:
        world.publish(made)

    assert {known("answered")[made.id] for made in changed} == {"yes"}
    assert known()[stays.id] == "desk"


def test_all_are_read_though_few_at_a_time(world, known, monkeypatch):
    monkeypatch.setattr(room, "AT_ONCE", 2)
    made = [world.published(), world.accepted(), world.answered(), world.published(), world.accepted()]
    answered = ["yes", "no", "no", "yes", "no"]
    assert known("answered") == {each.id: value for each, value in zip(made, answered, strict=True)}


def fact(id, day, topic="roads", answered=YES, days=None, state="closed"):
    at = dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC)
    asked = dt.date(2026, 3, day)
    return Fact(id, asked, at, days, topic, "none", "none", "online", state, answered, "9.1", "", "", "2026", "2026-03")


@pytest.fixture
def four():
    """Return four questions: the first is the oldest, two are of one day, one was declined."""
    earlier = [fact(3, 1, days=9), fact(5, 4, topic="water", state="declined")]
    later = [fact(7, 4, topic="water", days=2), fact(6, 4, answered="no")]
    return Facts.joined([Facts.of(earlier), Facts.of(later)])


def ids(told, places):
    return told.ids[places].tolist()


def test_the_newest_stand_first_and_of_one_day_those_that_came_later(four):
    assert ids(four, four.taken) == [7, 6, 3]
    assert ids(four, four.declined) == [5]


def test_they_are_found_by_values_and_by_ids(four):
    assert ids(four, four.matching({"topic": "roads"})) == [6, 3]
    assert ids(four, four.matching({"topic": "roads", "answered": "yes"})) == [3]
    assert ids(four, four.matching({"topic": "no such topic"})) == []
    assert ids(four, four.matching({"topic": "water"}, four.declined)) == [5]
    assert ids(four, four.places_of([6, 1, 900, 3])) == [6, 3]


def test_they_are_counted_and_parted(four):
    assert four.counts("topic") == {"roads": 2, "water": 1}
    assert {value: ids(four, places) for value, places in four.parted("topic", four.taken)} == {"roads": [6, 3], "water": [7]}
    assert four.days(four.taken) == [2, 9]


def test_there_may_be_none():
    none = Facts.joined([Facts.of(())])
    assert (ids(none, none.matching({"topic": "roads"})), ids(none, none.places_of([1]))) == ([], [])
    assert none.counts("topic") == {}
