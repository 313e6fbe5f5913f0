"""Two librarians at one question: the second is told, sees both texts, and loses nothing."""

import pytest

from tests.web.librarians import address, librarian, seen, text_of, value

SOMEONE_WAS_QUICKER = "Хтось уже вніс зміни"


@pytest.fixture
def first(client, world):
    return librarian(client, world, name="Ніна Марченко")


@pytest.fixture
def second(app, world):
    return librarian(app.test_client(), world, name="Володимир Білик")


def test_an_edit_of_an_old_page_shows_both_texts_and_overwrites_nothing(first, second, world):
    made = world.question(text="Яма на вулиці")
    old = second.page(address(made))
    first.submit(first.page(address(made)), "Зберегти", public_text="Яма на розі вулиць", wartime_checked="yes")
    response = second.submit(old, "Зберегти", public_text="Глибока яма на вулиці", wartime_checked="yes")
    page = seen(response)
    assert response.status_code == 409
    assert page.heading == SOMEONE_WAS_QUICKER
    assert "Яма на розі вулиць" in page.text
    assert "Глибока яма на вулиці" in page.text
    assert "Ніна Марченко" in page.text
    assert value(world, made, "public_text") == "Яма на розі вулиць"


def test_from_there_one_goes_on_with_ones_own_text(first, second, world):
    made = world.question(text="Яма на вулиці")
    old = second.page(address(made))
    first.submit(first.page(address(made)), "Зберегти", public_text="Яма на розі вулиць", wartime_checked="yes")
    stale = seen(second.submit(old, "Зберегти", public_text="Глибока яма\nна вулиці", wartime_checked="yes"))
    again = seen(second.submit(stale, "Продовжити зі своїм на основі новішої версії"))
    assert again.heading.startswith(made.number)
    assert "Глибока яма\nна вулиці" in [text_of(each).strip() for each in again.all("textarea")]
    assert value(world, made, "public_text") == "Яма на розі вулиць"
    second.submit(again, "Зберегти")
    assert value(world, made, "public_text") == "Глибока яма\nна вулиці"


def test_a_decision_on_an_old_page_keeps_the_reason_that_was_typed(first, second, world):
    made = world.accepted()
    reason = world.reason()
    old = second.page(address(made, "decline"))
    first.submit(first.page(address(made)), "Зберегти", public_text="Інший текст", wartime_checked="yes")
    stale = seen(second.submit(old, "Відхилити", reason=str(reason), note="Це не до міста"))
    assert stale.heading == SOMEONE_WAS_QUICKER
    assert "Не питання до влади міста" in stale.text
    again = seen(second.submit(stale, "Продовжити зі своїм на основі новішої версії"))
    assert again.heading == "Відхилити звернення"
    second.submit(again, "Відхилити")
    assert world.state(made) == "declined"


def test_the_same_button_pressed_by_two_is_done_once(first, second, world):
    official, made = world.official(), world.accepted()
    letters = [
        seen(desk.submit(desk.page(address(made, "refer")), "Показати листи", officials=str(official), message=f"Від {n}"))
        for n, desk in enumerate((first, second), 1)
    ]
    first.submit(letters[0], "Надіслати листи")
    stale = second.submit(letters[1], "Надіслати листи")
    assert stale.status_code == 409
    assert "Від 2" in stale.text
    assert len(world.again(made).referral_ids) == 1


def test_what_is_no_longer_possible_is_not_offered_again(first, second, world):
    made, reason = world.question(), str(world.reason())
    old = second.page(address(made, "decline"))
    first.submit(first.page(address(made, "decline")), "Відхилити", reason=reason)
    stale = seen(second.submit(old, "Відхилити", reason=reason, note="Моя примітка"))
    assert "Моя примітка" in stale.text
    assert not [each for each in stale.all("button") if "Продовжити" in text_of(each)]


def test_an_official_who_answers_meanwhile_makes_the_page_old(first, world):
    made = world.referred()
    old = first.page(address(made, "recall"))
    world.answer(made.referral_ids[0])
    response = first.submit(old, "Відкликати", reason="Передумали")
    assert response.status_code == 409
    assert world.state(made) == "answered"


def test_publishing_an_old_page_keeps_the_checked_answer(first, second, world):
    made = world.answered()
    field = f"answer-{made.answer_ids[0]}"
    old = second.page(address(made, "publish"))
    first.submit(first.page(address(made)), "Зберегти", public_text="Інший текст", wartime_checked="yes")
    stale = seen(second.submit(old, "Надати відповідь", **{field: "Перевірена відповідь"}, wartime_checked="yes"))
    assert "Перевірена відповідь" in stale.text
    again = seen(second.submit(stale, "Продовжити зі своїм на основі новішої версії"))
    second.submit(again, "Надати відповідь")
    assert world.state(made) == "closed"


def test_a_form_without_a_version_is_old(first, world):
    made = world.question()
    response = first.submit(first.page(address(made)), "Зберегти", version="щось", public_text="Інше", wartime_checked="yes")
    assert response.status_code == 409
    assert value(world, made, "public_text") != "Інше"


def test_notes_contradict_nobody(first, second, world):
    made = world.question()
    old = second.page(address(made))
    first.submit(first.page(address(made)), "Записати нотатку", text="Перша")
    second.submit(old, "Записати нотатку", text="Друга")
    assert "Перша" in (text := first.page(address(made)).text)
    assert "Друга" in text
