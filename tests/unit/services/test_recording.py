"""Recording for somebody: once a form, whoever presses first; numbers of the year of receipt; nothing for those who may not."""

import dataclasses
import datetime as dt
import threading

import pytest
from sqlalchemy import func, select

from reception.domain.errors import Invalid, NotFound
from reception.domain.kinds import Channel, Kind
from reception.domain.recording import ConsentGiven, Protocol, Way
from reception.domain.roles import PUBLIC, Actor, ActorKind
from reception.domain.submission import Submission
from reception.models import Branch, Question, Recording
from reception.services.recording import record_question
from reception.services.submit import submit

STAFF = Actor(ActorKind.STAFF)
ASKED = Submission(subject="Яма", text="Велика яма", name="Ганна", may_process=True)
DICTATED = Protocol(way=Way.DICTATED, consent=ConsentGiven.ORAL, read_back=True)


def recorded_at_once(app, submissions):
    """Let librarians save at the same moment; return the numbers."""
    numbers, start = [], threading.Barrier(len(submissions))

    def save(submission):
        with app.app_context():
            start.wait()
            numbers.append(record_question(STAFF, submission, DICTATED).number)

    people = [threading.Thread(target=save, args=(each,)) for each in submissions]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return numbers


def test_one_form_pressed_twice_at_once_is_one_question(world, app):
    numbers = recorded_at_once(app, [dataclasses.replace(ASKED, form_key="one form")] * 4)
    assert len(numbers) == 4
    assert len(set(numbers)) == 1
    with world.inside() as session:
        assert session.scalar(select(func.count()).select_from(Recording)) == 1


def test_many_librarians_at_once_get_numbers_of_their_own(world, app):
    numbers = recorded_at_once(app, [ASKED] * 8)
    assert sorted(int(number[-5:]) for number in numbers) == list(range(1, 9))


def test_the_numbers_of_a_year_go_on_where_it_ended(world, clock):
    clock.set(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC))
    with world.inside():
        last = submit(ASKED).number
        clock.set(dt.datetime(2027, 1, 2, 12, tzinfo=dt.UTC))
        midnight = dt.datetime(2026, 12, 31, 21, 59, tzinfo=dt.UTC)  # a minute before the new year in Kyiv
        late = dataclasses.replace(DICTATED, received_at=midnight, late_reason="Свято")
        early = dataclasses.replace(late, received_at=midnight + dt.timedelta(minutes=1))
        numbers = [last, *(record_question(STAFF, ASKED, each).number for each in (late, early))]
    assert numbers == ["МК-2026-00001", "МК-2026-00002", "МК-2027-00001"]


def test_only_staff_records(world):
    with world.inside(), pytest.raises(NotFound):
        record_question(PUBLIC, ASKED, DICTATED)


def test_whatever_the_form_says_it_was_recorded_at_the_desk(world):
    with world.inside():
        question = record_question(STAFF, dataclasses.replace(ASKED, channel=Channel.ONLINE), DICTATED)
        assert question.channel is Channel.DESK


@pytest.mark.parametrize(
    ("submission", "protocol", "code"),
    [
        ({"name": " "}, {}, "citizen_name_needed"),
        ({}, {"consent": None}, "citizen_consent_needed"),
        ({}, {"read_back": False}, "read_back_needed"),
        ({}, {"way": Way.PHONE, "read_back": False}, "read_back_needed"),
        ({}, {"late_reason": "Блекаут"}, "received_on_needed"),
        ({}, {"late_reason": "а" * 2001}, "text_too_long"),
        ({"kind": Kind.APPEAL, "name": "Ганна Гончар", "residence": "вул. Соборна, 1"}, {}, "appeal_unsigned"),
        ({"kind": Kind.INFORMATION_REQUEST}, {}, "reply_address_needed"),
        ({"topic_id": 77}, {}, "topic_id_gone"),
        ({"branch_id": 77}, {}, "branch_gone"),
        ({"email": "reception@localhost"}, {}, "email_of_staff"),
    ],
)
def test_what_is_missing_or_gone_is_named_and_nothing_is_kept(world, submission, protocol, code):
    with world.inside() as session:
        with pytest.raises(Invalid, match=code):
            record_question(STAFF, dataclasses.replace(ASKED, **submission), dataclasses.replace(DICTATED, **protocol))
        assert session.scalars(select(Question)).all() == []


def test_a_branch_that_was_closed_meanwhile_is_named(world):
    branch = world.branch()
    with world.inside() as session:
        session.get(Branch, branch).is_active = False
        session.commit()
        with pytest.raises(Invalid, match="branch_gone"):
            record_question(STAFF, dataclasses.replace(ASKED, branch_id=branch), DICTATED)


@pytest.mark.parametrize(("days", "taken"), [(60, True), (61, False)])
def test_how_late_a_question_may_be_entered_is_a_setting(world, settings, clock, days, taken):
    clock.set(dt.datetime(2026, 5, 13, 10, tzinfo=dt.UTC))
    assert settings.late_entry_days == 60
    received_at = dt.datetime(2026, 5, 13, 10, tzinfo=dt.UTC) - dt.timedelta(days=days)
    late = dataclasses.replace(DICTATED, received_at=received_at, late_reason="Блекаут")
    with world.inside():
        if taken:
            assert record_question(STAFF, ASKED, late).submitted_at == received_at
        else:
            with pytest.raises(Invalid, match="received_too_early"):
                record_question(STAFF, ASKED, late)


def test_a_form_of_somebody_elses_gives_nobody_the_receipt(world):
    """Neither the form of a citizen nor a colleague's: the PIN on the receipt opens the question."""
    asked = world.question(form_key="a citizen's form")
    recorded = world.recorded(actor=world.staff(), form_key="a colleague's form")
    mine = world.staff()
    with world.inside():
        for made in (asked, recorded):
            key = "a citizen's form" if made is asked else "a colleague's form"
            with pytest.raises(NotFound):
                record_question(mine, dataclasses.replace(ASKED, form_key=key), DICTATED)
