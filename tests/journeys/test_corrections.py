"""The official finds a mistake in the own answer: before it was given out, and after."""

from tests.journeys.actors import answered

WRONG, RIGHT, BETTER = "Яму засиплють до вівторка.", "Яму засиплють до середи.", "Яму засиплють до середи, 11 березня."


def gives_out_the_correction(librarian, number):
    librarian.takes(number)
    librarian.follows("Check and give out the correction")
    librarian.presses("Give out the correction", status=400)
    librarian.presses("Give out the correction", **librarian.ticks())
    librarian.sees("The corrected answer is given out.")


def test_a_mistake_is_corrected_and_everybody_sees_that_it_was(people):
    citizen, librarian, official = people
    number = answered(people)
    official.follows("Correct the answer")
    official.presses("Send the correction", text=WRONG, result="9.1")
    official.sees("Your correction is here. Thank you.", WRONG)
    librarian.publishes(number)

    official.opens_by_mail("Your correction has come in")
    official.follows("Correct the answer")
    assert official.presses("Send the correction", status=400).text.count(WRONG) == 1
    official.presses("Send the correction", text=RIGHT, result="9.3")
    official.sees("Until the library has given it out, the answer stays as it is.")

    librarian.opens("/desk/?tab=all&flag=correction")
    librarian.follows(number)
    librarian.follows("Send the correction back")
    librarian.presses("Send back", reason="Котре це число?")
    official.opens_by_mail("Please complete your correction")
    official.sees("Котре це число?", RIGHT)
    official.follows("Complete the correction")
    official.presses("Send the correction", text=BETTER)
    assert WRONG in citizen.opens(f"/q/{number}").text
    assert BETTER not in citizen.page.text

    gives_out_the_correction(librarian, number)
    letter = citizen.letter("The answer to your question was corrected")
    assert BETTER in letter.text
    assert citizen.says("The result is another one now. Please tell us anew with the button whether this solved the matter.") in (
        " ".join(letter.text.split())
    )
    for page in (citizen.opens_by_mail("The answer to your question was corrected"), citizen.opens(f"/q/{number}")):
        assert page.text.index(BETTER) < page.text.index(WRONG)
    citizen.sees("What was changed:")
    assert citizen.searches("середа") == ["Яма на вулиці Степовій"]
    [answer] = citizen.browser.get(f"/api/v1/questions/{number}").json["answers"]
    assert (answer["text"], answer["outcome"], [each["text"] for each in answer["earlier"]]) == (BETTER, "9.3", [WRONG])


def test_after_some_days_the_page_says_whom_to_tell(people, clock):
    _citizen, librarian, official = people
    number = answered(people)
    link = official.page.address
    librarian.publishes(number)
    clock.advance(days=7)
    official.opens(link)
    form = official.follows("Correct the answer")
    clock.advance(days=1)
    official.page = form
    official.presses("Send the correction", status=410, text=RIGHT)
    official.sees(RIGHT)
    official.opens(link, 410)
    official.presses("Mail a fresh link", status=410)
    official.opens_by_mail("A fresh link to answer")
    assert official.says("Correct the answer") not in official.page.text
    assert official.page.heading == official.says("Question %(number)s: your answer is here", number=number)
