"""What other servers report of a letter: delivered, passed on, delayed, come back – over real SMTP and as it is piped in."""

import dataclasses
import gc
import re
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.mail.outbox import MOST_LETTERS, Outbox
from reception.models import DeliveryReport, Incoming, IncomingState, Letter, LetterState, Official
from reception.services.delivery import Sent, send_due
from reception.services.incoming import receive
from tests.mailserver import running
from tests.reportingserver import ReportingController, ReportingServer
from tests.web.librarians import address, librarian

MARK = r"(\d+-[0-9a-f]{24})"


@pytest.fixture
def server():
    with running(ReportingController(ReportingServer())) as server:
        yield server


@pytest.fixture
def settings(settings, server):
    """An installation with an address of its own for the reports of each letter."""
    given = {"mail_sender": "reception@library.example", "mail_bounce_address": "bounces+*@library.example"}
    given["mail_trusted_servers"] = "mx.library.example"
    return dataclasses.replace(settings, mail_port=server.port, **given)


def report(action, to, envelope_id=None, status="2.0.0", returned=b"") -> bytes:
    """Return a report as a server makes it (RFC 3464)."""
    envelope = f"Original-Envelope-Id: {envelope_id}\n" if envelope_id else ""
    return (
        f"From: MAILER-DAEMON@mx.city.example\nTo: {to}\nSubject: Delivery Status Notification\nReturn-Path: <>\n"
        f"Message-ID: <{action}-{status}-{envelope_id}@mx.city.example>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\nA report.\n'
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.city.example\n{envelope}\n"
        f"Final-Recipient: rfc822; koval@city.example\nAction: {action}\nStatus: {status}\n\n--b--\n"
    ).encode() + returned


@pytest.fixture
def letter(world, server):
    """A question handed to an official whose server reports; how the letter went over the wire."""
    made = world.referred(world.official(email="koval@city.example"), email="petrenko@mail.example")
    with world.inside():
        assert send_due().failed == 0
    return made, server.to("koval@city.example")[0]


def of_official(world) -> Letter:
    with world.inside() as session:
        return session.scalars(select(Letter).where(Letter.name == "referral")).one()


def test_reports_are_asked_for_and_come_to_an_address_of_the_letters_own(world, server, letter):
    _made, received = letter
    mark = re.fullmatch(rf"bounces\+{MARK}@library\.example", received.sender)[1]
    assert received.message["From"].endswith("<reception@library.example>")
    assert server.asked.count("NOTIFY=SUCCESS,FAILURE,DELAY") == 1, "of letters to askers only what every server reports"
    assert {f"ENVID={mark}", "RET=HDRS"} <= set(server.asked)
    assert of_official(world).report is DeliveryReport.ASKED
    assert len({each.sender for each in server.messages}) == len(server.messages)


def test_only_a_report_of_delivery_makes_a_letter_delivered_and_the_desk_says_which_it_is(client, world, letter):
    made, received = letter
    desk = librarian(client, world)
    steps = [
        ("delayed", "4.4.1", DeliveryReport.DELAYED, "надіслано, затримується в дорозі"),
        ("relayed", "2.0.0", DeliveryReport.RELAYED, "серверові, який не повідомляє про доставлення"),
        ("delivered", "2.0.0", DeliveryReport.DELIVERED, "доставлено до скриньки"),
        ("delayed", "4.4.1", DeliveryReport.DELIVERED, "доставлено до скриньки"),
    ]
    assert "обіцяв повідомити про доставлення" in desk.page(address(made)).text
    for number, (action, status, told, words) in enumerate(steps):
        with world.inside():
            row = receive(report(action, received.sender, envelope_id=str(number), status=status))
            assert (row.kind, row.state) == ("bounce", IncomingState.NOTED)
        assert of_official(world).report is told
        assert words in desk.page(address(made)).text
    assert of_official(world).state is LetterState.DELIVERED
    assert of_official(world).reported_at is not None


def test_a_report_tells_its_letter_though_nothing_is_returned_with_it_and_nobody_can_forge_one(world, letter):
    _made, received = letter
    mark = re.search(MARK, received.sender)[1]
    forged = mark[:-1] + ("0" if mark[-1] != "0" else "1")
    with world.inside():
        strange = receive(report("failed", f"bounces+{forged}@library.example", status="5.1.1"))
        assert (strange.state, strange.reason) == (IncomingState.HELD, "no_letter")
        assert receive(report("failed", "reception@library.example", mark, "5.1.1")).state is IncomingState.NOTED
    assert of_official(world).state is LetterState.FAILED


