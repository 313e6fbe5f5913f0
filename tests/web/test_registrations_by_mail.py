"""The number under which an authority registered a question comes in an automatic reply; one button at the desk enters it."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from reception.domain.clock import KYIV
from reception.domain.lifecycle import State
from reception.models import Answer, Incoming, IncomingState, Letter, Question, Referral, WhyHeld
from reception.services import incoming
from reception.web.wording import WHY_HELD
from tests.web.librarians import address, librarian, seen

ACKNOWLEDGED = "Ваше звернення зареєстровано за № К-401/2 від 04.03.2026."


@pytest.fixture
def made(world, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.referred(world.official(email="koval@city.example"))
    clock.set(dt.datetime(2026, 3, 5, 9, tzinfo=KYIV))
    return made


@pytest.fixture
def desk(client, world, made):
    return librarian(client, world)


def take_in(world, made, text, sender="noreply@city.example", thread=True, subject="Re: x", top=""):
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == "referral")).one()
        replied_to = f"In-Reply-To: {letter.message_id}\n" if thread else ""
        head = f"{top}From: {sender}\n{replied_to}Subject: {subject}\nAuto-Submitted: auto-replied\n"
        row = incoming.receive(f"{head}\n{text}\n".encode())
        return row.kind, row.state


def stored(world, made):
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        return referral.registered_number, referral.registered_on


def test_one_button_enters_number_and_day_and_it_counts_as_no_answer(desk, world, made):
    assert take_in(world, made, ACKNOWLEDGED) == ("auto", IncomingState.NOTED)
    assert stored(world, made) == (None, None)
    assert "Орган влади назвав реєстраційний номер у 1 автоматичній відповіді." in desk.page("/desk/").text
    assert "№ К-401/2" in desk.page("/desk/mail").text
    page = desk.page(address(made))
    assert "№ К-401/2" in page.text

    page = seen(desk.submit(page, f"Внести цей номер і дату: {made.number}"))

    assert stored(world, made) == ("К-401/2", dt.date(2026, 3, 4))
    assert "Внести цей номер і дату" not in page.text
    assert "автоматичній відповіді" not in desk.page("/desk/").text
    with world.inside() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 0
        assert session.get(Question, made.id).state is State.REFERRED
        assert session.scalars(select(Incoming.referral_id)).one() == made.referral_ids[0]


def test_without_a_day_the_form_opens_with_the_number(desk, world, made):
    take_in(world, made, "Звернення зареєстровано за № 12/4.")

    page = desk.page(f"/desk/q/{made.number}/referrals/{made.referral_ids[0]}/register")

    given = {each.get("name"): each.get("value") for each in page.all("input")}
    assert (given["number"], given["on"]) == ("12/4", "2026-03-05")


def test_without_a_thread_the_number_of_the_question_and_the_offices_domain_tell(desk, world, made):
    words = f"{made.number}: {ACKNOWLEDGED}"
    take_in(world, made, words, sender="robot@mail.example", thread=False)
    assert "К-401/2" not in desk.page(address(made)).text

    take_in(world, made, words, thread=False)

    assert "№ К-401/2" in desk.page(address(made)).text


def test_persons_numbers_and_days_before_the_sending_are_not_offered(desk, world, made):
    take_in(world, made, "Зареєстровано заявника, номер 0671234567.", subject="a")
    assert "0671234567" not in desk.page(address(made)).text

    take_in(world, made, "Зареєстровано за № 7 від 01.02.2026.", subject="b")

    page = desk.page(address(made))
    assert "Внести цей номер і дату" not in page.text
    assert "Внести з датою" in page.text


def test_what_a_librarian_puts_to_another_question_is_offered_no_more(desk, world, made):
    file = "Content-Type: multipart/mixed; boundary=x\n"
    text = f"--x\n\n{ACKNOWLEDGED}\n--x\nContent-Type: text/plain; name=a.txt\n\nОблік\n--x--"
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == "referral")).one()
        head = f"From: noreply@city.example\nIn-Reply-To: {letter.message_id}\nSubject: Re: x\nPrecedence: bulk\n{file}"
        row = incoming.receive(f"{head}\n{text}\n".encode())
        assert (row.state, row.reason) == (IncomingState.HELD, WhyHeld.AUTOMATIC_WITH_FILE)
        row_id = row.id
    assert "№ К-401/2" in desk.page(address(made)).text
    other = world.question()

    seen(desk.submit(desk.page("/desk/mail"), "Належить сюди", **{f"m{row_id}-number": other.number}))

    assert "К-401/2" not in desk.page(address(made)).text
    assert "К-401/2" in desk.page(address(other)).text


def test_every_reason_to_hold_a_message_has_its_words():
    assert set(WHY_HELD) == set(WhyHeld)
