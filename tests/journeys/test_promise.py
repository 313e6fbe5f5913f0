"""What an answer promised, from its date to the citizen's own word, by links from letters that have come, in both languages."""

from tests.journeys.actors import ANSWER, promised, referred


def test_it_is_put_off_then_done_late_and_the_citizen_says_that_it_is_not(people, clock):
    citizen, librarian, official = people
    number = promised(people, clock)
    citizen.opens(f"/q/{number}")
    citizen.sees("promised, not due yet")

    clock.on(15, 4)
    official.opens_by_mail("Is it done as promised?")
    official.presses("Send", said="later", until="2026-05-20", text="Підрядник не встиг.")
    official.sees("Thank you. Those who asked are told, and the public page says it.", "put off, not due yet")
    assert "Підрядник не встиг." in citizen.letter("What was promised will be done later").text
    clock.on(16, 4)
    citizen.opens(f"/q/{number}")
    citizen.sees("promise overdue", "The words are being checked by the library.")
    assert "Підрядник не встиг." not in citizen.page.text
    assert citizen.counts("overdue now") == 1

    clock.on(20, 5)
    official.opens_by_mail("Is it done as promised?")
    official.presses("Send", said="done", done_on="2026-05-19", text="Яму засипано.")
    official.sees("promise kept late")
    citizen.opens_by_mail("What was promised is said to be done")
    citizen.sees("promise kept late", "Яму засипано.")
    citizen.judges("not_solved", "Яма на місці.")
    citizen.opens(f"/q/{number}")
    citizen.sees("promise kept late", "The asker: %(verdict)s", verdict=citizen.says("not solved"))
    assert (citizen.counts("overdue now"), citizen.counts("kept late")) == (0, 1)


def test_who_is_silent_is_asked_again_and_a_librarian_writes_down_what_was_said(people, clock):
    citizen, librarian, official = people
    clock.on(2, 3)
    number = referred(people)
    official.answers(ANSWER, "needs_funding", promised_on="2026-04-15")
    librarian.publishes(number)
    for day, month, subject in ((15, 4, "Is it done as promised?"), (22, 4, "We still do not know: is it done as promised?")):
        clock.on(day, month)
        assert official.letter(subject)
    assert citizen.letter("The promised date has passed")
    clock.on(29, 4)
    official.mail()
    librarian.opens("/desk/")
    librarian.follows("See the promises")
    librarian.sees("Ask the authority", number)
    [link] = [each.get("href") for each in librarian.page.all("a") if "/promises/" in (each.get("href") or "")]
    librarian.opens(link)
    librarian.presses("Write it down", said="not_done", text="Телефоном: коштів не дали.")
    assert "Телефоном: коштів не дали." in citizen.letter("What was promised will not be done").text
    citizen.opens(f"/q/{number}")
    citizen.sees("promise broken", "the library wrote it down")
    assert citizen.counts("broken") == 1
