"""Librarians share the work: they see who has a question in hand, and never overwrite one another."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.clock import now
from reception.domain.events import Tag
from reception.models import Account, Event
from tests.pages import words
from tests.web.librarians import address, librarian, seen, sign_in, tags, value
from tests.web.test_queue import numbers, tabs

TAKE, GIVE, OVER = "Взяти собі", "Звільнити", "Перебрати"
GO_ON = "Перебрати й продовжити зі своїм"
HELD = "Із цим зверненням працює колега"


@pytest.fixture
def first(client, world):
    return librarian(client, world, name="Ніна Марченко")


@pytest.fixture
def second(app, world):
    return librarian(app.test_client(), world, name="Володимир Білик")


def press(desk, made, button):
    return seen(desk.submit(desk.page(address(made)), button))


def panel(page) -> str:
    """Return what a question's page says of who works at it."""
    return words(next(each for each in page.all("section") if each.get("id") == "work"))


def test_opening_claims_nothing(first, second, world):
    made = world.question()
    first.page(address(made))
    assert "Ніхто не працює" in panel(second.page(address(made)))
    assert tabs(first.page("/desk/"))["У мене в роботі"] == 0


def test_who_has_it_in_hand_is_seen_in_the_queue_and_at_the_question(first, second, world):
    made, free = world.question(), world.question()
    press(first, made, TAKE)
    assert "Працює Ніна Марченко" in panel(second.page(address(made)))
    queue = second.page("/desk/")
    assert queue.text.count("працює Ніна Марченко") == 1
    assert numbers(queue) == [made.number, free.number]
    assert numbers(first.page("/desk/?tab=mine")) == [made.number]
    assert numbers(second.page("/desk/?tab=mine")) == []


def test_claiming_makes_no_page_old_and_no_line_of_the_journal(first, second, world):
    made = world.question()
    old = first.page(address(made))
    version = value(world, made, "version")
    press(first, made, TAKE)
    press(first, made, GIVE)
    assert value(world, made, "version") == version
    assert tags(world, made) == [Tag.SUBMITTED]
    first.submit(old, "Зберегти", public_text="Інший текст")
    assert value(world, made, "public_text") == "Інший текст"


def test_what_a_colleague_has_in_hand_is_saved_only_after_taking_it_over(first, second, world):
    made = world.question(text="Яма на вулиці")
    press(first, made, TAKE)
    response = second.submit(second.page(address(made)), "Зберегти", public_text="Глибока яма")
    page = seen(response)
    assert response.status_code == 409
    assert page.heading == HELD
    assert "Ніна Марченко" in page.text
    assert "Глибока яма" in page.text
    assert "Яма на вулиці" in page.text
    assert value(world, made, "public_text") == "Яма на вулиці"
    again = seen(second.submit(page, GO_ON))
    assert "Глибока яма" in [words(each) for each in again.all("textarea")]
    second.submit(again, "Зберегти")
    assert value(world, made, "public_text") == "Глибока яма"


def test_one_whose_question_is_taken_over_in_mid_edit_sees_both_texts_and_loses_nothing(first, second, world):
    made = world.question(text="Яма на вулиці")
    press(first, made, TAKE)
    editing = first.page(address(made))
    press(second, made, OVER)
    second.submit(second.page(address(made)), "Зберегти", public_text="Яма на розі вулиць")
    response = first.submit(editing, "Зберегти", public_text="Дуже глибока яма")
    page = seen(response)
    assert response.status_code == 409
    assert "Дуже глибока яма" in page.text
    assert "Яма на розі вулиць" in page.text
    assert value(world, made, "public_text") == "Яма на розі вулиць"


def test_taken_over_without_a_change_it_is_refused_as_well(first, second, world):
    made = world.accepted()
    reason = str(world.reason())
    press(first, made, TAKE)
    editing = first.page(address(made, "decline"))
    press(second, made, OVER)
    response = first.submit(editing, "Відхилити", reason=reason, note="Це до поліції")
    assert response.status_code == 409
    assert seen(response).heading == HELD
    assert "Це до поліції" in response.text
    assert world.state(made) == "accepted"


def test_the_journal_keeps_from_whom_it_was_taken_over(first, second, world):
    made = world.question()
    press(first, made, TAKE)
    page = press(second, made, OVER)
    assert tags(world, made) == [Tag.SUBMITTED, Tag.CLAIM_TAKEN_OVER]
    assert "Звернення перебрали в колеги" in page.text
    with world.inside() as session:
        event = session.scalar(select(Event).where(Event.tag == Tag.CLAIM_TAKEN_OVER))
        assert event.data == {"from_account_id": session.scalar(select(Account.id).where(Account.name == "Ніна Марченко"))}


