"""Nobody is flooded by our letters, and no letter is lost by that; one domain that is silent holds up no other."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.events import Tag
from reception.extensions import db
from reception.models import Brake, Event, Letter, LetterState
from reception.services.delivery import Sent, send_due
from tests.unit.services.test_delivery import a_letter, state
from tests.web.librarians import address, librarian

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class TestDailyCap:
    @pytest.fixture
    def settings(self, settings):
        return dataclasses.replace(settings, mail_daily_cap=2)

    @pytest.mark.usefixtures("context")
    def test_what_is_too_much_for_a_day_leaves_the_next_day(self, smtp, clock):
        clock.set(MONDAY)
        letters = [a_letter(number, "koval@city.example") for number in range(3)]
        a_letter(9, "other@city.example")

        assert send_due() == Sent(3, 0)
        waiting = state(letters[2])
        assert (waiting.state, waiting.held, waiting.attempts) == (LetterState.QUEUED, Brake.DAILY_CAP, 0)
        assert waiting.next_attempt_at == house_clock.start_of(dt.date(2026, 3, 3))
        clock.set(waiting.next_attempt_at)
        assert send_due() == Sent(1, 0)
        assert (state(letters[2]).state, state(letters[2]).held) == (LetterState.SENT, None)
        assert len(smtp.to("koval@city.example")) == 3

    @pytest.mark.usefixtures("context", "smtp")
    def test_an_address_is_the_same_however_it_is_written(self, clock):
        clock.set(MONDAY)
        for number, written in enumerate(("koval@city.example", "Koval@City.example", "KOVAL@city.example")):
            a_letter(number, written)

        assert send_due() == Sent(2, 0)

    def test_the_desk_sees_it_and_may_let_them_leave(self, client, world, smtp, clock):
        clock.set(MONDAY)
        official = world.official(email="koval@city.example")
        questions = [world.referred(official, email=None) for _each in range(3)]
        with world.inside():
            assert send_due() == Sent(2, 0)
        desk = librarian(client, world)
        queue = desk.page("/desk/")
        assert "Олена Коваль: 1 лист чекає до завтра" in queue.text
        assert "Лист чекає до завтра" in desk.page(address(questions[2])).text
        assert client.get("/health").json["letters_held_back"] == 1

        assert "1 лист надсилається зараз." in desk.submit(queue, "Усе ж надіслати сьогодні").text
        with world.inside():
            assert send_due() == Sent(1, 0)
        assert "чекає до завтра" not in desk.page("/desk/").text


@pytest.mark.usefixtures("world")
def test_the_same_letter_again_and_again_stops_and_is_a_task(client, world, smtp, clock):
    clock.set(MONDAY)
    made = world.question(email=None)
    with world.inside():
        for number in range(6):
            a_letter(number, "robot@mail.example", name="draft_received", question_id=made.id)
        assert send_due() == Sent(5, 0)
        letter = db.session.scalars(select(Letter).where(Letter.state == LetterState.FAILED)).one()
        assert letter.held is Brake.LOOP
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert (event.tag, event.data) == (Tag.LETTER_FAILED, {"letter_id": letter.id, "error": "loop"})
    desk = librarian(client, world)
    assert "надто часто йшов той самий лист" in desk.page("/desk/").text
    desk.submit(desk.page(address(made)), "Надіслати ще раз")
    with world.inside():
        assert send_due() == Sent(1, 0)
    assert len(smtp.messages) == 6


@pytest.mark.usefixtures("world")
def test_what_goes_about_another_question_or_after_an_hour_is_no_loop(world, clock):
    clock.set(MONDAY)
    made, other = (world.question(email=None) for _each in range(2))
    with world.inside():
        for number in range(5):
            a_letter(number, "robot@mail.example", name="draft_received", question_id=made.id)
        a_letter(5, "robot@mail.example", name="draft_received", question_id=other.id)
        assert send_due() == Sent(6, 0)
        clock.advance(hours=1)
        again = a_letter(6, "robot@mail.example", name="draft_received", question_id=made.id)
        assert send_due() == Sent(1, 0)
        assert (state(again).state, state(again).held) == (LetterState.SENT, None)


class TestSilence:
    @pytest.fixture
    def settings(self, settings):
        return dataclasses.replace(settings, mail_timeout=1)

    @pytest.mark.usefixtures("context")
    def test_a_server_that_falls_silent_over_one_domain_holds_up_no_other(self, smtp, clock):
        clock.set(MONDAY)
        slow = [a_letter(number, f"{number}@slow.example") for number in range(3)]
        other = a_letter(9, "one@mail.example")
        smtp.hang()
        assert send_due(1) == Sent(0, 1)
        smtp.reset()

        assert send_due() == Sent(1, 0)
        assert state(other).state is LetterState.SENT
        assert [(state(each).state, state(each).attempts) for each in slow] == [
            (LetterState.QUEUED, 1), (LetterState.QUEUED, 0), (LetterState.QUEUED, 0),
        ]  # fmt: skip
        clock.advance(minutes=5)
        assert send_due() == Sent(3, 0)
