"""A town whose offices change: addresses appear, officials are late and are reminded, bodies take over from each other."""

import datetime as dt

import pytest

from reception.domain import clock as house_clock
from reception.domain.roles import Role
from reception.models import Authority, Official
from tests.journeys.actors import ANSWER, Librarian
from tests.world import PASSWORD


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=house_clock.KYIV))


def at(clock, day, month, hour=10):
    clock.set(dt.datetime(2026, month, day, hour, tzinfo=house_clock.KYIV))


def administrator_of(town):
    """One who keeps the directory, signed in."""
    administrator = Librarian(town, "Олександра Ткач")
    administrator.opens("/desk/")
    administrator.presses("Sign in", login=town.world.account(Role.ADMINISTRATOR), password=PASSWORD)
    return administrator


def test_a_question_waits_for_an_address_and_leaves_by_itself(town, people, world, clock):
    citizen, librarian, official = people
    with world.inside() as session:
        session.get(Official, official.id).email = None
        session.commit()
    number = citizen.asks()
    librarian.accepts(number)
    librarian.refers(number, official)
    assert town.smtp.to(official.email) == []
    librarian.opens("/desk/")
    librarian.sees("An administrator enters addresses in the directory; the letters then leave by themselves.")
    assert number in citizen.letter("It was found who must answer your question").subject

    clock.advance(days=2)
    administrator = administrator_of(town)
    administrator.opens(f"/admin/officials/{official.id}")
    administrator.presses("Save", email=official.email)
    official.opens_by_mail(number)
    official.answers(ANSWER)
    assert number in citizen.letter("Your question has been passed on").subject


def test_an_official_is_reminded_until_the_answer_is_there(town, people, clock):
    citizen, librarian, official = people
    number = citizen.asks()
    librarian.accepts(number)
    librarian.refers(number, official)
    official.mail()
    at(clock, 27, 3)
    before = len(official.mail())
    reminder = official.mail()[-1]
    assert number in reminder.subject
    librarian.takes(number)
    librarian.sees("Reminders:")
    official.opens_the_link(reminder)
    official.answers(ANSWER)
    for day, month in ((31, 3), (2, 4), (8, 4)):
        at(clock, day, month)
        words = official.says("We remind you of citizens’ questions that wait for your answer.")
        assert [letter.subject for letter in official.mail()[before:] if words in letter.text] == []


def test_a_body_takes_over_and_the_old_question_keeps_the_name(town, people, world, clock):
    citizen, librarian, official = people
    number = citizen.asks()
    librarian.accepts(number)
    librarian.refers(number, official)
    with world.inside() as session:
        old = session.get(Official, official.id).authority_id
        name = session.get(Authority, old).name_uk if town.language == "uk" else session.get(Authority, old).name_en
    new = world.authority("Департамент міського господарства")
    clock.advance(days=2)
    administrator = administrator_of(town)
    administrator.opens(f"/admin/authorities/{old}")
    administrator.follows("Another body takes its tasks over")
    administrator.presses("Carry it out", into=str(new), people="move")
    official.opens_by_mail(number)
    official.answers(ANSWER)
    librarian.publishes(number)
    citizen.opens(f"/q/{number}")
    assert name in citizen.page.text
