"""Letters leave by a real mail server, which refuses, hangs, breaks off and is down."""

import dataclasses
import datetime as dt
import socket
import threading
from email.header import decode_header, make_header

import pytest
from sqlalchemy import select

from reception import create_app
from reception.domain import clock as house_clock
from reception.domain.events import Tag
from reception.domain.mail_causes import MailCause
from reception.extensions import db
from reception.mail import outbox
from reception.models import Authority, Event, Letter, LetterState, Official
from reception.services import delivery
from reception.services.delivery import CLAIM, RETRIES, Sent, send_due
from reception.services.transaction import transaction
from tests.application import opened

pytestmark = pytest.mark.usefixtures("context")


def a_letter(number=1, to="petrenko@mail.example", **given) -> int:
    """Put a letter into the outbox."""
    defaults = {
        "name": "received",
        "to_address": to,
        "to_name": "Іван Петренко",
        "language": "uk",
        "subject": "МК-2026-00001 – Ваше звернення надійшло до бібліотеки",
        "body_text": "Добрий день!\n",
        "body_html": "<p>Добрий день!</p>",
        "message_id": f"<{number}@library.example>",
        "created_at": house_clock.now(),
        "next_attempt_at": house_clock.now(),
    }
    with transaction():
        letter = Letter(**defaults | given)
        db.session.add(letter)
    return letter.id


def state(letter_id) -> Letter:
    return db.session.get(Letter, letter_id, populate_existing=True)


def as_shown(received, header) -> str:
    """Return a header as mail programs show it: Python's own parser leaves spaces between encoded words."""
    return str(make_header(decode_header(dict(received.message.raw_items())[header])))


def journal() -> list[Event]:
    return list(db.session.scalars(select(Event).order_by(Event.id)))


def test_a_letter_arrives_as_it_was_written(smtp):
    letter = a_letter(body_text="Довгий абзац. " * 400, body_html="<p>" + "Довгий абзац. " * 400 + "</p>")

    assert send_due() == Sent(1, 0)

    received = smtp.to("petrenko@mail.example")[0]
    assert received.message["Message-ID"] == "<1@library.example>"
    assert received.message["Auto-Submitted"] == "auto-generated"
    assert as_shown(received, "From") == "Центральна міська бібліотека <reception@localhost>"
    assert as_shown(received, "To") == "Іван Петренко <petrenko@mail.example>"
    assert received.subject == "МК-2026-00001 – Ваше звернення надійшло до бібліотеки"
    assert received.text.count("Довгий абзац.") == received.html.count("Довгий абзац.") == 400
    assert state(letter).state is LetterState.SENT
    assert state(letter).sent_at is not None
    assert send_due() == Sent(0, 0)


def test_long_headers_stay_whole(smtp):
    name, subject = " ".join(["Департамент"] * 20), " ".join(["Звернення, «громадян»"] * 10)
    a_letter(to_name=name, subject=subject)

    assert send_due() == Sent(1, 0)
    assert smtp.messages[0].recipients == ["petrenko@mail.example"]
    assert as_shown(smtp.messages[0], "To") == f"{name} <petrenko@mail.example>"
    assert smtp.messages[0].subject == subject


def test_an_address_that_does_not_exist_ends_it_and_is_marked(smtp):
    authority = Authority(slug="zhkg", name_uk="Департамент ЖКГ", name_en="Housing Department")
    with transaction():
        official = Official(authority=authority, name="Олена Коваль", post="начальниця", email="koval@city.example")
        db.session.add(official)
    letter = a_letter(to="koval@city.example", official_id=official.id)
    smtp.refuse(550, words="no such user koval@city.example")

    assert send_due() == Sent(0, 1)

    assert state(letter).state is LetterState.FAILED
    assert "no such user" in state(letter).error
    assert state(letter).official.address_refused_at is not None
    assert [event.tag for event in journal()] == [Tag.LETTER_FAILED, Tag.ADDRESS_REFUSED]
    assert journal()[0].data == {"letter_id": letter, "error": "550"}


def test_a_server_that_takes_nothing_from_us_says_nothing_of_the_address(smtp):
    authority = Authority(slug="zhkg", name_uk="Департамент ЖКГ", name_en="Housing Department")
    with transaction():
        official = Official(authority=authority, name="Олена Коваль", post="начальниця", email="koval@city.example")
        db.session.add(official)
    letter = a_letter(to="koval@city.example", official_id=official.id)
    smtp.refuse(554, words="5.7.1 relay access denied")

    send_due()

    assert state(letter).state is LetterState.FAILED
    assert state(letter).official.address_refused_at is None


def test_one_bad_address_does_not_stop_the_others(smtp):
    letters = [a_letter(1, "one@mail.example"), a_letter(2, "gone@mail.example"), a_letter(3, "three@mail.example")]
    smtp.refuse(550, "gone@mail.example")

    assert send_due() == Sent(2, 1)
    assert [state(each).state for each in letters] == [LetterState.SENT, LetterState.FAILED, LetterState.SENT]


