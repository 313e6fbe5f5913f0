"""Reminders are read from the state of things, written once, and sent to nobody who owes nothing any more."""

import datetime as dt
import re

import pytest
from sqlalchemy import event, select

from reception.domain import clock as house_clock
from reception.domain.events import Tag
from reception.domain.roles import Actor, ActorKind
from reception.extensions import db
from reception.models import Event, Letter, LetterState, Official, Question, Referral, Reminder
from reception.queries import reminders as query
from reception.services import publish, refer, reminders, respond, triage
from tests.unit.services.reminding import MONDAY, at, remind, send


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(MONDAY)


def letters(world, state=None):
    with world.inside() as session:
        rows = session.scalars(select(Letter).where(Letter.name == "reminder").order_by(Letter.id))
        return [(letter.to_address, letter.subject) for letter in rows if state in (None, letter.state)]


def steps(world):
    with world.inside() as session:
        return list(session.scalars(select(Reminder.step).order_by(Reminder.id)))


def boss_of(world, official):
    with world.inside() as session:
        body = session.get(Official, official).authority_id
    boss = world.official(body, name="Валентина Приходько", email="boss@city.example")
    with world.inside() as session:
        session.get(Official, boss).is_head = True
        session.commit()
    return boss


def test_a_term_runs_its_course(world, clock, smtp):
    official = world.official(email="koval@city.example")
    boss_of(world, official)
    made = world.referred(official)
    for day, month in ((26, 3), (27, 3), (28, 3), (30, 3), (31, 3), (1, 4), (2, 4), (3, 4), (7, 4), (8, 4), (9, 4), (30, 4)):
        at(clock, day, month)
        remind(world)
        remind(world)
        send(world)
    assert steps(world) == ["official-5", "official-1", "official+1", "superior+7"]
    own = [letter for letter in smtp.to("koval@city.example") if made.number in letter.subject and "чека" in letter.subject]
    assert len(own) == 3
    links = re.findall(r"https?://\S+/answer/(\S+)", own[0].text)
    assert links == [world.token_of(made.referral_ids[0])]
    assert links[0] in own[0].html
    [told] = smtp.to("boss@city.example")
    assert "/answer/" not in told.text
    assert "Олена Коваль" in told.text
    assert "⟦" not in told.text + own[0].text + own[0].html


def test_several_questions_make_one_letter_with_a_link_each(world, clock, smtp):
    official = world.official(email="koval@city.example")
    made = [world.referred(official) for _ in range(3)]
    at(clock, 31, 3)
    assert remind(world) == 1
    send(world)
    letter = smtp.to("koval@city.example")[-1]
    links = re.findall(r"https?://\S+/answer/(\S+)", letter.text)
    assert links == [world.token_of(each.referral_ids[0]) for each in made]
    assert all(each.number in letter.subject for each in made)


def test_nobody_gets_a_second_letter_on_a_day(world, clock):
    official = world.official()
    world.referred(official)
    at(clock, 3, 3)
    world.referred(official)
    at(clock, 27, 3, 9)
    assert (remind(world), remind(world)) == (1, 0)
    send(world)
    with world.inside() as session:
        session.scalars(select(Referral).order_by(Referral.id.desc())).first().due_on = dt.date(2026, 4, 1)
        session.commit()
    at(clock, 27, 3, 15)
    assert remind(world) == 0
    at(clock, 30, 3)
    assert remind(world) == 1


@pytest.mark.parametrize(("day", "month", "hour"), [(31, 3, 8), (31, 3, 18), (31, 3, 3), (4, 4, 12), (5, 4, 12)])
def test_outside_working_hours_nothing_is_written(world, clock, day, month, hour):
    world.referred()
    at(clock, day, month, hour)
    assert remind(world) == 0


def test_what_could_not_leave_in_working_hours_waits_for_the_next(world, clock):
    world.referred()
    send(world)
    at(clock, 31, 3, 17)
    remind(world)
    at(clock, 31, 3, 20)
    assert send(world) == 0
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "reminder")).one()
        assert letter.next_attempt_at == dt.datetime(2026, 4, 1, 9, tzinfo=house_clock.KYIV)
        assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)
    at(clock, 1, 4, 9)
    assert send(world) == 1


