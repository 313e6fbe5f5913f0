"""Mail is collected from a mailbox by IMAP, as Debian's Dovecot keeps one: nothing is lost, nothing is taken twice."""

import dataclasses
import imaplib

import pytest
from sqlalchemy import select

from reception.mail.mailbox import Mailbox, NoMailbox
from reception.models import Incoming, IncomingState
from reception.services import fetching, incoming
from tests.command import run_command


@pytest.fixture
def settings(settings, imap):
    """An installation that collects mail."""
    return imap.read_by(settings)


def states(world) -> list[IncomingState]:
    with world.inside() as session:
        return list(session.scalars(select(Incoming.state).order_by(Incoming.id)))


def letter(words: str) -> bytes:
    return f"From: somebody@mail.example\r\nMessage-ID: <{words}@mail.example>\r\n\r\n{words}\r\n".encode()


def test_what_cannot_be_taken_in_stays_on_the_server_and_the_others_go_on(app, world, imap, monkeypatch):
    for words in ("one", "two", "three"):
        imap.put(letter(words))
    real = incoming.receive

    def failing(raw):
        if b"two" in raw:
            raise OSError("No space left on device")
        return real(raw)

    monkeypatch.setattr(incoming, "receive", failing)
    assert run_command(app, "mail", "fetch").exit_code == 1
    assert (len(states(world)), [b"two" in each for each in imap.messages()]) == (2, [True])

    monkeypatch.setattr(incoming, "receive", real)
    assert run_command(app, "mail", "fetch").output == "Taken in: 1. Left on the server: 0.\n"
    assert (len(states(world)), imap.messages()) == (3, [])


@pytest.mark.parametrize("answer", [("NO", [b"cannot"]), ("OK", [b"1 (UID 1 BODY[] NIL)"]), ("OK", [None])])
def test_a_message_the_server_does_not_give_stays_and_the_others_go_on(world, imap, monkeypatch, answer):
    for words in ("one", "two"):
        imap.put(letter(words))
    real, asked = imaplib.IMAP4.uid, []

    def first_is_refused(client, command, *arguments):
        if "(BODY.PEEK[])" in arguments:
            asked.append(arguments)
        return answer if len(asked) == 1 and "(BODY.PEEK[])" in arguments else real(client, command, *arguments)

    with monkeypatch.context() as patch, world.inside():
        patch.setattr(imaplib.IMAP4, "uid", first_is_refused)
        assert fetching.fetch() == fetching.Fetched(1, 1)

    assert (len(states(world)), [b"one" in each for each in imap.messages()]) == (1, [True])


def test_messages_that_stay_hide_none_that_comes_later(world, imap, monkeypatch):
    for number in range(3):
        imap.put(letter(f"stays {number}"))
    imap.put(letter("later"))
    real = incoming.receive

    def only_later(raw):
        if b"stays" in raw:
            raise OSError
        return real(raw)

    monkeypatch.setattr(incoming, "receive", only_later)
    with world.inside():
        assert fetching.fetch(limit=2) == fetching.Fetched(1, 3)


def test_if_only_the_removing_fails_a_message_is_not_taken_twice(world, imap, monkeypatch):
    imap.put(letter("one"))

    def failing(*_arguments):
        raise NoMailbox("the server went away")

    with monkeypatch.context() as patch:
        patch.setattr(Mailbox, "remove", failing)
        with world.inside(), pytest.raises(NoMailbox):
            fetching.fetch()
    with world.inside():
        assert fetching.fetch() == fetching.Fetched(1, 0)

    assert (len(states(world)), imap.messages()) == (1, [])


def test_a_message_larger_than_any_letter_stays(world, imap, monkeypatch):
    imap.put(letter("large"))
    monkeypatch.setattr(fetching, "LARGEST", 10)

    with world.inside():
        assert fetching.fetch() == fetching.Fetched(0, 1)

    assert (states(world), len(imap.messages())) == ([], 1)


def test_a_broken_message_is_taken_as_it_is(world, imap, settings):
    raw = b"Content-Type: multipart/mixed; boundary=x\r\nFrom: a@b.example\r\n\r\n--x\r\n\xcf\xd2\xff\r\n"
    imap.put(raw)

    with world.inside() as session:
        fetching.fetch()
        assert (settings.uploads / session.scalars(select(Incoming.stored_as)).one()).read_bytes() == raw


def test_the_doctor_finds_the_mailbox_open(app):
    assert "lets us in" in run_command(app, "doctor").output


@pytest.mark.parametrize(("name", "value"), [("imap_password", "wrong"), ("imap_folder", "no such folder"), ("imap_port", 1)])
def test_a_mailbox_that_cannot_be_read_is_said_in_words(applications, settings, name, value):
    with applications.opened(dataclasses.replace(settings, **{name: value})) as app:
        done = run_command(app, "mail", "fetch")

    assert done.exit_code == 1
    assert "127.0.0.1" in done.output
