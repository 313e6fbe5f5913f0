"""Two regimes and two clocks, in Ukrainian and in English: urgent, incomplete, complained of, registered late, after the war."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.clock import KYIV
from reception.models import Deadline, Question
from tests.command import run_command
from tests.journeys.actors import ANSWER, referred

FRIDAY = dt.datetime(2026, 8, 21, 12, tzinfo=KYIV)  # Monday, 24 August, is a holiday that is worked in martial law
REQUEST = {"kind": "information_request", "subject": "Якість води в колонці", "text": "Які показники води в колонці на Степовій?"}
APPEAL = {"kind": "appeal", "residence": "Миколаїв, вул. Садова, 1"}


@pytest.fixture(autouse=True)
def _it_is_friday(clock):
    clock.set(FRIDAY)


def ledger(town, number):
    """Return event, rule and date of each entry of a question."""
    with town.world.inside() as session:
        rows = select(Deadline).join(Question, Question.id == Deadline.question_id).where(Question.number == number)
        return [(row.event, row.rule, row.due_on.isoformat()) for row in session.scalars(rows.order_by(Deadline.id))]


def test_an_urgent_request_is_answered_within_48_hours(town, people, clock):
    citizen, librarian, official = people
    number = citizen.asks(**REQUEST)
    librarian.accepts(number)
    librarian.does(number, "Class and term", "Enter the decision", pace="urgent", reason="Ідеться про якість води.")
    librarian.sees("urgent: 48 hours")
    assert "Ідеться про якість води." in citizen.letter("What your question is treated as").text
    librarian.refers(number, official)
    letter = official.letter()
    assert "12:00" in letter.subject
    official.opens_the_link(letter)
    official.sees("How this date was counted")
    assert "23 " in official.page.text  # Sunday: hours know no weekend
    assert ledger(town, number)[-1] == ("referred", "information_request.urgent", "2026-08-23")

    clock.advance(hours=49)
    librarian.opens("/desk/?tab=overdue")
    assert number in librarian.page.text
    official.answers(ANSWER)
    librarian.publishes(number)


def lacking(people, **fields) -> str:
    """Let a question come that a librarian takes for an appeal without requisites and returns to its author."""
    citizen, librarian, official = people
    number = citizen.asks(name="Іван", **fields)
    librarian.accepts(number)
    librarian.does(number, "Class and term", "Enter the decision", kind="appeal", appeal_kind="3.2", reason="Просить допомоги.")
    librarian.sees("What the law asks for is missing")
    librarian.follows("Pass on to officials")
    librarian.presses("Show the letters", officials=[str(official.id)], status=400)
    librarian.takes(number)
    librarian.follows("Return to the author")
    librarian.presses("Return it", note="Прізвища теж бракує.")
    return number


def test_a_returned_appeal_is_completed_and_passed_on(town, people, clock):
    citizen, librarian, official = people
    number = lacking(people)
    clock.advance(days=3)
    letter = citizen.letter("Your appeal lacks something: please choose")
    assert "Прізвища теж бракує." in letter.text
    citizen.opens_the_link(letter)
    citizen.presses("Open my question")
    citizen.follows("Choose how it goes on")
    citizen.presses("Send the completed appeal", name="Іван", residence="Миколаїв", status=400)
    citizen.presses("Send the completed appeal", name="Іван Петренко", residence="Миколаїв, вул. Садова, 1", text="Дім 12.")
    citizen.sees("Thank you. Your appeal is complete and counts as received today.")
    assert ledger(town, number)[-1] == ("completed", "appeal.forward", "2026-08-31")
    librarian.refers(number, official)
    official.opens_by_mail()
    official.sees("Дім 12.")
    official.sees("Миколаїв, вул. Садова, 1")
    official.answers(ANSWER)


def test_a_returned_appeal_goes_on_as_a_public_question(town, people):
    citizen, librarian, official = people
    number = lacking(people, email="")
    citizen.tracks()  # without e-mail, by number and PIN
    citizen.sees("Прізвища теж бракує.")
    citizen.follows("Choose how it goes on")
    citizen.presses("Go on as a public question")
    citizen.sees("Your appeal goes on as a public question.")
    assert ledger(town, number)[-1][:2] == ("as_question", "question.forward")
    librarian.refers(number, official)
    official.opens_by_mail()
    official.answers(ANSWER)


def test_a_complaint_is_not_passed_to_whom_it_complains_of(town, people):
    citizen, librarian, official = people
    other = town.official("Тарас Гнатюк", "Миколаївська міська рада")
    number = citizen.asks(**APPEAL)
    librarian.accepts(number)
    whom = {"appeal_kind": "3.3", "complained_official_id": str(official.id)}
    librarian.does(number, "Class and term", "Enter the decision", **whom)
    librarian.takes(number)
    librarian.follows("Pass on to officials")
    librarian.sees("complained of: it may not be sent there (Law 393/96-ВР, art. 7)")
    librarian.presses("Show the letters", officials=[str(official.id)], status=400)
    librarian.refers(number, other)
    assert official.mail() == []
    other.opens_by_mail()
    other.answers(ANSWER)


def test_the_authoritys_own_receipt_moves_its_term(town, people, clock):
    citizen, librarian, official = people
    number = referred(people, **APPEAL)
    assert ledger(town, number)[-1] == ("referred", "appeal.answer", "2026-09-21")
    clock.advance(days=5)
    official.opens_by_mail()
    official.follows("Enter your registration number and date")
    official.presses("Enter it", on="2026-08-30", number="К-17/02", status=400)
    official.presses("Enter it", on="2026-08-25", number="К-17/02")
    assert ledger(town, number)[-1] == ("registered", "appeal.answer", "2026-09-25")
    letter = citizen.letter("The authority has registered your question")
    assert "К-17/02" in letter.text
    librarian.takes(number)
    librarian.follows("Correct the registration")
    librarian.presses("Enter it", on="2026-08-26", number="К-17/02")
    assert ledger(town, number)[-1] == ("registered", "appeal.answer", "2026-09-28")  # the 26th is a Saturday
    citizen.tracks()
    citizen.sees("How this is counted:")
    citizen.sees("К-17/02")


def test_when_martial_law_ends_open_dates_move_and_closed_ones_stay(town, people, settings):
    citizen, librarian, official = people
    closed = referred(people, **REQUEST)
    official.answers(ANSWER)
    librarian.publishes(closed)
    before = ledger(town, closed)
    number = referred(people, **REQUEST | {"subject": "Скільки колонок у місті"})
    settings.calendar_file.write_text("martial_law_until = 2026-08-01\n", encoding="utf-8")
    for arguments, last in ((["--dry-run"], ("referred", "2026-08-28")), ([], ("recounted", "2026-08-31"))):
        printed = run_command(town.app, "dates", "recompute", *arguments).stdout
        assert printed.startswith(f"{number}  authority  2026-08-28 -> 2026-08-31  martial_law_until = 2026-08-01")
        assert closed not in printed
        assert (ledger(town, number)[-1][0], ledger(town, number)[-1][2]) == last
    assert ledger(town, closed) == before
    official.opens_by_mail("Скільки колонок")
    official.sees("How this date was counted")
    citizen.opens(f"/q/{number}")
    said = citizen.says("martial law ended, and from %(day)s holidays are not worked", day="DAY").split("DAY")
    assert all(part.strip() in citizen.page.text for part in said)
