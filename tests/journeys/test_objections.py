"""The asker sees the public text, objects to it by the link or by number and PIN, and is told what was decided."""

from tests.journeys.actors import TEXT

MINE = "Сусід Зюзя чує все."


def accepted(people, **fields):
    citizen, librarian, _official = people
    number = citizen.asks(**fields)
    librarian.accepts(number)
    return number


def test_the_asker_sees_what_was_replaced_and_the_objection_is_met(town, people):
    citizen, librarian, _official = people
    number = accepted(people, text=f"{TEXT} {MINE}")
    letter = citizen.letter("The library has taken your question up")
    assert "[телефон]" in letter.text
    assert citizen.says("a telephone number") in letter.text
    citizen.opens_by_mail("The library has taken your question up")
    citizen.sees("What readers see", "[телефон]", "067 000 00 00")
    citizen.follows("Object to the public text")
    citizen.presses("Send the objection", text="Заберіть і сусіда, він мене впізнає.")
    citizen.sees("Thank you. A librarian looks at the public text again and writes to you.", "Заберіть і сусіда")

    librarian.opens("/desk/")
    librarian.follows("See the objections")
    librarian.sees(number, "objection")
    librarian.takes(number)
    librarian.sees("The asker objects to the public text", "Заберіть і сусіда, він мене впізнає.")
    public = f"{TEXT} {MINE}".replace("067 000 00 00", "[телефон]").replace("Сусід Зюзя", "[ПІБ]")
    librarian.presses("Save", public_text=public, **librarian.ticks())
    librarian.follows("Decide on the objection")
    librarian.presses("Decide and tell the asker", decision="changed", reply="Дякуємо, забрали.")
    librarian.sees("The objection is decided; the asker is told.")

    letter = citizen.letter("Your objection to the public text")
    assert "Дякуємо, забрали." in letter.text
    assert "[ПІБ] чує все" in letter.text
    assert "Зюзя" not in letter.text
    citizen.opens_by_mail("Your objection to the public text")
    citizen.sees("the text was changed", "Дякуємо, забрали.")


def test_by_number_and_pin_and_the_text_stays_with_an_explanation(town, people):
    _citizen, librarian, official = people
    citizen, reader = town.citizen("", ""), town.citizen("", "")
    number = accepted((citizen, librarian, official))
    citizen.tracks()
    citizen.follows("Object to the public text")
    citizen.presses("Send the objection", status=400, text=" ")
    citizen.presses("Send the objection", text="Не хочу, щоб згадували Степову.")
    assert reader.opens(f"/q/{number}")
    assert "Не хочу" not in reader.page.html
    citizen.opens(f"/track/{number}/public-text")
    assert f"/track/{number}" in citizen.page.address

    librarian.takes(number)
    librarian.follows("Decide on the objection")
    librarian.presses("Decide and tell the asker", status=400)
    librarian.presses("Decide and tell the asker", status=400, decision="stays", reply="")
    librarian.sees("Please explain to the asker why the text stays.")
    librarian.presses("Decide and tell the asker", decision="stays", reply="Без вулиці яму не знайдуть.")
    citizen.tracks()
    citizen.sees("the text stays", "Без вулиці яму не знайдуть.", "Object to the public text")


def test_who_was_not_published_has_nothing_to_object_to(town, people):
    citizen, _librarian, _official = people
    number = accepted(people, may_publish=None)
    citizen.tracks()
    assert citizen.says("What readers see") not in citizen.page.text
    citizen.opens(f"/track/{number}/public-text")
    assert citizen.says("What should be changed, and why?") not in citizen.page.text
