"""The whole way, told in Ukrainian and in English: a citizen asks, a librarian refers, an official answers from the letter,
the librarian publishes, everybody finds it, the figures count it, and the citizen has the last word.
"""

from tests.journeys.actors import ANSWER, answered

PUBLIC = "На вулиці Степовій біля зупинки велика яма.\n\nКоли її відремонтують?"


def test_a_question_goes_all_the_way(town, people):
    citizen, librarian, official = people
    reader = town.citizen("", "")
    number = citizen.asks()
    assert reader.opens(f"/q/{number}", status=404)
    assert citizen.letter("Your question has reached the library").subject.startswith(number)

    librarian.opens("/desk/")
    librarian.follows(number)
    librarian.accepts(number, public_text=PUBLIC)
    librarian.refers(number, official, message="Просимо назвати дату.")
    assert reader.searches("яма") == ["Яма на вулиці Степовій"]
    assert reader.counts("answered") == 0

    official.opens_by_mail()
    official.sees("067 000 00 00", "Просимо назвати дату.", "Іван Петренко", "Департамент ЖКГ" if town.language == "uk" else "")
    official.answers(ANSWER)
    citizen.opens_by_mail("The answer is here and is being checked")
    citizen.sees("Яму засиплють до п’ятниці.", "Not yet published; you see it first.")
    reader.opens(f"/q/{number}")
    assert "Яму засиплють" not in reader.page.text

    librarian.publishes(number)
    reads_the_answer(reader, number)

    letter = citizen.letter("Here is the answer to your question")
    assert "Яму засиплють до п’ятниці." in letter.text
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.judges("solved", "Засипали.")
    citizen.sees("Thank you for your verdict.")
    assert reader.counts("confirmed as solved by those who asked") == 1
    reader.opens(f"/q/{number}")
    reader.sees("The asker’s verdict", "solved")
    assert {each.subject.split()[0] for each in [*citizen.mail(), *official.mail()]} == {number}


def reads_the_answer(reader, number) -> None:
    """Find the answer by other forms of its words, without anything private, and see it in the figures."""
    assert reader.searches("вулицею ямами") == ["Яма на вулиці Степовій"]
    assert reader.searches("засипали щебнем") == ["Яма на вулиці Степовій"]
    reader.opens(f"/q/{number}")
    reader.sees("Яму засиплють до п’ятниці.", "щебінь завезено", "Олена Коваль", "The asker; the name is not published")
    assert "067 000 00 00" not in reader.page.html
    assert "Петренко" not in reader.page.html
    assert reader.counts("answered") == 1
    assert reader.counts("resolved positively, by the authority’s word") == 1
    assert reader.counts("confirmed as solved by those who asked") == 0


def test_one_without_an_address_follows_by_number_and_pin(town, people):
    _citizen, librarian, official = people
    citizen = town.citizen("", "")
    number = answered((citizen, librarian, official))
    citizen.tracks()
    citizen.sees("Not yet published; you see it first.", "Яму засиплють до п’ятниці.")
    librarian.publishes(number)
    citizen.tracks()
    citizen.judges("partly")
    citizen.sees("Thank you for your verdict.", "partly solved")
    town.works()
    assert {recipient for each in town.smtp.messages for recipient in each.recipients} == {official.email}


def test_a_private_question_is_answered_and_never_seen(town, people):
    citizen, librarian, official = people
    reader = town.citizen("", "")
    number = answered(people, may_publish=None)
    official.opens_by_mail()
    librarian.publishes(number)
    assert reader.searches("яма", status=200) == []
    for address in ("/", "/archive", "/stats", "/authorities/", "/feed.atom", "/sitemap.xml", "/api/v1/questions"):
        assert number not in reader.browser.get(address).text
        assert "Степов" not in reader.browser.get(address).text
    assert reader.opens(f"/q/{number}", status=404)
    assert reader.counts("answered") == 0
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Яму засиплють до п’ятниці.")
    citizen.judges("solved")


def test_two_officials_answer_each_for_themselves(town, people):
    citizen, librarian, first = people
    second = town.official("Тарас Гнатюк", "Департамент транспорту")
    number = citizen.asks()
    librarian.accepts(number)
    librarian.refers(number, first, second)
    first.opens_by_mail()
    first.answers("Яму засиплють до п’ятниці.")
    citizen.tracks()
    citizen.sees("answer under check", "Яму засиплють до п’ятниці.")  # who is responsible has answered; the other may add
    second.opens_by_mail()
    assert "Яму засиплють" not in second.page.text
    second.answers("Автобус поїде в об’їзд.", "9.3")
    librarian.publishes(number, "Яму засиплють.", "Автобус поїде іншою вулицею.", outcome="9.1")
    reader = town.citizen("", "")
    reader.opens(f"/q/{number}")
    reader.sees("Яму засиплють.", "Автобус поїде іншою вулицею.", "Олена Коваль", "Тарас Гнатюк")
    assert "об’їзд" not in reader.page.text
    letter = citizen.letter("Here is the answer to your question")
    assert "Яму засиплють до п’ятниці." in letter.text
    assert "Автобус поїде в об’їзд." in letter.text


def test_the_library_answers_itself(town, people):
    citizen, librarian, official = people
    number = citizen.asks("Коли працює басейн?", "Чи працює басейн у неділю?")
    librarian.accepts(number)
    librarian.does(number, "Answer as the library", "Write the answer", text="Басейн працює щодня.", result="9.3")
    librarian.publishes(number)
    assert town.citizen("", "").searches("басейни") == ["Коли працює басейн?"]
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Басейн працює щодня.")
    assert official.mail() == []


def test_a_taken_down_question_is_gone_for_all_but_its_asker(town, people):
    citizen, librarian, _official = people
    number = answered(people)
    librarian.publishes(number)
    reader = town.citizen("", "")
    assert reader.searches("ями") == ["Яма на вулиці Степовій"]
    librarian.does(number, "Take down", "Take down", reason="Прохання сусідки")
    reader.opens(f"/q/{number}", status=410)
    reader.sees("This page was taken down", "Прохання сусідки")
    assert reader.searches("ями") == []
    assert reader.counts("answered") == 0
    citizen.tracks()
    citizen.sees("Яму засиплють до п’ятниці.")
    librarian.takes(number)
    librarian.presses("Make public again")
    assert reader.searches("ями") == ["Яма на вулиці Степовій"]
