"""What may be joined, who is counted, and what becomes of the others when the question that is answered is taken down."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import Held, Invalid
from reception.domain.kinds import Kind
from reception.domain.roles import Actor, ActorKind
from reception.models import Letter, Question, Referral
from reception.queries import asker as queries
from reception.services import asker, claims, classify, merge, respond, triage

OTHER = {"name": "Ольга Бойко", "email": "boiko@mail.example"}


def letters(world, made):
    with world.inside() as session:
        return list(session.scalars(select(Letter.name).where(Letter.question_id == made.id).order_by(Letter.id)))


def own_letters(world, made):
    with world.inside() as session:
        return queries.letters(session.get(Question, made.id))


def value(world, made, name):
    with world.inside() as session:
        return getattr(session.get(Question, made.id), name)


def test_kinds_of_joined_questions_stay(world, join, do):
    main, again = world.accepted(), world.question(**OTHER)
    join(again, main)
    with pytest.raises(Invalid, match="kind_of_joined"):
        do(classify.classify, main, classify.Decision(kind=Kind.INFORMATION_REQUEST), "Запит")


def test_a_public_question_is_not_joined_with_one_that_nobody_may_read_yet(world, join):
    main, again = world.question(), world.accepted(**OTHER)
    with pytest.raises(Invalid, match="merge_not_yet_public"):
        join(again, main)


def test_who_asked_twice_is_counted_when_the_other_one_parts(world, join, do):
    main, first, second = world.accepted(), world.question(**OTHER), world.question(**OTHER)
    join(first, main)
    join(second, main)
    assert value(world, main, "supporters") == 1

    do(merge.unmerge, first, "Інше питання")

    assert value(world, main, "supporters") == 1


@pytest.mark.parametrize("phone", ["+380 50 111-22-33", "(050) 1112233", "0501112233"])
def test_one_person_is_known_however_the_number_is_written(world, join, phone):
    same = {"name": "Ольга Бойко", "email": None}
    main, again = world.accepted(**same, phone="050 111 22 33"), world.question(**same | {"name": "ольга бойко"}, phone=phone)
    join(again, main)
    assert value(world, main, "supporters") == 0


def test_what_a_colleague_has_in_hand_is_left_alone(world, do):
    main, again = world.accepted(), world.question(**OTHER)
    colleague, other = world.staff(), world.staff()
    do(claims.claim, main, actor=colleague)
    with pytest.raises(Held):
        do(merge.merge, again, main.number, actor=other)


def test_who_waits_for_another_question_hears_of_its_new_date_and_of_its_second_life(world, join, do):
    main, again = world.referred(), world.question(**OTHER)
    join(again, main)
    until = house_clock.today() + dt.timedelta(days=40)
    with world.inside() as session:
        official = Actor(ActorKind.OFFICIAL, referral_id=main.referral_ids[0])
        respond.extend(official, session.get(Referral, main.referral_ids[0]), until, "Треба дослідження")
    world.answer(main.referral_ids[0])
    world.publish(main)
    do(triage.reopen, main, "Заявник приніс фото")
    told = letters(world, again)
    assert [name for name in told if name in ("extended_alike", "answered_alike", "reopened_alike")] == [
        "extended_alike", "answered_alike", "reopened_alike",
    ]  # fmt: skip


def test_who_asked_the_same_may_withdraw(world, join):
    main, again = world.accepted(), world.question(**OTHER)
    join(again, main)
    with world.inside() as session:
        asker.withdraw(Actor(ActorKind.ASKER, question_id=again.id), session.get(Question, again.id))
    assert (world.state(again), value(world, main, "supporters")) == ("withdrawn", 0)


def test_a_takedown_lets_the_others_go_on_while_nothing_is_answered(world, join, do):
    main, again = world.accepted(), world.question(**OTHER)
    join(again, main)
    do(triage.hide, main, "Є чужі дані")
    assert world.state(again) == "received"
    assert letters(world, again)[-1] == "unmerged"


def test_a_takedown_after_the_answer_hides_it_from_the_others(world, join, do):
    main, again = world.answered(), world.question(**OTHER)
    join(again, main)
    world.publish(main)
    read = [letter.name for letter in own_letters(world, again)]
    assert {"merged", "answered_alike"} <= set(read)

    do(triage.hide, main, "Є чужі дані")

    assert {"merged", "answered_alike"}.isdisjoint(letter.name for letter in own_letters(world, again))
