"""A letter that holds several links brings, however late it leaves, those that still lead to what waits for an answer."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Letter, LetterState, Official, Question, Referral
from reception.services import daily, delegating, delivery, directory, links, own, refer, respond, triage

OLENA, NEW = "olena.koval@city.example", "o.koval@city.example"
LIST = "Посилання на ваші відкриті звернення"


@pytest.fixture
def olena(world):
    return world.official(email=OLENA)


def sent(world):
    with world.inside():
        delivery.send_due()


def asks_for_the_list(world, made):
    """The letter is written, and waits; what was in others before has left."""
    sent(world)
    with world.inside() as session:
        own.mail_links(SYSTEM, session.get(Referral, made.referral_ids[0]).links[0])


def moves(world, official):
    sent(world)
    with world.inside() as session:
        directory.save(SYSTEM, Official, {"email": NEW}, session.get(Official, official))


def answers(session, referral):
    actor = Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=referral.links[-1].id)
    respond.answer(actor, referral, respond.Reply(text="Зробимо.", outcome=Outcome.EXPLAINED))


def passes_on(session, referral):
    actor = Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=referral.links[-1].id)
    delegating.delegate(actor, referral, delegating.Colleague(name="Тарас Гнатюк", email="taras@city.example"))


def ends(session, referral):
    links.revoke(SYSTEM, referral.links[-1])


def is_taken_back(session, referral):
    refer.recall(SYSTEM, referral.question, "Помилка")


def is_taken_down(session, referral):
    triage.hide(SYSTEM, referral.question, "Скарга")


MEANWHILE = [answers, passes_on, ends, is_taken_back, is_taken_down]


def happens(world, made, what):
    with world.inside() as session:
        what(session, session.get(Referral, made.referral_ids[0]))


def tokens_in(text):
    return re.findall(r"/answer/([\w-]+)", text)


def state_of(world, name):
    with world.inside() as session:
        return session.scalar(select(Letter.state).where(Letter.name == name))


@pytest.mark.parametrize("what", MEANWHILE)
def test_the_list_that_was_asked_for_is_the_list_of_when_it_leaves(world, smtp, olena, what):
    gone, stays = world.referred(olena), world.referred(olena)
    asks_for_the_list(world, stays)
    happens(world, gone, what)
    sent(world)
    [letter] = [each for each in smtp.to(OLENA) if LIST in each.subject]
    assert tokens_in(letter.text) == [world.token_of(stays.referral_ids[0])]
    assert gone.number not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize("what", MEANWHILE)
def test_fresh_links_to_what_waits_no_more_are_not_mailed(world, smtp, olena, what):
    made = world.referred(olena)
    moves(world, olena)
    happens(world, made, what)
    sent(world)
    assert state_of(world, "links_moved") is LetterState.SETTLED
    assert not [each for each in smtp.to(NEW) if "Ваші посилання на новій адресі" in each.subject]


def test_of_nothing_there_is_no_list(world, smtp, olena):
    made = world.referred(olena)
    asks_for_the_list(world, made)
    happens(world, made, answers)
    sent(world)
    assert state_of(world, "own_links") is LetterState.SETTLED
    assert not [each for each in smtp.to(OLENA) if LIST in each.subject]


def test_what_was_taken_down_for_now_comes_to_the_new_address_once_it_is_back(world, smtp, olena):
    made = world.referred(olena)
    moves(world, olena)
    happens(world, made, is_taken_down)
    sent(world)
    assert smtp.to(NEW) == []
    with world.inside() as session:
        triage.unhide(SYSTEM, session.get(Question, made.id))
        daily.write()
    sent(world)
    assert tokens_in(smtp.to(NEW)[-1].text) == [world.token_of(made.referral_ids[0])]


def test_what_only_a_list_that_did_not_leave_would_have_told_of_is_taken_back_without_a_word(world, clock, smtp, olena):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    known = world.referred(olena)
    sent(world)
    with world.inside() as session:
        session.get(Official, olena).daily_letter = True
        session.commit()
    untold = world.referred(olena)
    asks_for_the_list(world, known)
    happens(world, untold, is_taken_back)
    sent(world)
    assert not [each for each in smtp.to(OLENA) if untold.number in each.subject + each.text]


def test_what_a_list_has_told_of_is_not_in_the_letter_of_the_day(world, clock, smtp, olena):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    with world.inside() as session:
        session.get(Official, olena).daily_letter = True
        session.commit()
    made = world.referred(olena)
    asks_for_the_list(world, made)
    sent(world)
    clock.set(dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))
    with world.inside():
        assert daily.write() == 0
    assert len(smtp.to(OLENA)) == 1
