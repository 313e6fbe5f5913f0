"""One letter a day: what is not urgent, when the office opens, of what is still to be answered then; the rest at once."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.kinds import Kind, Pace
from reception.models import Letter, LetterState, Official, Question, Referral, ReferralState
from reception.services import classify, daily, delivery, links, refer, triage

OLENA = "olena.koval@city.example"
MONDAY = dt.datetime(2026, 3, 2, 11, tzinfo=house_clock.KYIV)


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(MONDAY)


@pytest.fixture
def olena(world):
    official = world.official(email=OLENA)
    with world.inside() as session:
        session.get(Official, official).daily_letter = True
        session.commit()
    return official


def at(clock, day, hour, minute=0):
    clock.set(dt.datetime(2026, 3, day, hour, minute, tzinfo=house_clock.KYIV))


def work(world):
    """What the worker does: write what is due, send it."""
    with world.inside():
        daily.write()
        delivery.send_due()


def subjects(smtp):
    return [letter.subject for letter in smtp.to(OLENA)]


def test_what_came_in_a_day_leaves_in_one_letter_when_the_office_opens(world, clock, smtp, olena):
    made = [world.referred(olena) for _ in range(2)]
    work(world)
    at(clock, 2, 17)
    work(world)
    assert smtp.to(OLENA) == []
    at(clock, 3, 8, 55)
    work(world)
    assert smtp.to(OLENA) == []
    at(clock, 3, 9, 10)
    made_since = world.referred(olena)
    work(world)
    [letter] = smtp.to(OLENA)
    assert re.findall(r"/answer/([\w-]+)", letter.text) == [world.token_of(each.referral_ids[0]) for each in made]
    assert all(each.number in letter.subject for each in made)
    at(clock, 3, 15)
    work(world)
    assert len(smtp.to(OLENA)) == 1
    at(clock, 4, 9, 10)
    work(world)
    assert [made_since.number in subject for subject in subjects(smtp)] == [False, True]


def test_what_is_urgent_goes_at_once(world, smtp, olena):
    made = world.referred(olena, kind=Kind.INFORMATION_REQUEST)
    urgent = world.accepted(kind=Kind.INFORMATION_REQUEST)
    with world.inside() as session:
        question = session.get(Question, urgent.id)
        classify.classify(world._librarian(), question, classify.Decision(kind=question.kind, pace=Pace.URGENT), "Аварія.")
        refer.refer(world._librarian(), question, [olena])
    work(world)
    [subject] = subjects(smtp)
    assert urgent.number in subject
    assert made.number not in subject


def test_what_becomes_urgent_while_it_waits_goes_at_once(world, clock, smtp, olena):
    made = world.referred(olena, kind=Kind.INFORMATION_REQUEST)
    with world.inside() as session:
        question = session.get(Question, made.id)
        classify.classify(world._librarian(), question, classify.Decision(kind=question.kind, pace=Pace.URGENT), "Аварія.")
    at(clock, 2, 20)
    work(world)
    assert [made.number in subject for subject in subjects(smtp)] == [True]
    at(clock, 3, 10)
    work(world)
    assert len(smtp.to(OLENA)) == 1


def test_what_was_taken_back_meanwhile_is_told_of_by_no_letter(world, clock, smtp, olena):
    gone, stays = world.referred(olena), world.referred(olena)
    with world.inside() as session:
        refer.recall(world._librarian(), session.get(Question, gone.id), "Помилка")
    at(clock, 3, 9, 10)
    work(world)
    [subject] = subjects(smtp)
    assert stays.number in subject
    assert gone.number not in subject


def test_what_was_taken_back_after_the_letter_was_written_is_not_in_it(world, clock, smtp, olena):
    gone, stays = world.referred(olena), world.referred(olena)
    at(clock, 3, 9, 10)
    with world.inside() as session:
        assert daily.write() == 1
        refer.recall(world._librarian(), session.get(Question, gone.id), "Помилка")
        delivery.send_due()
    [letter] = smtp.to(OLENA)
    assert gone.number not in letter.subject + letter.text + letter.html
    assert stays.number in letter.subject


def test_what_was_taken_down_just_then_is_told_of_by_a_later_letter(world, clock, smtp, olena):
    made = world.referred(olena)
    at(clock, 3, 9, 10)
    with world.inside():
        daily.write()
    world.hide(made)
    work(world)
    assert smtp.to(OLENA) == []
    with world.inside() as session:
        triage.unhide(world._librarian(), session.get(Question, made.id))
    at(clock, 4, 9, 10)
    work(world)
    [letter] = smtp.to(OLENA)
    assert world.token_of(made.referral_ids[0]) in letter.text
    at(clock, 5, 9, 10)
    work(world)
    assert len(smtp.to(OLENA)) == 1


def test_a_question_whose_link_was_ended_just_then_comes_with_another(world, clock, smtp, olena):
    made = world.referred(olena)
    at(clock, 3, 9, 10)
    with world.inside() as session:
        daily.write()
        links.revoke(world._librarian(), session.get(Referral, made.referral_ids[0]).links[0])
    work(world)
    work(world)
    [letter] = smtp.to(OLENA)
    assert world.token_of(made.referral_ids[0]) in letter.text


def test_of_nothing_there_is_no_letter(world, clock, smtp, olena):
    gone = world.referred(olena)
    at(clock, 3, 9, 10)
    with world.inside() as session:
        assert (daily.write(), daily.write()) == (1, 0)
        refer.recall(world._librarian(), session.get(Question, gone.id), "Помилка")
        delivery.send_due()
        assert session.scalar(select(Letter.state).where(Letter.name == "daily")) is LetterState.SETTLED
    assert smtp.to(OLENA) == []


def test_who_wants_single_letters_again_gets_what_waited(world, smtp, olena):
    made = world.referred(olena)
    with world.inside() as session:
        session.get(Official, olena).daily_letter = False
        session.commit()
    work(world)
    assert [made.number in subject for subject in subjects(smtp)] == [True]


def test_a_letter_of_the_day_that_comes_back_leaves_its_questions_waiting_for_an_address(world, clock, smtp, olena):
    made = [world.referred(olena) for _ in range(2)]
    smtp.refuse(550, OLENA, "5.1.1 no such user")
    at(clock, 3, 9, 10)
    work(world)
    with world.inside() as session:
        assert {session.get(Referral, each.referral_ids[0]).state for each in made} == {ReferralState.WAITING}
