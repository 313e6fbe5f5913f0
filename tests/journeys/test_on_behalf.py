"""Those who do not write themselves: a pensioner without any contact, one who telephones, a letter on paper from days without
power. The librarian records the question, the answer is handed over, and no letter ever comes to the library.
"""

import datetime as dt
import io

from PIL import Image
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.models import Account, Question
from tests.journeys.actors import ANSWER, Librarian
from tests.pages import words

CONSENT = {"consent": "oral", "read_back": "y", "may_publish": "y"}
SUBJECT, TEXT = "Немає світла у під’їзді", "У під’їзді третій тиждень немає світла."


def records(librarian, **fields) -> tuple[str, str]:
    """Let a librarian record a question for somebody; return number and PIN of the receipt."""
    librarian.opens("/desk/")
    librarian.follows("Record a question")
    librarian.presses("Save the question", **{"subject": SUBJECT, "text": TEXT, **CONSENT, **fields})
    librarian.sees("The question is recorded")
    slip = [words(each) for each in librarian.page.all("dd") if "number" in (each.get("class") or "").split()]
    librarian.presses("End")
    return slip[0], slip[1]


def answered(librarian, official, number) -> None:
    """Let a question come to the official and the answer be given out."""
    librarian.accepts(number)
    librarian.refers(number, official)
    official.opens_by_mail()
    official.answers(ANSWER)
    librarian.publishes(number)


def recipients(town) -> set[str]:
    """Return everybody who ever got a letter."""
    town.works()
    return {recipient for each in town.smtp.messages for recipient in each.recipients}


def on_the_list(librarian: Librarian, reach: str = "phone") -> str:
    return librarian.opens(f"/desk/calls?reach={reach}").text


def test_a_pensioner_without_any_contact_comes_back_with_the_receipt(town, people):
    _citizen, librarian, official = people
    pensioner = town.citizen("Ганна Петренко", "")
    pensioner.number, pensioner.pin = records(librarian, name="Ганна Петренко")
    answered(librarian, official, pensioner.number)

    assert pensioner.number not in on_the_list(librarian)
    assert pensioner.number in on_the_list(librarian, "no_phone")
    librarian.follows(f"{librarian.says('Hand over')}: {pensioner.number}")
    librarian.sees("Яму засиплють до п’ятниці.")
    librarian.follows("Sheet in large type to print")
    librarian.sees("Яму засиплють до п’ятниці.", "Your question %(number)s", number=pensioner.number)
    librarian.follows("Back")
    librarian.presses("It is handed over", way="in_person")
    librarian.sees("Noted: it is handed over.")
    assert pensioner.number not in on_the_list(librarian, "no_phone")

    pensioner.tracks()
    pensioner.sees("The library told the asker of what was decided: %(way)s", way=pensioner.says("in person"))
    pensioner.judges("solved")
    reader = town.citizen("", "")
    reader.opens(f"/q/{pensioner.number}")
    reader.sees("recorded by the library", "solved")
    assert "Петренко" not in reader.page.text
    assert librarian.name not in reader.page.text
    assert recipients(town) == {official.email}


def test_one_who_telephones_is_called_back(town, people):
    _citizen, librarian, official = people
    caller = town.citizen("Іван Бойко", "")
    told = {"name": "Іван Бойко", "phone": "050 111 22 33", "text": f"{TEXT} Мій номер 050 111 22 33."}
    caller.number, caller.pin = records(librarian, way="phone", consent="by_phone", **told)
    answered(librarian, official, caller.number)
    assert caller.number in on_the_list(librarian)
    librarian.presses(f"{librarian.says('Call')}: {caller.number}")
    librarian.sees("050 111 22 33", "Яму засиплють до п’ятниці.")
    librarian.presses("Nobody answered")
    assert caller.number in on_the_list(librarian)
    librarian.presses(f"{librarian.says('Call')}: {caller.number}")
    librarian.presses("It is handed over", way="by_phone")
    assert caller.number not in on_the_list(librarian)
    librarian.takes(caller.number)
    librarian.sees("The library telephoned the asker; nobody answered", "The asker’s contacts were read")
    reader = town.citizen("", "")
    reader.opens(f"/q/{caller.number}")
    assert "111 22 33" not in reader.page.text
    assert recipients(town) == {official.email}


def test_a_letter_on_paper_from_days_without_power_keeps_its_day(town, people, world, clock):
    _citizen, librarian, _official = people
    clock.set(dt.datetime(2026, 5, 14, 10, tzinfo=dt.UTC))
    librarian = town.librarian("Ніна Марченко")
    scan = io.BytesIO()
    Image.new("RGB", (60, 40)).save(scan, "JPEG")
    writer = town.citizen("Раїса Гончар", "")
    appeal = {
        "name": "Раїса Гончар", "residence": "вул. Соборна, 1, кв. 5", "kind": "appeal", "way": "paper", "consent": "on_paper",
        "files": (io.BytesIO(scan.getvalue()), "лист Гончар.jpg"),
        "received_on": "2026-05-04", "received_time": "16:30", "late_reason": "Чотири дні не було електрики",
    }  # fmt: skip
    writer.number, writer.pin = records(librarian, **appeal)
    with world.inside() as session:
        question = session.scalars(select(Question)).one()
        assert house_clock.day_of(question.submitted_at) == dt.date(2026, 5, 4)
        assert question.deadlines[0].pure_on == dt.date(2026, 5, 9)  # five days from the fourth
        assert question.is_late
    librarian.opens("/desk/?tab=overdue")
    librarian.sees(writer.number)
    librarian.takes(writer.number)
    librarian.sees("лист Гончар.jpg", "Чотири дні не було електрики", "Received, and entered later", "Ніна Марченко")
    writer.tracks()
    writer.sees("лист Гончар.jpg")
    librarian.accepts(writer.number)
    page = town.citizen("", "").opens(f"/q/{writer.number}")
    assert "Гончар" not in page.html
    assert "електрики" not in page.html


def test_letters_come_to_the_askers_own_address_and_never_to_the_desk(town, people, world):
    citizen, librarian, official = people
    with world.inside() as session:
        session.scalars(select(Account).where(Account.name == librarian.name)).one().email = "bondar@library.example"
        session.commit()
    librarian.opens("/desk/record")
    typed = {"subject": SUBJECT, "text": TEXT, "name": citizen.name, **CONSENT}
    librarian.presses("Save the question", 400, email="Bondar@library.example", **typed)
    librarian.sees("This is an address of the library. Letters go to the citizen’s own address or to none.")
    number, _pin = records(librarian, name=citizen.name, email=citizen.email, way="together")
    answered(librarian, official, number)
    assert recipients(town) == {citizen.email, official.email}
    assert number not in on_the_list(librarian) + on_the_list(librarian, "no_phone")
    citizen.opens_by_mail("Here is the answer to your question")
    citizen.sees("Яму засиплють до п’ятниці.")
