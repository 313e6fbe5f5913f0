"""Addresses that do not work: nothing is sent there, nothing is lost, and the desk sees what to do."""

import pytest
from sqlalchemy import event, select

from reception.domain.roles import Role
from reception.extensions import db
from reception.mail.outbox import NotSent, Outbox
from reception.models import Audience, Letter, LetterState, Official, Question, Referral, ReferralState
from reception.queries.health import health
from reception.queries.refused import refused_addresses
from reception.services import delivery
from tests.web.librarians import address, librarian, seen

GONE = "gone@city.example"
WORDS = "550 5.1.1 No such user"


@pytest.fixture
def town(world, monkeypatch):
    """Two questions to an official whose mail server knows no such address; the first letter was refused, the second waits."""

    def send(_outbox, letter, _thread):
        if letter.to_address == GONE:
            raise NotSent("550", WORDS, permanent=True, address_refused=True)

    monkeypatch.setattr(Outbox, "send", send)
    official, deputy = world.official(email=GONE), world.official(name="Тарас Гнатюк", email="hnatiuk@city.example")
    with world.inside() as session:
        session.get(Official, official).deputy_id = deputy
        session.commit()
    made = [world.referred(official, subject=f"Яма {n}") for n in range(2)]
    with world.inside():
        delivery.send_due()
    return official, deputy, made


def waiting(world):
    with world.inside() as session:
        states = session.scalars(select(Referral.state).order_by(Referral.id)).all()
        sent = session.scalars(select(Letter.to_address).where(Letter.name == "referral", Letter.state == LetterState.SENT)).all()
        return states, sorted(sent)


def test_sending_pauses_and_another_address_lets_all_of_it_go(world, client, town):
    official = town[0]
    assert waiting(world) == ([ReferralState.WAITING] * 2, [])
    with world.inside() as session:
        assert len(session.scalars(select(Letter).where(Letter.error == WORDS)).all()) == 1  # the second was not tried
        assert health().oldest_queued_letter is None

    desk = librarian(client, world)
    page = desk.page("/desk/")
    assert "1 адреса посадової особи не працює." in page.text
    page = desk.page("/desk/addresses")
    for words in (GONE, WORDS, "Яма 0", "Яма 1", "Тарас Гнатюк"):
        assert words in page.text
    empty = seen(desk.submit(page, action=f"/desk/addresses/{official}/correct"))
    assert "Будь ласка, напишіть нову адресу." in empty.text
    entered = desk.submit(page, action=f"/desk/addresses/{official}/correct", **{f"a{official}-email": "koval@city.example"})
    assert "Тепер на koval@city.example вирушають 2 листи." in seen(entered).text

    with world.inside():
        delivery.send_due()
    assert waiting(world) == ([ReferralState.OPEN] * 2, ["koval@city.example"] * 2)
    assert "Усі адреси працюють." in desk.page("/desk/addresses").text


def test_the_same_address_is_tried_again_by_any_librarian(world, client, town, monkeypatch):
    desk = librarian(client, world, Role.MODERATOR)
    desk.submit(desk.page("/desk/addresses"), action=f"/desk/addresses/{town[0]}/again")
    monkeypatch.setattr(Outbox, "send", lambda *_given: None)

    with world.inside():
        delivery.send_due()

    assert waiting(world) == ([ReferralState.OPEN] * 2, [GONE] * 2)


def test_ticked_questions_go_to_the_deputy_with_a_reason_and_what_changed_meanwhile_stays(world, client, town):
    official, deputy, [first, second] = town
    desk = librarian(client, world)
    page = desk.page("/desk/addresses")
    with world.inside() as session:
        session.get(Question, second.id).version += 1  # a colleague was quicker
        session.commit()

    desk.submit(page, action=f"/desk/addresses/{official}/deputy")

    with world.inside() as session:
        assert [each.official_id for each in session.get(Question, first.id).at_hand] == [deputy]
        assert [each.official_id for each in session.get(Question, second.id).at_hand] == [official]
        told = session.scalars(select(Letter.body_text).where(Letter.question_id == first.id, Letter.audience == Audience.ASKER))
        assert "адреса посадової особи не працює" in "".join(told)
    assert second.number in desk.page("/desk/addresses").text
    assert first.number not in desk.page("/desk/addresses").text


def test_a_single_letter_to_such_an_address_is_not_sent_again_by_hand(world, client, town):
    _official, _deputy, made = town
    desk = librarian(client, world)
    page = desk.page(address(made[0]))

    assert "Ця адреса не працює" in desk.submit(page, "Надіслати ще раз").text


def test_the_page_asks_the_database_as_often_for_many_as_for_few(world, town):
    counted = []

    with world.inside():
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))

    def ask():
        with world.inside():
            counted.clear()
            assert refused_addresses(world._librarian())
            return len(counted)

    few = ask()
    for _ in range(3):
        world.referred(town[0])
    assert ask() == few
