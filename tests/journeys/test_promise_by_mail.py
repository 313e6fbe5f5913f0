"""An official replies to a letter about a promise by ordinary mail: the words stand in the form, and one button sends them."""

import dataclasses
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from reception.domain.events import Tag
from reception.domain.promises import PromiseState
from reception.models import Attachment, Event, Incoming, IncomingState, Promise, PromiseReport
from reception.services import housekeeping
from tests.journeys.actors import promised
from tests.journeys.test_mail_in import pipe, reply
from tests.pdfs import pdf

DONE = "Яму засипано 14 квітня."


@pytest.fixture
def settings(settings):
    """An installation that takes answers by mail."""
    return dataclasses.replace(settings, mail_sender="reception@library.example", mail_reply_address="answers+*@library.example")


@pytest.fixture
def asked(people, clock):
    """The number of a question whose official was asked about a promise, and the letter that asked."""
    number = promised(people, clock)
    clock.on(15, 4)
    return number, people[2].letter("Is it done as promised?")


def state(town):
    with town.world.inside() as session:
        return session.scalars(select(Promise)).one().state


def test_the_reply_stands_in_the_form_and_one_button_sends_it(town, people, asked):
    citizen, librarian, official = people
    number, letter = asked

    assert pipe(town, reply(letter, DONE)) == "answer: drafted"

    assert state(town) is PromiseState.OPEN
    librarian.opens("/desk/")
    librarian.follows("See the promises")
    assert number in librarian.page.text
    librarian.opens(f"/desk/q/{number}")
    assert DONE in librarian.page.text
    official.opens_by_mail("Please confirm what became of the promise")
    official.sees("Your letter is in the form")
    assert official.page.all("textarea")[0].text.strip() == DONE
    official.presses("Send", said="done", done_on="2026-04-14")
    official.sees("promise kept in time")
    assert DONE in citizen.letter("What was promised is said to be done").text
    with town.world.inside() as session:
        assert session.scalars(select(PromiseReport)).one().official_name
        assert [each.tag for each in session.scalars(select(Event).where(Event.tag == Tag.PROMISE_DRAFTED))]
    official.opens_the_link(official.letter("Please confirm what became of the promise"))
    assert official.says("Your letter is in the form") not in official.page.text


def test_who_has_written_is_asked_to_confirm_and_nobody_is_told_of_silence(town, people, asked, clock):
    citizen, librarian, official = people
    number, letter = asked
    pipe(town, reply(letter, DONE))
    before = len(official.mail())
    clock.on(22, 4)

    assert len(official.mail()) == before + 1

    assert official.mail()[-1].subject == official.letter("Please confirm what became of the promise").subject
    assert not [each for each in citizen.mail() if citizen.says("The promised date has passed") in each.subject]
    librarian.opens(f"/desk/q/{number}")
    librarian.follows("Write down what the authority said of it")
    assert librarian.page.all("textarea")[0].text.strip() == DONE
    librarian.presses("Write it down", said="later", until="2026-05-20")
    assert citizen.letter("What was promised will be done later")
    librarian.opens(f"/desk/q/{number}")
    librarian.follows("Write down what the authority said of it")
    assert DONE not in (librarian.page.all("textarea")[0].text or "")


def test_a_stranger_an_old_link_and_a_promise_that_is_settled_make_no_draft(town, people, asked):
    number, letter = asked
    official = people[2]

    assert pipe(town, reply(letter, DONE, sender="stranger@mail.example")) == "answer: held"
    official.opens_the_link(letter)
    official.presses("Send", said="not_done", text="Коштів не дали.")
    assert pipe(town, reply(letter, DONE, message_id="<2@city.example>")) == "answer: held"

    with town.world.inside() as session:
        reasons = session.scalars(select(Incoming.reason).where(Incoming.state == IncomingState.HELD).order_by(Incoming.id))
        assert list(reasons) == ["other_sender", "referral_closed"]


def test_files_come_along_and_all_stays_until_the_promise_is_settled(town, people, asked, clock):
    _number, letter = asked
    other = next(each for each in people[2].mail() if each.message["Reply-To"] and each is not letter)
    assert pipe(town, reply(other, "Дякую за звернення.", message_id="<2@city.example>")) == "answer: held"
    message = EmailMessage()
    message["From"], message["To"] = people[2].email, letter.message["Reply-To"]
    message["Message-ID"] = "<3@city.example>"
    message.set_content(DONE)
    message.add_attachment(pdf("Акт"), maintype="application", subtype="pdf", filename="акт.pdf")
    assert pipe(town, message.as_bytes()) == "answer: drafted"
    clock.advance(days=60)
    with town.world.inside() as session:
        housekeeping.sweep()
        assert DONE in session.scalars(select(Incoming.text)).all()
        assert [each.file_name for each in session.scalars(select(Attachment))] == ["акт.pdf"]
