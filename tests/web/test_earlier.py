"""Whether somebody has asked before, the desk shows without telling who it is."""

import pytest

from tests.web.librarians import address, librarian, tags


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def test_earlier_questions_of_an_e_mail_or_a_telephone_are_shown_without_either(desk, world):
    by_mail = world.question(email="Olha@Mail.example", phone=None, name="Ольга")
    by_phone = world.question(email=None, phone="0671234567", name="Ольга", subject="Друге")
    stranger = world.question(email="other@mail.example", name="Ольга", subject="Чуже")
    made = world.question(email="olha@mail.example", phone="+38 (067) 123-45-67", subject="Нове", text="Коли відкриють басейн?")
    page = desk.page(address(made))
    panel = next(each for each in page.all("section") if each.get("id") == "similar")
    text = " ".join("".join(panel.itertext()).split()).partition("З тієї самої пошти")[2]
    assert "надійшло ще 2 питання" in text
    assert by_mail.number in text
    assert by_phone.number in text
    assert stranger.number not in text
    assert "olha" not in page.html.lower()
    assert "123-45-67" not in page.html
    assert "asker.contacts_read" not in tags(world, made)


def test_a_name_alone_or_a_short_number_joins_nobody(desk, world):
    world.question(email=None, phone="102", name="Іван Петренко")
    made = world.question(email=None, phone="102", name="Іван Петренко", subject="Ще")
    assert "надійшло ще" not in desk.page(address(made)).text


def test_five_are_listed_and_all_are_counted(desk, world):
    for n in range(7):
        world.question(subject=f"Питання {n}")
    made = world.question(subject="Нове", text="Коли відкриють басейн?")
    page = desk.page(address(made))
    assert "надійшло ще 7 питань" in page.text
    assert len(listed(page)) == 5


def test_a_question_of_the_same_asker_about_the_same_place_is_listed_once_and_says_both(desk, world):
    same = world.question(subject="Яма", text="Яма на вул. Садовій, 14.")
    other = world.question(subject="Басейн", text="Коли відкриють басейн?")
    made = world.question(subject="Знову яма", text="На вул. Садовій, 14 знову яма.")
    page = desk.page(address(made))
    assert [number for number in listed(page) if number in (same.number, other.number)] == [same.number, other.number]
    assert "той самий заявник" in page.text
    assert "надійшло ще 2 питання" in page.text


def listed(page):
    """Return the numbers that the panel lists, in its order."""
    panel = next(each for each in page.all("section") if each.get("id") == "similar")
    items = [" ".join("".join(each.itertext()).split()) for each in panel.iter("li")]
    return [each.split()[0] for each in items]