def test_two_who_want_the_same_one_at_once_do_not_both_get_it(first, second, world):
    made = world.question()
    pages = [desk.page(address(made)) for desk in (first, second)]
    first.submit(pages[0], TAKE)
    refused = seen(second.submit(pages[1], TAKE))
    assert "працює Ніна Марченко" in refused.text
    assert "Працює Ніна Марченко" in panel(refused)


def test_an_idle_claim_falls_off_after_half_an_hour(first, second, world, clock):
    made = world.question()
    clock.set(now())
    press(first, made, TAKE)
    clock.advance(minutes=20)
    first.submit(first.page(address(made)), "Зберегти", public_text="Перша правка")
    clock.advance(minutes=20)
    assert "Працює Ніна Марченко" in panel(second.page(address(made)))
    clock.advance(minutes=11)
    assert "Ніхто не працює" in panel(second.page(address(made)))
    assert "У мене в роботі" in (found := tabs(first.page("/desk/")))
    assert found["У мене в роботі"] == 0
    assert "Працюєте ви" in panel(press(second, made, TAKE))
    response = first.submit(first.page(address(made)), "Зберегти", public_text="Друга правка")
    assert response.status_code == 409


def test_what_is_passed_on_is_in_nobodys_hands(first, world):
    official, made = world.official(), world.accepted()
    press(first, made, TAKE)
    letters = seen(first.submit(first.page(address(made, "refer")), "Показати листи", officials=str(official)))
    first.submit(letters, "Надіслати листи")
    assert world.state(made) == "referred"
    assert tabs(first.page("/desk/"))["У мене в роботі"] == 0


def test_a_note_and_taking_down_wait_for_nobody(first, second, world):
    made = world.accepted()
    press(first, made, TAKE)
    assert second.submit(second.page(address(made)), "Записати нотатку", text="Дзвонили").status_code == 200
    second.submit(second.page(address(made, "hide")), "Зняти з публікації", reason="Чужі дані")
    assert value(world, made, "hidden_at")


def test_an_act_at_once_can_be_gone_on_with_after_taking_over(first, second, world):
    made = world.accepted()
    world.hide(made)
    press(first, made, TAKE)
    held = seen(second.submit(second.page(address(made)), "Знову оприлюднити"))
    assert held.heading == HELD
    second.submit(second.submit(held, GO_ON) and second.page(address(made)), "Знову оприлюднити")
    assert value(world, made, "hidden_at") is None


def test_a_question_is_assigned_to_a_colleague_or_a_branch_who_find_it_in_their_list(client, app, world):
    branch = world.branch("Філія № 7")
    chief = librarian(client, world, name="Ніна Марченко")
    other = app.test_client()
    sign_in(other, world.account(name="Володимир Білик", branch_id=branch))
    with world.inside() as session:
        person = session.scalar(select(Account.id).where(Account.name == "Володимир Білик"))
    to_person, to_branch, closed = world.question(), world.accepted(), world.published()
    for made, assignee in ((to_person, f"a{person}"), (to_branch, f"b{branch}"), (closed, f"a{person}")):
        chief.submit(chief.page(address(made)), "Доручити", assignee=assignee)
    assert numbers(other.page("/desk/?tab=to_me")) == [to_person.number, to_branch.number]
    assert tabs(other.page("/desk/"))["Доручено мені"] == 2
    assert tabs(chief.page("/desk/"))["Доручено мені"] == 0
    page = chief.page(address(to_branch))
    assert "– → Філія № 7" in page.text
    chief.submit(page, "Доручити", assignee="")
    assert "Філія № 7 → –" in chief.page(address(to_branch)).text
    assert numbers(other.page("/desk/?tab=to_me")) == [to_person.number]


@pytest.mark.parametrize("assignee", ["a9999", "b9999", "a", "x1", "a-1", "b1e3"])
def test_nonsense_is_assigned_to_nobody(first, world, assignee):
    made = world.question()
    page = seen(first.submit(first.page(address(made)), "Доручити", assignee=assignee))
    assert page.heading.startswith(made.number)
    assert Tag.ASSIGNED not in tags(world, made)


def test_dates_are_told_apart_by_law_and_by_the_librarys_own_target(first, world, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))  # a Monday
    question = world.question()
    appeal = world.question(kind="appeal", residence="вул. Соборна, 1")
    assert numbers(first.page("/desk/?tab=soon")) == []
    clock.advance(days=2)  # one is due tomorrow, the other on Monday, in five days
    assert numbers(first.page("/desk/?tab=soon&basis=own")) == [question.number]
    assert numbers(first.page("/desk/?tab=soon&basis=law")) == [appeal.number]
    assert tabs(first.page("/desk/"))["Термін спливає"] == 2
    clock.advance(days=2)
    assert numbers(first.page("/desk/?tab=overdue")) == [question.number]
    page = first.page("/desk/?tab=overdue&basis=nonsense")
    assert "за власним строком бібліотеки: 1" in page.text
    assert "за законом: 0" in page.text
