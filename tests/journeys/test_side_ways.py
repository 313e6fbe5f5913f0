"""The ways beside the main one, in Ukrainian and in English: given back, later, unclear, incomplete, refused, disputed, late."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.models import Referral
from tests.journeys.actors import ANSWER, answered, referred

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def published(people) -> str:
    number = answered(people)
    people[1].publishes(number)
    return number


def test_what_is_not_ours_goes_to_another_body(town, people):
    citizen, librarian, first = people
    second = town.official("Тарас Гнатюк", "Миколаївводоканал")
    number = referred(people)
    first.follows("It is not ours")
    first.presses("Give the question back", reason="Це мережі водоканалу.", status=410)
    first.sees("The question is back with the library")
    citizen.tracks()
    citizen.sees("Це мережі водоканалу.")

    librarian.refers(number, second)
    second.opens_by_mail()
    second.answers(ANSWER)
    librarian.publishes(number)
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Тарас Гнатюк")
    first.opens_the_link(first.mail()[0], status=410)


def test_more_time_is_told_to_the_citizen(town, people, clock):
    citizen, _librarian, official = people
    clock.set(MONDAY)
    referred(people)
    with town.world.inside() as session:
        until = session.scalars(select(Referral.due_on)).one() + dt.timedelta(days=7)
    official.follows("We need more time")
    official.presses("Set the new date", until=until.isoformat(), reason="Чекаємо на кошторис.")
    official.sees("The new date is set. The citizen has been told of it and of the reason.")
    assert "Чекаємо на кошторис." in citizen.letter("The answer will come later").text
    citizen.tracks()
    citizen.sees("Чекаємо на кошторис.")
    official.answers(ANSWER)


def test_what_is_unclear_is_asked_and_told(people):
    citizen, _librarian, official = people
    referred(people)
    official.follows("Something is unclear")
    official.presses("Send the request", text="Біля якого будинку?")
    assert "Біля якого будинку?" in citizen.letter("Please clarify your question").text
    citizen.opens_by_mail("Please clarify your question")
    citizen.replies("Біля будинку № 5.")
    citizen.sees("Thank you, your reply is passed on.")
    official.opens_by_mail("The citizen has clarified the question")
    official.sees("Біля будинку № 5.")
    official.answers(ANSWER)


def test_the_librarian_asks_before_taking_up(people):
    citizen, librarian, _official = people
    number = citizen.asks()
    librarian.does(number, "Ask the asker", "Ask", text="У якому районі?")
    citizen.opens_by_mail("Please clarify your question")
    citizen.replies("У Заводському.")
    librarian.takes(number)
    librarian.sees("У Заводському.")
    assert librarian.accepts(number)


def test_an_incomplete_answer_goes_back_by_the_same_link(people):
    citizen, librarian, official = people
    number = answered(people)
    librarian.does(number, "Send the answer back", "Send back", reason="Назвіть, будь ласка, дату.")
    assert "Назвіть, будь ласка, дату." in official.letter("Please complete your answer").text
    official.opens_the_link(official.mail()[0])
    official.sees("Назвіть, будь ласка, дату.", "щебінь завезено")
    official.answers("Яму засиплють 6 березня.")
    librarian.publishes(number)
    letter = citizen.letter("Here is the answer to your question")
    assert "Яму засиплють 6 березня." in letter.text
    assert "щебінь" not in letter.text


def test_a_refusal_says_what_to_do_instead(town, people):
    citizen, librarian, _official = people
    reason = town.world.reason()
    number = citizen.asks()
    librarian.takes(number)
    librarian.follows("Decline")
    librarian.presses("Show the letters first", reason=str(reason), note="Телефон 102 цілодобовий.")
    librarian.presses("Decline")
    letter = citizen.letter("The library cannot pass your question on")
    assert "Телефон 102 цілодобовий." in letter.text
    assert ("Please call 102." if town.language == "en" else "Зверніться до служби 102.") in letter.text
    citizen.opens_by_mail("The library cannot pass your question on")
    citizen.sees("The library could not take it. The reason stands below.", "Телефон 102 цілодобовий.")
    assert town.citizen("", "").opens(f"/q/{number}", status=404)


def test_not_solved_goes_round_again_until_it_is(town, people):
    citizen, librarian, official = people
    reader = town.citizen("", "")
    number = published(people)
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.judges("not_solved", "Яма на місці.")
    citizen.sees("Thank you. Your question is before the librarian again.")
    reader.opens(f"/q/{number}")
    reader.sees("The asker’s verdict: %(value)s. The question is before the library again", value=citizen.says("not solved"))
    assert "Яма на місці." not in reader.page.text

    librarian.opens("/desk/?tab=disputed")
    librarian.follows(number)
    librarian.sees("Яма на місці.")
    librarian.refers(number, official)
    official.opens_by_mail()
    official.answers("Засипали ще раз, тепер з асфальтом.")
    librarian.publishes(number)
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.judges("solved")
    assert reader.counts("confirmed as solved by those who asked") == 1
    reader.opens(f"/q/{number}")
    reader.sees("щебінь завезено", "Засипали ще раз, тепер з асфальтом.")


@pytest.mark.parametrize("ending", ["closed", "reopened"])
def test_a_dispute_or_a_closed_question_has_a_last_word(people, ending):
    citizen, librarian, _official = people
    number = published(people)
    citizen.tracks()
    citizen.judges("not_solved" if ending == "closed" else "partly")
    if ending == "closed":
        librarian.does(number, "Close the dispute", "Close", reason="Роботи прийнято комісією.")
        about, standing = "Your question has been closed", "The answer is given. If it does not solve the matter, say so."
    else:
        librarian.does(number, "Take up again", "Take up again", reason="Роботи прийнято комісією.")
        about = "The library takes your question up again"
        standing = "The librarian has taken it up and looks for the one who must answer."
    assert "Роботи прийнято комісією." in citizen.letter(about).text
    citizen.opens_by_mail(about)
    citizen.sees(standing, "Роботи прийнято комісією.")


def test_a_withdrawn_question_needs_no_answer(people):
    citizen, _librarian, official = people
    referred(people)
    citizen.tracks()
    citizen.withdraws()
    citizen.sees("Your question is withdrawn.")
    official.presses("Send the answer", text=ANSWER, result="9.1", status=410)
    official.sees("No answer is expected any more", "щебінь завезено")
    assert official.letter("The citizen has withdrawn the question")


def test_a_link_that_is_over_is_renewed_by_mail(people, clock):
    citizen, _librarian, official = people
    clock.set(MONDAY)
    answered(people)
    old = official.mail()[0]
    clock.advance(days=8)
    official.opens_the_link(old, status=410)
    official.sees("This link has expired")
    assert official.email not in official.page.html
    official.presses("Mail a fresh link", status=410)
    official.opens_by_mail("A fresh link to answer")
    official.sees("щебінь завезено")
    official.opens_the_link(old, status=410)
    assert not [each for each in citizen.mail() if each.subject == official.letter().subject]


def test_a_stale_page_shows_both_texts_and_goes_on(town, people):
    citizen, first, _official = people
    second = town.librarian("Ніна Марченко")
    number = citizen.asks()
    first.takes(number)
    second.takes(number)
    first.presses("Save", public_text="Яма на Степовій.", wartime_checked="yes")
    second.presses("Save", public_text="Яма біля зупинки.", status=409, wartime_checked="yes")
    second.sees("Someone has already changed this", "Яма на Степовій.", "Яма біля зупинки.", "Марія Бондар")
    second.presses("Go on with mine from the newer version")
    second.presses("Save")
    first.takes(number)
    first.sees("Яма біля зупинки.", "Ніна Марченко")
