"""Cutting a letter at the desk, and what its asker sees."""

import pytest
from sqlalchemy import select

from reception.models import Question
from tests.pages import Page
from tests.web.citizen import enter
from tests.web.librarians import address, librarian, seen, text_of

WHOLE = "Яма на Степовій. Коли засиплють?\n\nІ ще: смердить вода в крані."
CUT, MAKE = "Розрізати на частини", "Створити 2 звернення"


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def cut(desk, made, whole=WHOLE.replace("\n\n", "\n\n-----\n\n")):
    return desk.submit(desk.page(address(made, "split")), CUT, whole=whole)


def test_dashes_cut_the_letter_and_each_part_gets_its_fields(desk, world):
    body = world.authority("Водоканал")
    made = world.question(text=WHOLE)
    page = seen(cut(desk, made))
    texts = [text_of(each).strip() for each in page.all("textarea")]
    assert texts == ["Яма на Степовій. Коли засиплють?", "І ще: смердить вода в крані."]
    done = desk.submit(page, MAKE, **{"subject-2": "Вода", "authority_id-2": str(body)})
    assert "одного листа з усіма номерами" in done.text
    with world.inside() as session:
        parts = session.get(Question, made.id).parts
        assert [(each.subject, each.authority_id) for each in parts] == [("Яма на Степовій", None), ("Вода", body)]
        assert all(each.number in done.text for each in parts)
        assert made.number in desk.page(address(parts[0])).text


@pytest.mark.parametrize("whole", ["Одна справа", "", "---\n\n---", "\n---\n".join("абвгґд")])
def test_what_is_no_cut_is_said_and_stays(desk, world, whole):
    made = world.question(text=WHOLE)
    response = cut(desk, made, whole)
    assert response.status_code == 400
    assert "від 2 до 5" in response.text
    assert whole.strip()[:10] in response.text
    assert world.state(made) == "received"


def test_an_empty_part_loses_nothing_that_was_typed(desk, world):
    made = world.question(text=WHOLE)
    typed = {"subject-1": "Моя тема", "text-1": "Змінений текст", "text-2": " ", "subject-2": "Друга тема"}
    response = desk.submit(seen(cut(desk, made)), MAKE, **typed)
    assert response.status_code == 400
    assert 'href="#text-2"' in response.text
    assert all(words in response.text for words in ("Моя тема", "Змінений текст", "Друга тема"))
    with world.inside() as session:
        assert len(session.scalars(select(Question)).all()) == 1


def test_it_can_be_cut_in_another_way(desk, world):
    made = world.question(text=WHOLE)
    again = desk.submit(seen(cut(desk, made)), "Розрізати інакше", **{"text-1": "Інше"})
    [whole] = [text_of(each) for each in seen(again).all("textarea")]
    assert whole.strip() == "Інше\n\n-----\n\nІ ще: смердить вода в крані."


def test_who_comes_too_late_sees_both_and_loses_nothing(desk, world):
    made = world.question(text=WHOLE)
    page = seen(cut(desk, made))
    world.cleaned(made, public_text="Яма")
    late = desk.submit(page, MAKE, **{"subject-1": "Моя тема"})
    assert late.status_code == 409
    assert "Моя тема" in late.text
    again = desk.submit(seen(late), "Продовжити зі своїм на основі новішої версії")
    assert "Моя тема" in again.text
    desk.submit(seen(again), MAKE)
    assert world.state(made) == "split"


def test_the_asker_opens_each_part_with_the_number_and_pin_of_the_whole(desk, world, app):
    made = world.question(text=WHOLE, email=None)
    desk.submit(seen(cut(desk, made)), MAKE, **{"subject-2": "Вода"})
    with world.inside() as session:
        first, second = (world._made(each) for each in session.get(Question, made.id).parts)
    visitor = app.test_client()
    page = Page(enter(visitor, made.number, made.pin).text)
    assert all(words in page.text for words in (first.number, first.pin, second.number, second.pin))
    opened = visitor.submit(page, f"Відкрити звернення {second.number}")
    assert seen(opened).heading == "Вода"
    assert made.number in opened.text
    back = visitor.submit(seen(opened), "Показати весь лист")
    assert first.pin in back.text
    assert seen(enter(app.test_client(), second.number, second.pin)).heading == "Вода"


def test_nobody_opens_what_is_not_of_the_letter(desk, world, app):
    made, other = world.question(text=WHOLE), world.question(email="x@mail.example")
    desk.submit(seen(cut(desk, made)), MAKE)
    with world.inside() as session:
        part = session.get(Question, made.id).parts[0].number
    visitor = app.test_client()
    page = Page(enter(visitor, made.number, made.pin).text)
    form = page.form(f"Відкрити звернення {part}")
    token = next(each.get("value") for each in form.iter("input") if each.get("name") == "csrf_token")
    address_of = form.get("action").replace(form.get("action").rpartition("/")[2], other.number)
    assert visitor.post(address_of, data={"csrf_token": token}).status_code == 404