@pytest.mark.parametrize("action", ["failed", "delivered"])
def test_a_report_whose_sender_is_another_for_a_trusted_server_waits_and_nothing_follows_from_it(client, world, letter, action):
    _made, received = letter
    raw = report(action, received.sender, status="5.1.1")
    with world.inside() as session:
        for number in range(2):
            forged = raw.replace(b"Message-ID: <", b"Message-ID: <%d" % number)
            row = receive(b"Authentication-Results: mx.library.example; dmarc=fail\n" + forged)
            assert (row.state, row.reason, row.official_id) == (IncomingState.HELD, "forged_report", None)
        assert session.scalars(select(Official)).one().address_refused_at is None
    assert of_official(world).state is LetterState.SENT
    assert "відправник не той, за кого себе видає" in librarian(client, world).page("/desk/mail").text
    with world.inside():
        assert receive(b"Authentication-Results: mx.far.example; dmarc=fail\n" + raw).state is IncomingState.NOTED


def test_a_letter_reported_delivered_is_not_sent_again_though_its_own_servers_word_was_lost(world, server, letter):
    _made, received = letter
    with world.inside() as session:
        row = session.scalars(select(Letter).where(Letter.name == "referral")).one()
        row.state, row.sent_at, row.next_attempt_at = LetterState.SENDING, None, house_clock.now()
        session.commit()
        receive(report("delivered", received.sender))
        send_due()
    assert len(server.to("koval@city.example")) == 1
    assert of_official(world).sent_at is not None


def test_our_letters_go_on_the_conversation_after_an_officials_reply(world, app, server, letter):
    made, received = letter
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = "koval@city.example", "reception@library.example", "Re: питання"
    reply["Message-ID"], reply["In-Reply-To"] = "<reply-1@city.example>", received.message["Message-ID"]
    reply.set_content("Яму засиплють до п’ятниці.")
    with world.inside() as session:
        assert receive(reply.as_bytes()).state is IncomingState.DRAFTED
        assert session.scalar(select(Incoming.message_id)) == "<reply-1@city.example>"
        send_due()
    confirm = server.to("koval@city.example")[-1].message
    assert confirm["In-Reply-To"] == "<reply-1@city.example>"
    assert confirm["References"].split() == [received.message["Message-ID"], "<reply-1@city.example>"]
    assert (confirm["Auto-Submitted"], confirm["X-Auto-Response-Suppress"]) == ("auto-generated", "AutoReply")
    assert made


def test_many_letters_go_over_few_connections_and_a_server_that_has_had_enough_is_called_again(world, server, monkeypatch):
    for number in range(2 * MOST_LETTERS + 5):
        world.add(queued(number))
    held, send = [], Outbox.send
    gc.collect()
    before = letters_in_memory()

    def counting(outbox, letter, thread):
        if len(server.messages) % 50 == 49:
            held.append(letters_in_memory() - before)
        return send(outbox, letter, thread)

    monkeypatch.setattr(Outbox, "send", counting)
    with world.inside():
        assert send_due(1000) == Sent(2 * MOST_LETTERS + 5, 0)
    assert len(held) == 4
    assert max(held) < 10, "letters that have left are not held in memory"
    assert server.connections == 4, "three, and one with which the server was tried when it started"
    assert {len(server.to(f"{number}@mail.example")) for number in range(205)} == {1}

    server.reset()
    server.connections, server.hangs_up_after = 0, 7
    for number in range(20):
        world.add(queued(number + 1000))
    with world.inside():
        assert send_due(1000) == Sent(20, 0)
    assert server.connections == 3
    assert len(server.messages) == 20


def letters_in_memory() -> int:
    return sum(isinstance(each, Letter) for each in gc.get_objects())


def queued(number) -> Letter:
    return Letter(
        name="received", to_address=f"{number}@mail.example", language="uk", subject="Надійшло", body_text="Добрий день!\n",
        body_html="<p>Добрий день!</p>", message_id=f"<{number}@library.example>", created_at=house_clock.now(),
        next_attempt_at=house_clock.now(),
    )  # fmt: skip
