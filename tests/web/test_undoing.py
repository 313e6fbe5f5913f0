"""The button that takes back what was done a moment ago, on the question and in the queue, without JavaScript."""

import dataclasses

import pytest

from reception.domain.clock import now
from reception.domain.events import Tag
from reception.worker import Worker
from tests.pages import words
from tests.web.librarians import address, librarian, seen, sign_in, tags, token
from tests.world import PASSWORD

UNDO = "Скасувати"


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, undo_seconds=30)


@pytest.fixture
def desk(client, world, clock):
    clock.set(now())
    return librarian(client, world)


def decline(desk, made, reason):
    return seen(desk.submit(desk.page(address(made, "decline")), "Відхилити", reason=reason))


def offers(page) -> bool:
    return UNDO in [words(each) for each in page.all("button")]


def test_it_stands_on_the_question_and_brings_it_back(desk, world, smtp, app, clock):
    made = world.question()
    Worker(app).once()
    page = decline(desk, made, str(world.reason()))
    assert offers(page)
    assert "Листи підуть о" in page.text
    page = seen(desk.submit(page, UNDO))
    assert "Скасовано: 1 звернення знову там, де було." in page.text
    assert not offers(page)
    assert world.state(made) == "received"
    clock.advance(minutes=10)
    Worker(app).once()
    [letter] = smtp.to("petrenko@mail.example")
    assert "надійшло до бібліотеки" in letter.subject


def test_what_can_still_be_undone_is_told_to_nobody(desk, world, clock):
    made = world.question(email=None, phone="050 111 22 33")
    decline(desk, made, str(world.reason()))
    assert made.number not in desk.page("/desk/calls").text
    clock.advance(seconds=31)
    assert made.number in desk.page("/desk/calls").text


def test_it_stands_in_the_queue_as_well(desk, world):
    made, official = world.accepted(), world.official()
    letters = seen(desk.submit(desk.page(address(made, "refer")), "Показати листи", officials=str(official)))
    desk.submit(letters, "Надіслати листи")
    page = desk.page("/desk/")
    assert offers(page)
    assert made.number in page.text
    assert world.state(made) == "referred"
    desk.submit(page, UNDO)
    assert world.state(made) == "accepted"
    assert tags(world, made)[-2:] == [Tag.REFERRED, Tag.UNDONE]
    page = desk.page(address(made))
    assert "Дію одразу скасовано" in page.text
    assert "Скасовано, діє попередній строк" in page.text


def test_after_the_time_it_says_that_it_is_too_late(desk, world, clock):
    made = world.question()
    page = decline(desk, made, str(world.reason()))
    clock.advance(seconds=31)
    assert not offers(desk.page(address(made)))
    page = seen(desk.submit(page, UNDO))
    assert "Скасувати вже не можна: листи в дорозі." in page.text
    assert world.state(made) == "declined"


def test_a_colleagues_act_is_not_offered_and_a_made_up_one_is_none(desk, app, world):
    made = world.question()
    page = decline(desk, made, str(world.reason()))
    [action] = [form.get("action") for form in page.all("form") if "/desk/undo/" in form.get("action")]
    other = app.test_client()
    sign_in(other, world.account(), PASSWORD)
    assert not offers(other.page(address(made)))
    for batch in (action, "/desk/undo/x"):
        answer = other.post(batch, data={"csrf_token": token(other.page("/desk/"))}, follow_redirects=True)
        assert "Скасовувати вже нічого" in answer.text
    assert world.state(made) == "declined"


def test_what_left_in_the_librarians_own_words_comes_back_too(desk, world):
    made, official = world.accepted(), world.official()
    shown = seen(desk.submit(desk.page(address(made, "refer")), "Показати листи", officials=str(official)))
    own = {f"letter-referral-{official}-{made.id}": "Прошу відповісти: [особисте посилання]"}
    page = seen(desk.submit(shown, "Надіслати листи", **own))
    assert Tag.LETTER_REWORDED in tags(world, made)
    desk.submit(page, UNDO)
    assert world.state(made) == "accepted"


def test_a_hand_over_taken_back_by_a_slip_goes_on(desk, world, smtp, app, clock):
    made, official = world.accepted(), world.official(email="olena@city.example")
    letters = seen(desk.submit(desk.page(address(made, "refer")), "Показати листи", officials=str(official)))
    desk.submit(letters, "Надіслати листи")
    page = seen(desk.submit(desk.page(address(made, "recall")), "Відкликати", reason="Не туди."))
    assert "зупинено до надсилання" in page.text
    page = seen(desk.submit(page, UNDO))
    assert world.state(made) == "referred"
    assert "зупинено до надсилання" not in page.text
    for _minute in range(3):
        clock.advance(minutes=1)
        Worker(app).once()
    assert len(smtp.to("olena@city.example")) == 1


def test_a_joining_by_a_slip_is_taken_back(desk, world, smtp, app, clock):
    made, other = world.accepted(), world.accepted(name="Ольга Бойко", email="boiko@mail.example")
    Worker(app).once()
    before = len(smtp.messages)
    beside = seen(desk.submit(desk.page(address(made, "merge")), "Порівняти обидва", into=other.number))
    page = seen(desk.submit(beside, "Об’єднати звернення"))
    assert world.state(made) == "duplicate"
    assert "ще 1 особа" in desk.page(address(other)).text
    page = seen(desk.submit(page, UNDO))
    assert "Скасовано: 1 звернення знову там, де було." in page.text
    assert "Об’єднано із зверненням" not in page.text
    assert world.state(made) == "accepted"
    assert tags(world, made)[-2:] == [Tag.MERGED, Tag.UNDONE]
    assert "ще 1 особа" not in desk.page(address(other)).text
    clock.advance(minutes=10)
    Worker(app).once()
    assert len(smtp.messages) == before


def test_what_was_taken_up_again_by_a_slip_is_declined_with_the_same_words(desk, world, smtp, app, clock):
    made, reason, note = world.question(), str(world.reason()), "Подзвоніть до диспетчера."
    desk.submit(desk.page(address(made, "decline")), "Відхилити", reason=reason, note=note)
    clock.advance(minutes=1)
    Worker(app).once()
    before = len(smtp.messages)
    page = seen(desk.submit(desk.page(address(made, "reopen")), "Взяти знову", reason="Помилка"))
    assert world.state(made) == "received"
    assert page.text.count(note) == 1, "in the letter alone"
    page = seen(desk.submit(page, UNDO))
    assert world.state(made) == "declined"
    assert page.text.count(note) == 2
    assert tags(world, made)[-2:] == [Tag.REOPENED, Tag.UNDONE]
    clock.advance(minutes=10)
    Worker(app).once()
    assert len(smtp.messages) == before
