"""Several people ask the same, in Ukrainian and in English: one answer reaches them all, and none learns of the other."""

from tests.journeys.actors import ANSWER


def test_one_answer_for_two_who_ask_and_one_for_whom_it_is_another_matter(town, people):
    first, librarian, official = people
    second = town.citizen("Ольга Бойко", "boiko@mail.example")
    visitor = town.citizen("", "")
    number, again, third = first.asks(), second.asks("Знову ця яма"), visitor.asks("Ще одна яма")
    for each in (number, again):
        librarian.accepts(each)
    for each in (again, third):
        librarian.does(each, "Join with a question alike", "Look at both", into=number)
        librarian.presses("Join the questions")
        librarian.sees("The questions are joined. The asker is told.")
    assert number in second.letter("Your question was joined with another that asks the same").text
    first.opens(f"/q/{again}")
    first.sees("Яма на вулиці Степовій")

    librarian.refers(number, official)
    official.opens_by_mail()
    assert "2" in official.page.text
    official.answers(ANSWER)
    librarian.publishes(number)
    for citizen in (first, second):
        citizen.opens_by_mail("Here is the answer to your question")
        citizen.sees("бригада є")
    assert "Петренко" not in second.page.html
    assert "petrenko" not in second.page.html
    visitor.tracks()
    visitor.sees("бригада є")

    visitor.follows("Mine is another matter")
    visitor.presses("Mine is another matter", text="Моя яма біля школи")
    visitor.sees("Thank you. Your question goes on by itself.")
    librarian.takes(third)
    librarian.sees("Моя яма біля школи")
    librarian.accepts(third)
    assert first.counts("questions asked") == 2


def test_when_the_first_withdraws_the_second_goes_on(town, people):
    first, librarian, _official = people
    second = town.citizen("Ольга Бойко", "boiko@mail.example")
    number, again = first.asks(), second.asks()
    librarian.does(again, "Join with a question alike", "Look at both", into=number)
    librarian.presses("Join the questions")
    first.tracks()
    first.withdraws()
    second.opens_by_mail("Your question goes on by itself")
    second.sees("received")
    librarian.accepts(again)
