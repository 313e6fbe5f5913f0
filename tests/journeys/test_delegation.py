"""A question goes from colleague to colleague and back, by links from letters that have come, in Ukrainian and in English."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from reception.models import Event
from tests.journeys.actors import ANSWER, Official, referred

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class Colleague(Official):
    """One whom the directory does not know: the letter is all there is."""

    def __init__(self, town, name, email):
        super().__init__(town, name, email, 0)


def passes_on(person, to, **fields):
    """Delegate on the page that is open."""
    person.follows("Delegate to a colleague")
    person.presses("Pass the question on", name=to.name, email=to.email, **fields)
    return person.sees("The question is with your colleague now. A letter with a personal link is on its way.")


def address_in(letter):
    [address] = re.findall(r"https?://\S+/answer/\S+", letter.text)
    return urlsplit(address).path


@pytest.fixture
def koval(people):
    return people[2]


@pytest.fixture
def hnatiuk(town):
    return Colleague(town, "Тарас Гнатюк", "hnatiuk@city.example")


@pytest.fixture
def boiko(town):
    return Colleague(town, "Ольга Бойко", "boiko@city.example")


def test_a_letter_is_forwarded_passed_on_twice_and_the_desk_undoes_the_last_step(people, koval, hnatiuk, boiko, clock):
    _citizen, librarian, _official = people
    clock.set(MONDAY)
    number = referred(people)
    koval.presses("Save the draft", text="Щебінь уже замовлено.")
    hnatiuk.opens_the_link(koval.mail()[0])  # it was forwarded to him
    hnatiuk.sees("You answer as", "Is this not you?", "Олена Коваль")
    passes_on(koval, hnatiuk, post="інспектор", message="Це ваша вулиця.")
    koval.sees("Question %(number)s: with a colleague", number=number)
    assert "Тарас Гнатюк" in koval.page.text
    assert hnatiuk.email not in koval.page.text
    assert koval.letter("The question is with your colleague")

    hnatiuk.opens_by_mail()
    hnatiuk.sees("What was typed before the question changed hands is in the form below.",
                 "Це ваша вулиця.", "Щебінь уже замовлено.")
    passes_on(hnatiuk, boiko)
    boiko.opens_by_mail()
    librarian.takes(number)
    librarian.sees("Тарас Гнатюк, інспектор", "Ольга Бойко", boiko.email)
    [*_others, undo] = [a.get("href") for a in librarian.page.all("a") if "/delegations/" in (a.get("href") or "")]
    librarian.opens(undo)
    librarian.presses("Undo the delegation", reason="Пані Бойко у відпустці.")
    librarian.sees("The question is with the official again who had passed it on.")
    assert boiko.letter("The question is no longer with you")
    boiko.opens(boiko.page.address, 410)
    assert "Пані Бойко у відпустці." in hnatiuk.letter("The question is with you again").text
    hnatiuk.opens_by_mail("The question is with you again")
    hnatiuk.sees("You answer as")
    with koval.town.world.inside() as session:
        told = str([event.data for event in session.scalars(select(Event))])
        assert "Тарас Гнатюк, інспектор" in told
        assert "@" not in told


def test_it_is_taken_back_and_another_colleague_answers_in_the_own_name(people, koval, hnatiuk, boiko):
    citizen, librarian, _official = people
    number = referred(people)
    first_letter = koval.mail()[0]
    passes_on(koval, hnatiuk)
    hnatiuk.opens_by_mail()
    koval.opens(address_in(first_letter))
    koval.presses("Take it back")
    koval.sees("The question is with you again.")
    hnatiuk.opens(hnatiuk.page.address, 410)
    assert hnatiuk.letter("The question is no longer with you")
    passes_on(koval, boiko)
    boiko.opens_by_mail()
    boiko.answers(ANSWER)
    koval.opens_by_mail("Your colleague has answered")
    koval.sees("Яму засиплють до п’ятниці.")
    assert koval.says("Take it back") not in koval.page.text

    librarian.publishes(number)
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Ольга Бойко")
    citizen.opens(f"/q/{number}")
    citizen.sees("Ольга Бойко")
    assert "Тарас Гнатюк" not in citizen.page.text


def test_a_colleague_gives_it_back_and_an_address_that_is_wrong_gives_itself_back(town, people, koval, hnatiuk, boiko):
    referred(people)
    passes_on(koval, hnatiuk)
    hnatiuk.opens_by_mail()
    hnatiuk.follows("Return it to my colleague")
    hnatiuk.presses("Return it to my colleague", reason="Не моя вулиця.", status=410)
    assert "Не моя вулиця." in koval.letter("The question is with you again").text

    town.smtp.refuse(550, boiko.email)
    koval.opens_by_mail("The question is with you again")
    passes_on(koval, boiko)
    assert "Ольга Бойко" in koval.letter("The question is with you again").text
    koval.opens_by_mail("The question is with you again")
    koval.answers(ANSWER)
