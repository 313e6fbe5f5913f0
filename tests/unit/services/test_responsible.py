"""Of several officials one is responsible; the others may add to the answer."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Letter, Question, Referral, ReferralState
from reception.services import readdress, refer, respond


@pytest.fixture
def bodies(world):
    return [world.official(world.authority(name), name) for name in ("Водоканал", "Департамент доріг", "Управа")]


def value(world, made, name):
    with world.inside() as session:
        return getattr(session.get(Question, made.id), name)


def responsible(world, made):
    with world.inside() as session:
        return session.get(Question, made.id).responsible.official_name


def letters(world, name):
    with world.inside() as session:
        rows = session.scalars(select(Letter).where(Letter.name == name).order_by(Letter.id))
        return [letter.to_name for letter in rows]


def not_ours(world, referral_id):
    with world.inside() as session:
        actor = Actor(ActorKind.OFFICIAL, referral_id=referral_id)
        respond.not_ours(actor, session.get(Referral, referral_id), "Не наше")


def test_the_first_is_responsible_unless_another_is_chosen(world, bodies):
    assert responsible(world, world.referred(*bodies[:2])) == "Водоканал"
    made = world.accepted()
    with world.inside() as session:
        refer.refer(SYSTEM, session.get(Question, made.id), bodies[:2], responsible_id=bodies[1])
    assert responsible(world, made) == "Департамент доріг"
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert question.authority.name_uk == "Департамент доріг"
        with pytest.raises(Invalid, match="responsible_not_chosen"):
            refer.refer(SYSTEM, question, bodies[2:], responsible_id=bodies[0])


def test_who_comes_later_contributes_unless_made_responsible(world, bodies):
    made = world.referred(bodies[0])
    with world.inside() as session:
        refer.refer(SYSTEM, session.get(Question, made.id), bodies[1:2])
    assert responsible(world, made) == "Водоканал"
    with world.inside() as session:
        refer.refer(SYSTEM, session.get(Question, made.id), bodies[2:], responsible_id=bodies[2])
    assert responsible(world, made) == "Управа"
    with world.inside() as session:
        assert sum(each.is_responsible for each in session.get(Question, made.id).referrals) == 1


def test_it_is_answered_when_the_responsible_one_has_answered_and_others_may_add(world, bodies, clock):
    made = world.referred(*bodies[:2])
    world.answer(made.referral_ids[1], text="Додаємо: асфальт буде.")
    assert world.state(made) == "referred"
    other = world.referred(*bodies[:2])
    world.answer(other.referral_ids[0])
    assert world.state(other) == "answered"
    answered_at, due = value(world, other, "answered_at"), value(world, other, "due_on")
    clock.advance(days=2)
    world.answer(other.referral_ids[1], text="Додаємо: асфальт буде.")
    assert world.state(other) == "answered"
    assert (value(world, other, "answered_at"), value(world, other, "due_on")) == (answered_at, due)
    assert len(letters(world, "answer_waiting")) == 1
    world.publish(other)
    assert letters(world, "not_needed") == []


def test_whoever_has_not_added_when_it_is_given_out_is_let_go(world, bodies):
    made = world.referred(*bodies[:2])
    world.answer(made.referral_ids[0])
    world.publish(made)
    assert letters(world, "not_needed") == ["Департамент доріг"]
    with world.inside() as session:
        assert session.get(Referral, made.referral_ids[1]).state is ReferralState.RECALLED
    with pytest.raises(NotAllowed):
        world.answer(made.referral_ids[1])


def test_when_the_responsible_one_gives_it_back_the_next_is_and_knows_it(world, bodies):
    made = world.referred(*bodies[:2])
    not_ours(world, made.referral_ids[0])
    assert world.state(made) == "referred"
    assert responsible(world, made) == "Департамент доріг"
    assert letters(world, "now_responsible") == ["Департамент доріг"]
    not_ours(world, made.referral_ids[1])
    assert world.state(made) == "accepted"


def test_who_was_to_contribute_may_give_it_back_once_it_is_answered(world, bodies):
    made = world.referred(*bodies[:2])
    world.answer(made.referral_ids[0])
    not_ours(world, made.referral_ids[1])
    assert world.state(made) == "answered"
    assert letters(world, "now_responsible") == []
    assert len(letters(world, "answer_waiting")) == 1


def test_the_date_is_that_of_the_responsible_one(world, bodies, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    made = world.referred(bodies[0])
    due = value(world, made, "due_on")
    clock.advance(days=10)
    with world.inside() as session:
        refer.refer(SYSTEM, session.get(Question, made.id), bodies[1:2])
    assert value(world, made, "due_on") == due


def test_handing_on_hands_on_who_is_responsible(world, bodies):
    made = world.referred(*bodies[:2])
    with world.inside() as session:
        readdress.readdress(SYSTEM, session.get(Question, made.id), made.referral_ids[1], bodies[2], "Не те")
    assert responsible(world, made) == "Водоканал"
    new = world.official(name="Новий")
    with world.inside() as session:
        readdress.readdress(SYSTEM, session.get(Question, made.id), made.referral_ids[0], new, "Не те")
    assert responsible(world, made) == "Новий"


def test_readers_officials_and_the_desk_see_who_is_responsible(world, bodies, app):
    made = world.referred(*bodies[:2])
    page = app.test_client().page(f"/q/{made.number}")
    assert "Водоканал" in page.text
    assert "Долучаються: Департамент доріг." in page.text
    office = app.test_client().page(f"/answer/{world.token_of(made.referral_ids[1])}")
    assert "Відповідальний за відповідь: Водоканал." in office.text
    assert "Відповідальний за відповідь" not in app.test_client().page(f"/answer/{world.token_of(made.referral_ids[0])}").text
