"""One letter with two matters, in Ukrainian and in English: each goes its own way, and the asker keeps hold of both."""

import re

from tests.journeys.actors import ANSWER


def test_two_matters_of_one_letter_are_answered_by_two_offices(town, people):
    citizen, librarian, roads = people
    water = town.official("Тарас Гнатюк", "Миколаївводоканал")
    number = citizen.asks("Яма і вода", "Яма на Степовій. І ще: смердить вода.")
    librarian.takes(number)
    librarian.follows("Split into several questions")
    librarian.presses("Cut into parts", whole="Яма на Степовій.\n-----\nСмердить вода.")
    button = "Створити 2 звернення" if town.language == "uk" else "Make 2 questions"
    librarian.presses(button, **{"subject-1": "Яма", "subject-2": "Вода"})
    librarian.sees("The questions are made. The asker gets one letter with all numbers.")

    letter = citizen.letter("Several questions were made of your letter")
    assert "Яма" in letter.text
    assert "Вода" in letter.text
    citizen.opens_by_mail("Several questions were made of your letter")
    parts = sorted(set(re.findall(r"МК-\d{4}-\d{5}", citizen.page.text)) - {number})
    assert len(parts) == 2

    for part, official in zip(parts, (roads, water), strict=True):
        librarian.accepts(part)
        librarian.refers(part, official)
        official.opens_by_mail()
        official.answers(ANSWER)
        librarian.publishes(part)
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Тарас Гнатюк")
    citizen.presses("See the whole letter")
    citizen.sees("Your questions")
    assert citizen.counts("questions asked") == 2