def test_a_longer_term_is_reminded_of_by_its_own_date(world, clock):
    made = world.referred()
    at(clock, 27, 3)
    remind(world)
    send(world)
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        respond.extend(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, dt.date(2026, 4, 15), "Огляд")
    at(clock, 31, 3)
    assert remind(world) == 0
    at(clock, 10, 4)
    assert remind(world) == 1
    assert steps(world) == ["official-5", "official-5"]


def test_an_answer_that_was_sent_back_is_awaited_again(world, clock):
    made = world.answered()
    with world.inside() as session:
        publish.send_back(world._librarian(), session.get(Question, made.id), "Немає строку")
    at(clock, 31, 3)
    assert remind(world) == 1


def test_one_who_cannot_be_reached_is_not_written_to(world, clock):
    official = world.official()
    world.referred(official)
    with world.inside() as session:
        session.get(Official, official).address_refused_at = house_clock.now()
        session.commit()
    at(clock, 31, 3)
    assert remind(world) == 0


def test_a_head_is_told_of_by_the_head_above_and_nobody_of_oneself(world, clock):
    above, body = world.authority("Виконком"), world.authority()
    head = world.official(body, email="head@city.example")
    mayor = world.official(above, name="Голова", email="mayor@city.example")
    with world.inside() as session:
        session.get(Official, head).is_head = session.get(Official, mayor).is_head = True
        session.get(Official, head).authority.parent_id = above
        session.commit()
    world.referred(head)
    at(clock, 8, 4)
    remind(world)
    assert [to for to, _subject in letters(world)] == ["head@city.example", "mayor@city.example"]


def test_a_question_that_is_not_public_is_told_to_the_superior_by_its_number_only(world, clock, smtp):
    official = world.official(email="koval@city.example")
    boss_of(world, official)
    made = world.referred(official, may_publish=False, subject="Таємна справа")
    at(clock, 8, 4)
    remind(world)
    send(world)
    [told] = smtp.to("boss@city.example")
    assert made.number in told.text
    assert "Таємна справа" not in told.text + told.html


def test_two_workers_at_once_write_one_letter(world, clock, monkeypatch):
    """The second has looked before the first has written: it finds that out on writing, and writes nothing."""
    world.referred()
    at(clock, 31, 3)
    real = query.due
    with world.inside():
        found = [[(each.referral.id, each.step, each.official.id) for each in what] for what in real(house_clock.now())]
    assert remind(world) == 1

    def seen_before(_now):
        return [
            [query.Due(db.session.get(Referral, one), step, db.session.get(Official, whose)) for one, step, whose in what]
            for what in found
        ]

    monkeypatch.setattr(reminders, "due", seen_before)
    assert remind(world) == 0
    assert len(letters(world)) == 1


def test_the_journal_says_that_it_was_sent_and_to_nobody_else(world, clock):
    made = world.referred()
    send(world)
    at(clock, 31, 3)
    remind(world)
    send(world)
    with world.inside() as session:
        told = session.scalars(select(Event).where(Event.tag == Tag.REMINDED)).all()
        assert [each.data for each in told] == [{"referral_id": made.referral_ids[0], "step": "official-1"}]
        assert told[0].question_id == made.id


def test_many_take_as_many_queries_as_few(world, clock):
    def queries():
        seen = []
        with world.inside():
            engine = db.engine
            event.listen(engine, "before_cursor_execute", count := lambda *call: seen.append(call[2]))
            assert query.due(house_clock.now())
            event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    official = world.official()
    world.referred(official)
    at(clock, 31, 3)
    few = queries()
    clock.set(MONDAY)
    for _ in range(4):
        world.referred(official, world.official())
    at(clock, 31, 3)
    assert queries() == few


def test_what_was_declined_after_all_is_awaited_by_nobody(world, clock):
    made = world.referred()
    with world.inside() as session:
        refer.recall(world._librarian(), session.get(Question, made.id), "Помилка")
        triage.decline(world._librarian(), session.get(Question, made.id), world.reason())
    at(clock, 31, 3)
    assert remind(world) == 0
