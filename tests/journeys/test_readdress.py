"""A question that went to the wrong body, in Ukrainian and in English."""

from tests.journeys.actors import ANSWER, referred


def test_it_is_handed_on_and_the_citizen_can_follow_it(town, people):
    citizen, librarian, roads = people
    number = referred(people)
    water = town.official("Тарас Гнатюк", "Миколаївводоканал")
    librarian.takes(number)
    librarian.follows("Hand on to another body")
    librarian.presses("Show the letters first", official=str(water.id), reason="Це мережі водоканалу.")
    librarian.presses("Hand on")
    librarian.sees("The question is handed on. Everybody concerned is told.")

    assert "Це мережі водоканалу." in roads.letter("No answer is expected any more").text
    roads.opens_the_link(roads.mail()[0], status=410)
    assert "Миколаївводоканал" in citizen.letter("Your question goes to another body").text
    water.opens_by_mail()
    water.answers(ANSWER)
    librarian.publishes(number)
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Тарас Гнатюк", "Це мережі водоканалу.")
