"""Mail comes in by LMTP, as a mail server hands it over: to the worker, over a real connection."""

import smtplib
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reception.mail.lmtp import LmtpServer

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from reception.cli import main; main()"]
LETTER = "From: somebody@mail.example\r\nMessage-ID: <1@mail.example>\r\n\r\nA letter.\r\n"
OURS = "reception@library.example"


def hand_over(port, to, letter=LETTER):
    """Hand a message over; return the addresses that were refused."""
    with smtplib.LMTP("127.0.0.1", port, timeout=120) as client:
        return client.sendmail("somebody@mail.example", to, letter)


@pytest.fixture
def server():
    """A server that keeps what it takes in a list, for addresses of ours, and cannot keep "bad" letters."""
    taken = []

    def take(raw):
        if b"bad" in raw:
            return False
        taken.append(raw)
        return True

    server = LmtpServer(0, take, lambda address: address.endswith("@library.example"))
    server.taken = taken
    server.start()
    yield server
    server.stop()


def test_a_message_is_kept_as_it_came_with_the_address_it_came_to(server):
    hand_over(server.port, [OURS])

    assert server.taken == [f"Delivered-To: <{OURS}>\r\n{LETTER}".encode()]


@pytest.mark.parametrize("length", [1_500, 100_000])
def test_a_line_longer_than_the_rule_allows_is_taken(server, length):
    letter = f"{LETTER}{'x' * length}\r\n"

    hand_over(server.port, [OURS], letter)

    assert server.taken == [f"Delivered-To: <{OURS}>\r\n{letter}".encode()]


def test_one_message_to_two_addresses_is_taken_once_and_answered_twice(server):
    with smtplib.LMTP("127.0.0.1", server.port, timeout=120) as client:
        client.ehlo()
        client.mail("somebody@mail.example")
        assert [client.rcpt(to)[0] for to in (OURS, "answers@library.example")] == [250, 250]
        assert client.data(LETTER)[0] == 250
        assert client.getreply()[0] == 250

    assert len(server.taken) == 1


def test_what_is_for_nobody_is_refused_at_once(server):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        hand_over(server.port, ["somebody@elsewhere.example"])

    assert refused.value.recipients["somebody@elsewhere.example"][0] == 550
    assert server.taken == []


def test_what_cannot_be_kept_stays_with_the_mail_server(server):
    with pytest.raises(smtplib.SMTPDataError) as deferred:
        hand_over(server.port, [OURS], LETTER + "bad")

    assert deferred.value.smtp_code == 451


def test_the_worker_takes_mail(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folders = {"RECEPTION_INSTANCE": str(tmp_path / "instance"), "RECEPTION_INDEX": str(tmp_path / "index")}
    mail = {"RECEPTION_MAIL_SENDER": OURS, "RECEPTION_LMTP_PORT": str(port)}
    subprocess.run([*COMMAND, "init"], cwd=ROOT, env=folders | mail, check=True, capture_output=True, timeout=600)

    worker = subprocess.Popen([*COMMAND, "worker"], cwd=ROOT, env=folders | mail, stdout=subprocess.PIPE, text=True)
    try:
        assert "The worker works" in worker.stdout.readline()
        assert hand_over(port, [OURS]) == {}
    finally:
        worker.terminate()
        assert worker.wait(60) == 0
        worker.stdout.close()

    database = sqlite3.connect(tmp_path / "instance" / "reception.sqlite3")
    assert database.execute("SELECT kind, state, text FROM incoming").fetchall() == [("unmatched", "held", "A letter.")]
    database.close()
