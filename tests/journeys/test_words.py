"""The words of decisions: ready texts, letters reworded before they go, refusals in public. Each person reads the outcome."""

from reception.domain.lifecycle import Action

CLEAN = "Коли відкриють міст на Варварівці? Він закритий з весни."


def typed(person, name):
    """Return what stands in a field of the page."""
    return next("".join(each.itertext()).strip() for each in person.page.all("textarea") if each.get("name").startswith(name))


def test_a_refusal_with_a_ready_text_in_the_librarians_own_words_stands_in_public(town, people):
    citizen, librarian, _official = people
    text = town.world.text(Action.DECLINE, text="№ {number}: 102.")
    reason = town.world.reason()
    number = citizen.asks("Міст", CLEAN)
    librarian.takes(number)
    librarian.follows("Decline")
    librarian.presses("Put it in", canned=str(text), reason=str(reason), show="y", wartime_checked="yes")
    assert typed(librarian, "note") == f"№ {number}: 102."
    librarian.presses("Show the letters first", show="y", wartime_checked="yes")
    own = typed(librarian, "letter-declined-").replace("102.", "102, 24/7.")
    [field] = [each.get("name") for each in librarian.page.all("textarea")]
    librarian.presses("Decline", **{field: own})
    librarian.sees("The question is declined.", "The librarian changed the words of a letter before it left")

    letter = citizen.letter("The library cannot pass your question on")
    assert "102, 24/7." in letter.text
    assert "102, 24/7." in letter.html
    citizen.opens_the_link(letter)

    reader = town.citizen("", "")
    reader.opens(f"/q/{number}")
    reader.sees("The library did not take this question: %(reason)s", reason="Not a matter for the city"
                if town.language == "en" else "Не питання до влади міста")  # fmt: skip
    assert f"№ {number}: 102." not in reader.page.text, "what the librarian adds is the asker's"


def test_an_official_gets_the_librarians_words_and_answers_by_the_link_in_them(town, people):
    citizen, librarian, official = people
    number = citizen.asks()
    librarian.accepts(number)
    librarian.follows("Pass on to officials")
    librarian.presses("Show the letters", officials=str(official.id))
    link = librarian.says("[personal link]")
    field = next(name for each in librarian.page.all("textarea") if (name := each.get("name")).startswith("letter-referral-"))
    librarian.presses("Send the letters", **{field: f"Пані Олено!\n\n{link}\n\nДякуємо."})
    letter = official.letter()
    assert letter.text.startswith("Пані Олено!")
    official.opens_the_link(letter)
    official.answers("Засиплють завтра.")
    assert citizen.mail()
