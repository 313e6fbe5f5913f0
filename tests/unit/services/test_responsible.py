"""Of several officials one is responsible; the others may add to the answer."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Letter, Official, Question, Referral, ReferralState
from reception.services import merge, readdress, recounting, refer, respond
from reception.services import responsible as responsibility
from reception.web.wording import day


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


def make(world, made, at, reason="Це міська дорога", **more):
    with world.inside() as session:
        responsibility.make_responsible(SYSTEM, session.get(Question, made.id), made.referral_ids[at], reason, **more)


def test_another_is_made_responsible_and_all_three_are_told_why(world, bodies, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    made = world.referred(bodies[0], name="Іван Петренко")
    clock.advance(days=10)
    with world.inside() as session:
        question = session.get(Question, made.id)
        refer.refer(SYSTEM, question, bodies[1:2])
        terms = [each.due_on for each in question.referrals]
        assert question.due_on == terms[0] < terms[1]
    made = world.again(made)
    make(world, made, 1)
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert (question.state, question.responsible.official_name) == ("referred", "Департамент доріг")
        assert question.authority.name_uk == "Департамент доріг"
        assert [each.due_on for each in question.referrals] == terms
        assert question.due_on == question.answer_due_on == terms[1]
        entries = [(entry.event, entry.referral_id, entry.counted_from) for entry in question.deadlines]
        assert entries[-1] == ("responsible", made.referral_ids[1], question.referrals[1].received_at)
        data = question.events[-1].data
        assert (data["authority"], data["to"]) == ("Водоканал", "Департамент доріг")
        told = {letter.name: letter for letter in question.letters[-3:]}
        readers = {name: letter.to_name for name, letter in told.items()}
        assert readers == {
            "made_responsible": "Департамент доріг", "responsible_no_more": "Водоканал", "responsible_changed": "Іван Петренко",
        }  # fmt: skip
        assert all("Це міська дорога" in letter.body_text for letter in told.values())
        assert day(terms[1]) in told["made_responsible"].body_text


def test_whoever_has_answered_already_answers_the_question_by_becoming_responsible(world, bodies):
    made = world.referred(*bodies[:2])
    world.answer(made.referral_ids[1], text="Дорогу полагодимо.")
    make(world, made, 1)
    assert world.state(made) == "answered"
    assert value(world, made, "answered_at")
    assert len(letters(world, "answer_waiting")) == 1
    world.answer(made.referral_ids[0], text="Додаємо: труби цілі.")
    assert world.state(made) == "answered"


def test_whoever_waits_for_an_address_may_become_responsible_and_the_others_date_runs(world, bodies):
    body = world.authority("Управління")
    nobody = world.add(Official(authority_id=body, name="Управління", post="начальник", email=None))
    made = world.referred(bodies[0], nobody)
    due = value(world, made, "due_on")
    make(world, made, 1)
    assert (world.state(made), value(world, made, "due_on")) == ("referred", due)
    assert responsible(world, made) == "Управління"
    assert letters(world, "made_responsible") == []


def test_askers_of_the_same_are_told_without_the_reason(world, bodies):
    made, other = world.referred(*bodies[:2]), world.accepted(name="Ольга Бойко")
    with world.inside() as session:
        merge.merge(SYSTEM, session.get(Question, other.id), made.number)
    make(world, made, 1)
    with world.inside() as session:
        letter = session.get(Question, other.id).letters[-1]
        assert (letter.name, letter.to_name) == ("responsible_changed_alike", "Ольга Бойко")
        assert "Департамент доріг" in letter.body_text
        assert "Це міська дорога" not in letter.body_text


@pytest.mark.parametrize(("at", "reason", "code"), [(0, "Так", "contributes_no_more"), (1, " ", "reason_needed")])
def test_nobody_becomes_responsible_twice_or_without_a_reason(world, bodies, at, reason, code):
    made = world.referred(*bodies[:2])
    with pytest.raises(Invalid, match=code):
        make(world, made, at, reason)
    assert responsible(world, made) == "Водоканал"


def test_once_it_is_answered_nobody_else_becomes_responsible(world, bodies):
    made = world.referred(*bodies[:2])
    world.answer(made.referral_ids[0])
    with pytest.raises(NotAllowed):
        make(world, made, 1)


def test_an_extended_term_stays_whoever_is_responsible_when_the_calendar_changes(world, bodies, app):
    made = world.referred(*bodies[:2])
    until = value(world, made, "due_on") + dt.timedelta(days=3)
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[1])
        respond.extend(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, until, "Чекаємо на матеріали")
    make(world, made, 1)
    with world.inside() as session:
        for entry in session.get(Question, made.id).deadlines:
            entry.calendar = "another"
        session.commit()
        recounting.recount()
    assert value(world, made, "due_on") == until