def test_a_temporary_refusal_is_tried_again_then_left_to_a_person(smtp, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    letter = a_letter()
    smtp.refuse(451)
    attempts = []
    while state(letter).state is LetterState.QUEUED:
        clock.set(state(letter).next_attempt_at)
        attempts.append(house_clock.now())
        assert send_due() == Sent(0, 1)

    pauses = [later - earlier for earlier, later in zip(attempts, attempts[1:], strict=False)]
    assert pauses == [dt.timedelta(minutes=5), dt.timedelta(hours=1), *[dt.timedelta(days=1)] * 7]
    assert state(letter).state is LetterState.FAILED
    assert state(letter).attempts == len(RETRIES) + 1
    assert [event.tag for event in journal()] == [Tag.LETTER_FAILED]


def test_a_greylisting_server_gets_it_five_minutes_later(smtp, clock):
    clock.set(house_clock.now())
    letter = a_letter()
    smtp.greylist()

    assert send_due() == Sent(0, 1)
    assert send_due() == Sent(0, 0)
    clock.advance(minutes=5)
    assert send_due() == Sent(1, 0)
    assert state(letter).error is None


def test_a_line_that_breaks_after_the_letter_was_taken_sends_it_again_under_the_same_name(smtp, clock):
    clock.set(house_clock.now())
    a_letter(1)
    smtp.disconnect_after_data()

    assert send_due() == Sent(0, 1)
    smtp.disconnects = False
    clock.advance(minutes=5)
    assert send_due() == Sent(1, 0)

    assert [each.message["Message-ID"] for each in smtp.messages] == ["<1@library.example>"] * 2


class TestSlowServer:
    @pytest.fixture
    def settings(self, settings):
        return dataclasses.replace(settings, mail_timeout=1)

    def test_a_server_that_says_nothing_is_left(self, smtp):
        letter = a_letter()
        smtp.hang()

        assert send_due() == Sent(0, 1)
        assert state(letter).state is LetterState.QUEUED

    def test_a_server_that_says_a_byte_now_and_then_is_left_too(self, smtp, monkeypatch):
        assert dt.timedelta(seconds=outbox.LONGEST) < CLAIM
        monkeypatch.setattr(outbox, "LONGEST", 1.5)
        letter = a_letter()
        smtp.dawdles = True

        assert send_due() == Sent(0, 1)
        assert (state(letter).state, state(letter).cause) == (LetterState.QUEUED, MailCause.NO_REPLY)


class TestNoServer:
    @pytest.fixture
    def settings(self, settings):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        return dataclasses.replace(settings, mail_port=port)

    def test_a_server_that_is_down_loses_nothing_and_is_not_asked_for_every_letter(self, clock):
        clock.set(house_clock.now())
        letters = [a_letter(1), a_letter(2)]

        assert send_due() == Sent(0, 1)
        assert send_due() == Sent(0, 0)
        clock.advance(minutes=1)
        assert send_due() == Sent(0, 1)
        assert [(state(each).state, state(each).attempts) for each in letters] == [(LetterState.QUEUED, 1)] * 2


def test_a_letter_of_a_killed_worker_is_taken_up_after_some_minutes(smtp, clock):
    clock.set(house_clock.now())
    letter = a_letter(state=LetterState.SENDING, attempts=1, next_attempt_at=house_clock.now() + CLAIM)

    assert send_due() == Sent(0, 0)
    clock.advance(minutes=5)
    assert send_due() == Sent(1, 0)
    assert state(letter).state is LetterState.SENT


def test_two_workers_send_no_letter_twice(smtp, settings):
    letters = [a_letter(number, f"{number}@mail.example") for number in range(20)]
    db.session.rollback()
    sent = []

    def work(app):
        with opened(app), app.app_context():
            while (batch := send_due(3)).count:
                sent.append(batch.count)

    workers = [threading.Thread(target=work, args=(create_app(settings),)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    send_due()

    recipients = [each.recipients[0] for each in smtp.messages]
    assert sorted(recipients) == sorted(f"{number}@mail.example" for number in range(20))
    assert {state(each).state for each in letters} == {LetterState.SENT}


def test_an_address_that_does_not_work_keeps_no_letter_to_others(smtp):
    authority = Authority(slug="zhkg", name_uk="Департамент ЖКГ", name_en="Housing Department")
    with transaction():
        official = Official(authority=authority, name="Олена Коваль", post="начальниця", email="koval@city.example")
        official.address_refused_at = house_clock.now()
        db.session.add(official)
    waiting, to_asker = a_letter(1, "koval@city.example", official_id=official.id), a_letter(2)

    assert send_due() == Sent(1, 0)
    assert [state(each).state for each in (waiting, to_asker)] == [LetterState.QUEUED, LetterState.SENT]


def test_a_worker_that_slept_over_its_letter_takes_back_nothing_that_another_wrote_down(app, smtp, clock):
    """As a computer that is put to sleep in the middle of a letter, or a server that takes minutes to answer."""
    clock.set(house_clock.now())
    letter = a_letter()

    def another_worker():
        clock.advance(minutes=6)
        with app.app_context():
            assert send_due() == Sent(1, 0)
        smtp.disconnect_after_data()

    smtp.meanwhile = another_worker
    assert send_due() == Sent(0, 1)

    assert state(letter).state is LetterState.SENT
    smtp.disconnects = False
    clock.advance(days=2)
    assert send_due() == Sent(0, 0)
    assert [each.message["Message-ID"] for each in smtp.messages] == ["<1@library.example>"] * 2


def test_a_letter_that_cannot_be_made_is_a_task_in_the_end_and_keeps_no_other_waiting(smtp, clock, monkeypatch):
    clock.set(house_clock.now())
    broken, other = a_letter(1), a_letter(2, "other@mail.example")
    real = delivery.thread_of
    monkeypatch.setattr(delivery, "thread_of", lambda letter: 1 / 0 if letter.id == broken else real(letter))

    assert send_due() == Sent(1, 1)
    assert state(other).state is LetterState.SENT
    while state(broken).state is LetterState.QUEUED:
        clock.set(state(broken).next_attempt_at)
        send_due()

    assert state(broken).state is LetterState.FAILED
    assert state(broken).error == "The letter could not be made: ZeroDivisionError"
    assert [event.tag for event in journal()] == [Tag.LETTER_FAILED]
