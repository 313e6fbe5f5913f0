"""Joining questions at the desk, and what their askers and readers see."""

import pytest

from tests.pages import Page
from tests.web.citizen import enter
from tests.web.librarians import address, buttons, librarian, seen, text_of, token, value

OTHER = {"name": "Ольга Бойко", "email": "boiko@mail.example"}
LOOK, JOIN = "Порівняти обидва", "Об’єднати звернення"


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


@pytest.fixture
def join(desk, world):
    def act(made, main):
        looked = desk.submit(desk.page(address(made, "merge")), LOOK, into=main.number)
        return desk.submit(seen(looked), JOIN)

    return act


def test_the_librarian_looks_at_both_and_at_the_letter_before(desk, world):
    main, made = world.accepted(subject="Яма на Степовій"), world.question(subject="Знову яма", **OTHER)
    page = desk.page(address(made, "merge"))
    looked = desk.submit(page, LOOK, into=main.number.replace("МК-", "мк ").replace("-", " "))
    assert "Яма на Степовій" in looked.text
    letters = desk.submit(seen(looked), "Спершу показати листи")
    assert f"те саме, що й у зверненні {main.number}" in text_of(seen(letters).all("textarea")[0])
    assert world.state(made) == "received"
    done = desk.submit(seen(letters), JOIN)
    assert "Звернення об’єднано" in done.text
    assert world.state(made) == "duplicate"
    assert "Так само запитала ще 1 особа" in desk.page(address(main)).text


def test_a_likely_duplicate_has_the_way_to_join_beside_it(desk, world):
    text = "Яма на вулиці Степовій, 5. Коли засиплють?"
    main, made = world.accepted(text=text), world.question(text=text, **OTHER)
    page = desk.page(address(made))
    [link] = [each.get("href") for each in page.all("a") if f"з {main.number}" in text_of(each)]
    page = desk.page(link)
    assert main.number in page.text
    desk.submit(page, JOIN)
    assert world.state(made) == "duplicate"
    assert f"Об’єднати це звернення з {made.number}" not in desk.page(address(main)).text


@pytest.mark.parametrize("typed", ["", "МК-2026-99999", "яма"])
def test_a_number_that_is_none_is_said(desk, world, typed):
    made = world.question()
    response = desk.submit(desk.page(address(made, "merge")), LOOK, into=typed)
    assert response.status_code == 400
    assert 'href="#into"' in response.text
    assert world.state(made) == "received"


def test_another_persons_appeal_is_not_joined_and_the_page_says_why(desk, world):
    formal = {"kind": "appeal", "residence": "Миколаїв"}
    main, made = world.accepted(**formal), world.question(**formal, **OTHER)
    response = desk.submit(desk.page(address(made, "merge")), LOOK, into=main.number)
    assert response.status_code == 400
    assert "Закон № 393/96-ВР, ст. 15 і 18" in Page(response.text).text


def test_two_librarians_join_two_questions_with_each_other_at_once(desk, world, app):
    one, other = world.accepted(), world.accepted(**OTHER)
    colleague = librarian(app.test_client(), world, name="Олег Кравець")
    mine = seen(desk.submit(desk.page(address(one, "merge")), LOOK, into=other.number))
    theirs = seen(colleague.submit(colleague.page(address(other, "merge")), LOOK, into=one.number))
    assert desk.submit(mine, JOIN).status_code == 200
    late = colleague.submit(theirs, JOIN)
    assert late.status_code == 409
    assert one.number in late.text
    assert (world.state(one), world.state(other)) == ("duplicate", "accepted")


def test_it_is_parted_with_a_reason(desk, world, join):
    main, made = world.accepted(), world.question(**OTHER)
    join(made, main)
    page = desk.page(address(made))
    assert "Відокремити від іншого звернення" in buttons(page)
    assert main.number in page.text
    empty = desk.submit(desk.page(address(made, "unmerge")), "Відокремити", reason=" ")
    assert empty.status_code == 400
    desk.submit(desk.page(address(made, "unmerge")), "Відокремити", reason="Інша вулиця")
    assert world.state(made) == "received"


def test_readers_who_have_its_address_come_to_the_other_one(desk, world, join, app):
    main, made = world.accepted(), world.accepted(subject="Моя яма", **OTHER)
    private = world.question(may_publish=False, email="third@mail.example", name="Іра")
    for each in (made, private):
        join(each, main)
    stranger = app.test_client()
    moved = stranger.get(f"/q/{made.number}")
    assert (moved.status_code, stranger.get(moved.location, follow_redirects=True).status_code) == (302, 200)
    page = stranger.page(f"/q/{main.number}")
    assert "Так само запитали ще 2 особи" in page.text
    assert "Моя яма" not in page.html
    assert stranger.get(f"/api/v1/questions/{made.number}", follow_redirects=True).json["number"] == main.number
    assert stranger.get(f"/api/v1/questions/{main.number}").json["supporters"] == 2
    assert stranger.get(f"/q/{private.number}").status_code == 404
    assert "Моя яма" not in stranger.page("/archive").text
    desk.submit(desk.page(address(made, "unmerge")), "Відокремити", reason="Інша вулиця")
    assert "Моя яма" in stranger.page(f"/q/{made.number}").text


def test_whoever_has_no_e_mail_reads_the_answer_with_the_own_number_and_pin(desk, world, join, app):
    main, made = world.referred(), world.question(name=None, email=None, subject="Моя яма")
    join(made, main)
    world.answer(main.referral_ids[0], text="Яму засиплють у травні.")
    visitor = app.test_client()
    before = Page(enter(visitor, made.number, made.pin).text)
    assert before.heading == "Моя яма"
    assert "у травні" not in before.text, "the library has not checked it yet"
    world.publish(main)
    after = visitor.page(f"/track/{made.number}")
    assert "Яму засиплють у травні." in after.text
    assert "Петренко" not in after.html


def test_the_asker_says_that_it_is_another_matter(desk, world, join, app):
    main, made = world.accepted(), world.question(**OTHER)
    join(made, main)
    visitor = app.test_client()
    enter(visitor, made.number, made.pin)
    page = visitor.page(f"/track/{made.number}/another-matter")
    empty = visitor.submit(page, "У мене інша справа", text=" ")
    assert empty.status_code == 400
    done = visitor.submit(page, "У мене інша справа", text="У мене яма біля школи")
    assert "розглядатимуть окремо" in done.text
    assert world.state(made) == "received"
    shown = desk.page(address(made))
    assert "У мене яма біля школи" in shown.text
    late = visitor.page(f"/track/{made.number}/another-matter")
    assert late.address == f"/track/{made.number}"


def test_a_stranger_objects_to_nothing(client, world):
    made = world.question()
    assert client.page(f"/track/{made.number}/another-matter").heading == "Стежити за питанням"


def test_officials_see_how_many_asked(desk, world, join, app):
    main, made = world.referred(), world.question(**OTHER)
    join(made, main)
    page = app.test_client().page(f"/answer/{world.token_of(main.referral_ids[0])}")
    assert "Так само запитала ще 1 особа" in page.text
    assert value(world, made, "state") == "duplicate"
    assert token(page)
