"""What can still be undone is overtaken by nothing, and what was taken back at once reaches nobody."""

import dataclasses

import pytest
from sqlalchemy import select

from reception.domain.clock import today
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import Letter, LetterState, Official, Question
from reception.services import asker, delivery, merge, readdress, refer, triage
from reception.services.reorganise import People, Reorganisation, reorganise

MOVES_ON = {
    "recalled": lambda world, actor, q: refer.recall(actor, q, "Помилка"),
    "merged_away": lambda world, actor, q: merge.merge(actor, q, world.accepted(name="Ольга", email="o@mail.example").number),
    "withdrawn": lambda world, actor, q: asker.withdraw(Actor(ActorKind.ASKER, question_id=q.id), q),
}


@pytest.mark.parametrize("email", ["petrenko@mail.example", None])
@pytest.mark.parametrize("name", MOVES_ON)
def test_an_official_from_whom_it_was_taken_at_once_hears_nothing_of_it(world, nina, smtp, clock, name, email):
    made, first, second = world.accepted(email=email), "first@city.example", "second@city.example"
    offices = world.official(email=first), world.official(email=second)
    with world.inside() as session:
        question = session.get(Question, made.id)
        refer.refer(nina, question, [offices[0]])
        clock.advance(minutes=1)
        delivery.send_due()
        refer.refer(nina, question, [offices[1]])
        clock.advance(seconds=10)
        MOVES_ON[name](world, nina, question)
        clock.advance(minutes=5)
        delivery.send_due()
        assert not smtp.to(second), "neither the question with a link that is dead nor that it is taken back"
        assert len(smtp.to(first)) == 2
        standing = (Letter.question_id == made.id, Letter.state != LetterState.STOPPED)
        written = session.scalars(select(Letter.name).where(*standing).order_by(Letter.id)).all()
        assert written.count("referral") == written.count("referred") == written.count(name) == 1


def hand_on(actor, question, official):
    [before] = question.open_referrals
    readdress.readdress(actor, question, before.id, official.id, "Це мережі водоканалу")


def let_another_body_take_over(actor, question, official):
    [before] = question.open_referrals
    wanted = Reorganisation(before.authority, official.authority, today(), People.HAND_OVER, official)
    reorganise(dataclasses.replace(actor, role=Role.ADMINISTRATOR), wanted)


@pytest.mark.parametrize("move_on", [hand_on, let_another_body_take_over])
def test_who_gave_it_up_to_another_at_once_hears_nothing_of_it(world, nina, smtp, clock, move_on):
    made, first, second = world.accepted(), "first@city.example", "second@city.example"
    offices = world.official(email=first), world.official(email=second)
    with world.inside() as session:
        question = session.get(Question, made.id)
        refer.refer(nina, question, [offices[0]])
        clock.advance(seconds=10)
        move_on(nina, question, session.get(Official, offices[1]))
        clock.advance(minutes=5)
        delivery.send_due()
    assert not smtp.to(first), "neither the question with a link that is dead nor that it is taken back"
    assert len(smtp.to(second)) == 1


def test_who_was_asked_too_late_to_contribute_hears_nothing_of_it(world, nina, smtp, clock):
    made, late = world.referred(), "late@city.example"
    office = world.official(email=late)
    with world.inside() as session:
        refer.refer(nina, session.get(Question, made.id), [office])
    world.answer(made.referral_ids[0])
    world.publish(made)
    clock.advance(minutes=5)
    with world.inside():
        delivery.send_due()
    assert not smtp.to(late)


def test_letters_of_a_question_leave_in_the_order_in_which_they_were_written(world, nina, smtp, clock):
    made = world.question()
    with world.inside() as session:
        question = session.get(Question, made.id)
        delivery.send_due()
        triage.decline(nina, question, world.reason())
        triage.reopen(nina, question, "Помилка")
        delivery.send_due()
        assert len(smtp.messages) == 1, "that it is taken up again waits for the refusal before it"
        clock.advance(minutes=1)
        delivery.send_due()
        order = select(Letter.name).where(Letter.question_id == made.id).order_by(Letter.next_attempt_at, Letter.id)
        assert session.scalars(order).all() == ["received", "declined", "reopened"]
        assert len(smtp.messages) == 3
