"""Two librarians share a morning's work, in Ukrainian and in English: in hand, taken over, assigned, by the dozen, undone."""

import dataclasses

import pytest

from reception.domain.clock import now
from tests.journeys.actors import CATALOGUES


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, undo_seconds=30)


@pytest.fixture
def desk(town, clock):
    """Two at the desk, on a clock that stands still."""
    clock.set(now())
    return town.librarian("Ніна Марченко"), town.librarian("Володимир Білик")


def listed(librarian, tab) -> str:
    """Return what a list of the queue says."""
    return librarian.opens(f"/desk/?tab={tab}").text


def test_two_do_not_get_into_each_others_way(town, desk):
    nina, volodymyr = desk
    number = town.citizen().asks()
    nina.takes(number)
    nina.presses("Take it in hand")
    volodymyr.takes(number)
    volodymyr.sees("Who works at it")
    assert "Ніна Марченко" in volodymyr.page.text
    typed = "Текст Володимира про яму."
    volodymyr.presses("Save", status=409, public_text=typed)
    volodymyr.sees("A colleague has this question in hand", typed)

    editing = nina.takes(number)
    volodymyr.presses("Take it over and go on with mine")
    volodymyr.presses("Save", public_text=typed)
    nina.page = editing
    nina.presses("Save", status=409, public_text="Текст Ніни про яму.")
    nina.sees("A colleague has this question in hand", typed, "Текст Ніни про яму.")
    nina.takes(number)
    nina.sees("The question was taken over from a colleague")

    volodymyr.takes(number)
    volodymyr.presses("Give it back")
    [option] = [each for each in volodymyr.page.all("option") if each.text == "Ніна Марченко"]
    volodymyr.presses("Assign", assignee=option.get("value"))
    assert number in listed(nina, "to_me")
    assert number not in listed(volodymyr, "to_me")


def test_what_was_passed_on_by_mistake_is_undone_before_anybody_hears_of_it(town, desk, clock):
    nina, citizen, wrong, right = desk[0], town.citizen(), town.official(), town.official("Тарас Гнатюк", "Миколаївводоканал")
    number = citizen.asks()
    nina.accepts(number)
    clock.advance(minutes=1)
    assert len(citizen.mail()) == 2
    nina.refers(number, wrong)
    assert wrong.mail() == []
    nina.presses("Undo")
    nina.refers(number, right)
    clock.advance(minutes=1)
    assert (len(wrong.mail()), len(right.mail()), len(citizen.mail())) == (0, 1, 3)
    for page in (citizen.tracks(), citizen.opens(f"/q/{number}")):
        assert "Миколаївводоканал" in page.text
        assert "Департамент ЖКГ" not in page.text
    right.opens_by_mail()
    nina.takes(number)
    nina.sees("The act was undone at once")


def test_a_dozen_of_spam_goes_at_once_and_comes_back_if_it_was_none(town, desk, clock):
    nina = desk[0]
    town.world.reason("spam")
    numbers = [town.citizen(f"Робот {n}", f"robot{n}@mail.example").asks(f"Купуйте дешево {n}") for n in range(4)]
    people = town.citizen("Ганна Мельник", "hanna@mail.example")
    people.asks("Де лавка у сквері?")
    letters = len(people.mail())
    nina.opens("/desk/?tab=new")
    boxes = [each.get("value") for each in nina.page.all("input") if each.get("name") == "pick"]
    nina.presses("Decline them", pick=boxes)
    decline = CATALOGUES[town.language].ngettext("Decline %(num)s question", "Decline %(num)s questions", 5) % {"num": 5}
    assert nina.page.heading == decline
    nina.presses(decline)
    nina.sees("Done: %(done)s of %(all)s", done=5, all=5)
    nina.presses("Undo")
    clock.advance(minutes=1)
    assert len(people.mail()) == letters
    assert all(number in listed(nina, "new") for number in numbers)
