"""A question that went to the wrong body is handed on."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Letter, Question, Referral, ReferralState
from reception.services import readdress, respond


@pytest.fixture
def hand_on(world):
    def act(made, referral_id, official_id, reason="Це мережі водоканалу", **more):
        with world.inside() as session:
            readdress.readdress(SYSTEM, session.get(Question, made.id), referral_id, official_id, reason, **more)
        return world.again(made)

    return act


@pytest.fixture
def water(world):
    return world.official(world.authority("Водоканал"), "Тарас Гнатюк")


def letters(world, since=0):
    with world.inside() as session:
        rows = session.scalars(select(Letter).where(Letter.id > since).order_by(Letter.id)).all()
        return [(letter.name, letter.to_name) for letter in rows]


def test_it_goes_from_one_to_the_other_and_all_three_are_told(world, hand_on, water, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    made = world.referred(name="Іван Петренко")
    before = len(letters(world))
    clock.advance(days=10)
    made = hand_on(made, made.referral_ids[0], water, message="Прошу швидше")
    with world.inside() as session:
        first, second = (session.get(Referral, each) for each in made.referral_ids)
        question = second.question
        assert (first.state, second.state) == (ReferralState.RECALLED, ReferralState.OPEN)
        assert all(link.revoked_at for link in first.links)
        assert second.due_on > first.due_on
        assert question.due_on == question.answer_due_on == second.due_on
        assert question.authority_id == second.authority_id
        events = [(entry.event, entry.referral_id) for entry in question.deadlines]
        assert events == [("received", None), ("referred", first.id), ("readdressed", second.id)]
        assert second.message == "Прошу швидше"
    assert letters(world)[before:] == [
        ("recalled", "Олена Коваль"), ("referral", "Тарас Гнатюк"), ("readdressed", "Іван Петренко"),
    ]  # fmt: skip
    with world.inside() as session:
        told = {letter.name: letter.body_text for letter in session.scalars(select(Letter))}
        assert "Це мережі водоканалу" in told["readdressed"]
        assert "Це мережі водоканалу" in told["recalled"]
        assert "Водоканал" in told["readdressed"]


def test_what_was_given_back_goes_on_to_the_other_without_a_letter_to_the_first(world, hand_on, water):
    made = world.referred()
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        respond.not_ours(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, "Не наше")
    before = len(letters(world))
    hand_on(made, made.referral_ids[0], water)
    assert world.state(made) == "referred"
    assert [name for name, _whom in letters(world)[before:]] == ["referral", "readdressed"]
    with world.inside() as session:
        assert session.get(Referral, made.referral_ids[0]).state is ReferralState.NOT_OURS


def test_what_nobody_had_is_passed_on_and_not_handed_on(world, hand_on, water):
    made = world.accepted()
    with pytest.raises(Invalid, match="referral_to_choose"):
        hand_on(made, 1, water)
    with pytest.raises(NotAllowed):
        hand_on(world.published(), 1, water)


@pytest.mark.parametrize(
    ("official", "code"), [("the same", "has_it"), ("nobody", "needed"), ("gone", "gone")]
)
def test_the_other_must_be_one_who_can_get_it(world, hand_on, official, code):
    first = world.official()
    made = world.referred(first)
    chosen = {"the same": first, "nobody": 0, "gone": 999}[official]
    with pytest.raises(Invalid, match=f"official_{code}"):
        hand_on(made, made.referral_ids[0], chosen)
    with world.inside() as session:
        assert session.get(Referral, made.referral_ids[0]).state is ReferralState.OPEN


def test_it_needs_a_reason(world, hand_on, water):
    made = world.referred()
    with pytest.raises(Invalid, match="reason_needed"):
        hand_on(made, made.referral_ids[0], water, reason=" ")
    assert len(world.again(made).referral_ids) == 1


def test_the_first_one_answers_no_more(world, hand_on, water):
    made = world.referred()
    made = hand_on(made, made.referral_ids[0], water)
    with pytest.raises(NotAllowed):
        world.answer(made.referral_ids[0])
    world.answer(made.referral_ids[1])
    assert world.state(made) == "answered"


def test_readers_see_from_whom_to_whom(world, hand_on, water, app):
    made = world.referred()
    hand_on(made, made.referral_ids[0], water, reason="Внутрішня причина")
    page = app.test_client().page(f"/q/{made.number}")
    assert "Передано далі: Департамент ЖКГ → Водоканал" in page.text
    assert "Внутрішня причина" not in page.text
