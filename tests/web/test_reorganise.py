"""A body ends and another takes its tasks over: what becomes of topics, questions, people, and what readers see."""

import datetime as dt

import pytest

from reception.domain import clock as house_clock
from reception.domain.kinds import AppealKind, Kind
from reception.domain.roles import SYSTEM, Role
from reception.models import Authority, Official, Question, Referral, ReferralState
from reception.queries.facts import facts
from reception.services import directory, housekeeping
from tests.web.librarians import librarian


@pytest.fixture
def admin(client, world):
    return librarian(client, world, Role.ADMINISTRATOR)


@pytest.fixture
def bodies(world):
    """An old body with a topic, and the one that takes over."""
    old, new = world.authority("Департамент енергетики", slug="old"), world.authority("Управління будівництва", slug="new")
    topic = world.topic("Опалення", slug="opalennia")
    with world.inside() as session:
        row = session.get(Authority, old)
        directory.save(SYSTEM, Authority, {"topics": [session.get(directory.Topic, topic)]}, row)
    return old, new


def reorganise(admin, old, new, **typed):
    since = (house_clock.today() - dt.timedelta(days=1)).isoformat()
    page = admin.page(f"/admin/authorities/{old}/merge")
    return admin.submit(page, "Виконати", **{"into": str(new), "since": since} | typed)


def of(world, made, name="authority_id"):
    with world.inside() as session:
        return getattr(session.get(Question, made.id), name)


def test_topics_and_questions_not_handed_on_go_over_and_others_keep_the_name(admin, world, bodies, app, clock):
    old, new = bodies
    handed_on = world.referred(world.official(old))
    not_yet = world.accepted(authority_id=old)
    clock.advance(days=3)
    assert "виконує: Управління будівництва" in reorganise(admin, old, new).text

    assert (of(world, handed_on), of(world, not_yet)) == (old, new)
    with world.inside() as session:
        assert [topic.slug for topic in session.get(Authority, new).topics] == ["opalennia"]
        assert session.get(Authority, old).topics == []
        assert not session.get(Authority, old).is_current
        assert facts().counts("authority") == {"new": 1, "old": 1}
    reader = app.test_client()
    assert "Департамент енергетики" in reader.page(f"/q/{handed_on.number}").text
    page = reader.page("/authorities/old")
    assert "Його завдання тепер виконує: Управління будівництва" in page.text
    assert "Виконує завдання органів: Департамент енергетики" in reader.page("/authorities/new").text
    assert "Департамент енергетики" not in reader.page("/ask").text


def test_people_stay_with_what_they_have(admin, world, bodies):
    old, new = bodies
    official = world.official(old)
    made = world.referred(official)
    reorganise(admin, old, new)
    with world.inside() as session:
        assert session.get(Official, official).authority_id == old
        assert session.get(Referral, made.referral_ids[0]).state is ReferralState.OPEN
    world.answer(made.referral_ids[0])
    assert world.state(made) == "answered"


def test_people_go_on_in_the_new_body(admin, world, bodies):
    old, new = bodies
    official = world.official(old)
    made = world.referred(official)
    reorganise(admin, old, new, people="move")
    with world.inside() as session:
        assert session.get(Official, official).authority_id == new
        referral = session.get(Referral, made.referral_ids[0])
        assert (referral.state, referral.authority_name) == (ReferralState.OPEN, "Департамент енергетики")


def test_what_is_at_hand_is_handed_over_and_the_term_runs_on(admin, world, bodies, clock):
    old, new = bodies
    made, heir = world.referred(world.official(old)), world.official(new, name="Тарас Гнатюк", email="heir@city.example")
    due = of(world, made, "due_on")
    clock.advance(days=4)
    reorganise(admin, old, new, people="hand_over", official=str(heir))
    with world.inside() as session:
        first, second = session.get(Question, made.id).referrals
        assert (first.state, second.state) == (ReferralState.RECALLED, ReferralState.OPEN)
        assert (second.authority_name, second.due_on) == ("Управління будівництва", due)
        letters = [(letter.name, letter.to_address) for letter in session.get(Question, made.id).letters]
        assert ("referral", "heir@city.example") in letters
        assert "recalled" in [name for name, _to in letters]
    assert (of(world, made, "due_on"), world.state(made), of(world, made)) == (due, "referred", new)
    world.answer(world.again(made).referral_ids[-1])
    assert world.state(made) == "answered"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"into": "0"}, "Цього органу"),
        ({"since": "2099-01-01"}, "день, що вже настав"),
        ({"since": "колись"}, "день.місяць.рік"),
        ({"people": "hand_over"}, "посадову особу органу"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_done(admin, world, bodies, typed, said):
    old, new = bodies
    made = world.accepted(authority_id=old)
    response = reorganise(admin, old, new, **typed)
    assert response.status_code == 400
    assert said in response.text
    assert of(world, made) == old


@pytest.mark.parametrize("complained_of", [0, 1])
@pytest.mark.parametrize("people", ["stay", "move", "hand_over"])
def test_a_complaint_does_not_come_to_its_object_by_the_way(admin, world, bodies, complained_of, people):
    """Of the old body while the new one has it, or of the new one while the old one has it and gives it on."""
    officials = [world.official(body, name=name) for body, name in zip(bodies, ("Іван Лис", "Олена Коваль"), strict=True)]
    holder = 1 - complained_of
    made = world.referred(officials[holder], kind=Kind.APPEAL, residence="Миколаїв")
    with world.inside() as session:
        question = session.get(Question, made.id)
        question.appeal_kind, question.complained_authority_id = AppealKind.COMPLAINT, bodies[complained_of]
        session.commit()
    response = reorganise(admin, *bodies, people=people, official=str(officials[1]))
    comes_there = holder == 1 or people != "stay"
    assert response.status_code == (400 if comes_there else 200)
    assert (f"має звернення {made.number}, скаргу на" in response.text) == comes_there
    with world.inside() as session:
        assert session.get(Authority, bodies[0]).is_current == comes_there


def test_two_bodies_merge_into_a_third_one(admin, world, bodies):
    old, new = bodies
    other = world.authority("Відділ генераторів", slug="other")
    made = [world.accepted(authority_id=each) for each in (old, other)]
    reorganise(admin, old, new)
    reorganise(admin, other, new)
    assert [of(world, each) for each in made] == [new, new]
    assert "Відділ генераторів, Департамент енергетики" in admin.page("/authorities/new").text


def test_an_end_that_was_known_before_comes_by_itself(world, bodies, clock):
    old, new = bodies
    made = world.accepted(authority_id=old)
    with world.inside() as session:
        last = house_clock.today() + dt.timedelta(days=2)
        row, heir = session.get(Authority, old), session.get(Authority, new)
        directory.save(SYSTEM, Authority, {"valid_to": last, "successor": heir}, row)
    for days, expected in ((0, old), (2, old), (1, new)):
        clock.advance(days=days)
        with world.inside():
            housekeeping.sweep()
        assert of(world, made) == expected


def test_other_librarians_know_of_no_such_page(client, world, bodies):
    assert librarian(client, world).get(f"/admin/authorities/{bodies[0]}/merge").status_code == 404
