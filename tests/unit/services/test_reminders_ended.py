"""What has ended is reminded of by nobody: neither when letters are written, nor when they leave."""

import pytest
from sqlalchemy import select

from reception.domain.roles import Actor, ActorKind
from reception.models import Letter, LetterState, Question, Referral, Reminder
from reception.services import asker, delivery, merge, refer, respond
from tests.unit.services.reminding import MONDAY, at, remind, send


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(MONDAY)


def answer(world, made):
    world.answer(made.referral_ids[0])


def withdraw(world, made):
    with world.inside() as session:
        asker.withdraw(Actor(ActorKind.ASKER, question_id=made.id), session.get(Question, made.id))


def recall(world, made):
    with world.inside() as session:
        refer.recall(world._librarian(), session.get(Question, made.id), "Помилка")


def not_ours(world, made):
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        respond.not_ours(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, "Не наше")


def hide(world, made):
    world.hide(made)


def join(world, made):
    main = world.accepted()
    with world.inside() as session:
        merge.merge(world._librarian(), session.get(Question, made.id), main.number)


ENDINGS = (answer, withdraw, recall, not_ours, hide, join)


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_owes_nothing_is_not_reminded(world, clock, ending):
    made = world.referred()
    ending(world, made)
    for day, month in ((27, 3), (31, 3), (2, 4), (8, 4)):
        at(clock, day, month)
        assert remind(world) == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_letter_that_is_written_does_not_leave_for_what_has_ended_meanwhile(world, clock, smtp, ending):
    official = world.official(email="koval@city.example")
    made, other = world.referred(official), world.referred(official)
    send(world)
    at(clock, 31, 3)
    remind(world)
    ending(world, made)
    send(world)
    reminder = [letter for letter in smtp.to("koval@city.example") if "чека" in letter.subject]
    assert len(reminder) == 1
    assert made.number not in reminder[0].subject + reminder[0].text
    assert other.number in reminder[0].text


def test_a_letter_of_which_nothing_is_left_does_not_leave(world, clock, smtp):
    official = world.official(email="koval@city.example")
    made = world.referred(official)
    send(world)
    at(clock, 31, 3)
    remind(world)
    world.answer(made.referral_ids[0])
    send(world)
    assert [letter for letter in smtp.to("koval@city.example") if "чека" in letter.subject] == []
    with world.inside() as session:
        assert session.scalars(select(Reminder)).all() == []
        states = session.scalars(select(Letter.state).where(Letter.name == "reminder")).all()
        assert states == [LetterState.SETTLED]


def test_what_ends_while_a_letter_waits_for_the_morning_is_not_in_it(world, clock, smtp):
    official = world.official(email="koval@city.example")
    made, other = world.referred(official), world.referred(official)
    send(world)
    at(clock, 31, 3, 17)
    remind(world)
    at(clock, 31, 3, 20)
    send(world)
    world.answer(made.referral_ids[0])
    at(clock, 31, 3, 22)
    with world.inside():
        delivery.make_due()
    send(world)
    at(clock, 1, 4, 9)
    send(world)
    [letter] = [letter for letter in smtp.to("koval@city.example") if "чека" in letter.subject]
    assert (made.number in letter.text, other.number in letter.text) == (False, True)
