"""Mail that is not what it says, and mail that is for somebody else: the one makes no draft, the other is sent on."""

import dataclasses
from email.utils import parseaddr

import pytest
from sqlalchemy import select

from reception.models import Incoming, IncomingState, Official
from tests.journeys.actors import referred
from tests.journeys.test_mail_in import pipe, reply


@pytest.fixture
def settings(settings):
    """An installation that takes answers by mail and believes two servers."""
    ours = {"mail_sender": "reception@library.example", "mail_reply_address": "answers+*@library.example"}
    servers = {"mail_trusted_servers": "mx.library.example, mx2.library.example"}
    return dataclasses.replace(settings, **ours, **servers, library_email="office@library.example")


def test_a_letter_that_fails_dmarc_at_our_server_makes_no_draft_and_one_that_only_says_so_does(town, people):
    referred(people)
    librarian, official = people[1], people[2]
    raw = reply(official.letter())

    assert pipe(town, b"Authentication-Results: mx.far.example; dmarc=fail\n" + raw) == "answer: drafted"
    forged = raw.replace(b"<reply-1@", b"<reply-2@")
    assert pipe(town, b"Authentication-Results: mx.library.example; dmarc=fail (p=none)\n" + forged) == "answer: held"

    librarian.opens("/desk/mail")
    librarian.sees(
        "The library’s mail server found that the sender is not who the letter says (DMARC). It may be forged: please ask."
    )


@pytest.mark.parametrize("body", ["Добрий день! Щодо саду.", "z" * 2000])
def test_a_letter_for_somebody_else_is_sent_on_as_it_came(town, people, body):
    """To an official of the directory, within a letter of ours; one that SMTP cannot carry as a message goes as a file."""
    librarian, official = people[1], people[2]
    with town.world.inside() as session:
        official_id = session.scalars(select(Official.id)).one()
    raw = f"From: somebody@mail.example\r\nSubject: Garden\r\nMessage-ID: <g@mail.example>\r\n\r\n{body}\r\n".encode()
    assert pipe(town, raw) == "unmatched: held"
    librarian.opens("/desk/mail")
    [link] = [each.get("href") for each in librarian.page.all("a") if (each.get("href") or "").endswith("/forward")]

    librarian.opens(link)
    librarian.presses("Send it on", status=400)
    librarian.presses("Send it on", to=str(official_id), words="Це, мабуть, вам.")

    letter = official.letter("A message that came to the library")
    assert "Це, мабуть, вам." in letter.text
    assert (body[:20] in letter.text, parseaddr(letter.message["From"])[1]) == (False, "reception@library.example")
    part = letter.message.get_payload()[-1]
    inside = part.get_payload(0).as_bytes() if part.get_content_type() == "message/rfc822" else part.get_payload(decode=True)
    assert inside.replace(b"\r\n", b"\n").strip() == raw.replace(b"\r\n", b"\n").strip()
    librarian.opens("/desk/mail")
    librarian.sees("Nothing waits here.")
    with town.world.inside() as session:
        assert session.scalars(select(Incoming.state)).one() is IncomingState.FORWARDED


def test_a_message_sent_on_to_the_mailbox_that_is_read_here_waits_again(town, people):
    librarian = people[1]
    assert pipe(town, b"From: somebody@mail.example\r\nSubject: Garden\r\n\r\nx") == "unmatched: held"
    librarian.opens("/desk/mail")
    [link] = [each.get("href") for each in librarian.page.all("a") if (each.get("href") or "").endswith("/forward")]
    librarian.opens(link)
    librarian.presses("Send it on", to="library")
    town.works()
    [sent] = town.smtp.to("office@library.example")

    assert pipe(town, sent.raw) == "loop: noted"

    librarian.opens("/desk/mail")
    librarian.sees("It was sent on, but came back here: the mailbox to which it went is the one that is read here.")
    with town.world.inside() as session:
        first, copy = session.scalars(select(Incoming).order_by(Incoming.id))
        assert (first.state, first.stored_as is not None, copy.state) == (IncomingState.HELD, True, IncomingState.NOTED)
