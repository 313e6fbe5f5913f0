"""`reception mail test` says in words what failed and what to do, over real servers with real certificates."""

import contextlib
import socket
import threading
from dataclasses import dataclass, replace

import pytest
from aiosmtpd.smtp import SMTP, AuthResult

from reception import create_app
from reception.domain.mail_causes import MailCause
from reception.mail.trouble_words import in_english
from tests.application import opened
from tests.certificates import DAY, NOW, Authority
from tests.command import run_command
from tests.mailserver import FreePortController, MailServer, running

HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


class Secured(FreePortController):
    """A server with TLS from the first byte, or with STARTTLS, or with a login."""

    def __init__(self, first=None, **given):
        self.given = given
        super().__init__(MailServer())
        self.ssl_context = first

    def factory(self):
        return SMTP(self.handler, **self.given)


def serving(*given, **named):
    return running(Secured(*given, **named))


@contextlib.contextmanager
def listening(words=b"", closes=False):
    """Somebody who takes calls, says something, and is no mail server."""
    with socket.create_server((HOST, 0)) as listener:
        listener.settimeout(0.05)
        calls, going = [], [True]

        def answer():
            while going:
                with contextlib.suppress(OSError):
                    call = listener.accept()[0]
                    if words:
                        call.sendall(words)
                    call.close() if closes else calls.append(call)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        going.clear()
        thread.join()
        for call in calls:
            call.close()


@dataclass
class Told:
    """What the command said, and the words of each cause with these settings."""

    code: int
    output: str
    words: dict

    def says(self, cause: MailCause) -> bool:
        """Tell whether it failed for this cause, and said what happened and what to do."""
        what, todo = self.words[cause]
        return self.code == 1 and f"did not take it: {what}\n" in self.output and f"\nWhat to do: {todo}\n" in self.output


@pytest.fixture
def told(settings):
    """What the command says with some settings."""

    def tell(port, **given):
        ours = replace(settings, **{"mail_server": HOST, "mail_port": port, "mail_timeout": 1} | given)
        with opened(create_app(ours)) as app:
            result = run_command(app, "mail", "test", "olena@library.example")
            with app.app_context():
                words = {cause: in_english(cause) for cause in MailCause}
        return Told(result.exit_code, result.output, words)

    return tell


def login(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"reception" and data.password == b"right", handled=False)


def test_an_encrypted_line_with_a_login_and_an_authority_of_ones_own(told, authority):
    good, of_ours = authority.context(HOST), {"mail_ca_file": str(authority.file)}
    with serving(good) as server:
        answer = told(server.port, mail_use_ssl=True, **of_ours)
        assert (answer.code, server.messages[0].subject) == (0, "Reception: a test")
        assert "encrypted (TLSv1" in answer.output
        assert "look whether it is in the mailbox" in answer.output
    with serving(tls_context=good, require_starttls=True, authenticator=login, auth_required=True) as server:
        right = {"mail_use_tls": True, "mail_username": "reception", "mail_password": "right", **of_ours}
        assert told(server.port, **right).code == 0
        assert server.messages


def test_each_trouble_with_certificates_and_encryption_has_its_words(told, authority):
    ours = {"mail_ca_file": str(authority.file)}
    with serving(authority.context(HOST)) as server:
        port = server.port
        assert told(port, mail_use_ssl=True).says(MailCause.CERTIFICATE_UNTRUSTED)
        assert told(port, mail_use_ssl=True, mail_ca_file="/nowhere.pem").says(MailCause.CA_FILE)
        assert told(port).says(MailCause.NO_GREETING)
    with serving(authority.context(HOST, until=NOW - DAY)) as server:
        assert told(server.port, mail_use_ssl=True, **ours).says(MailCause.CERTIFICATE_EXPIRED)
    with serving(authority.context("mail.library.example")) as server:
        assert told(server.port, mail_use_ssl=True, **ours).says(MailCause.CERTIFICATE_OF_ANOTHER)
    with serving() as server:
        assert told(server.port, mail_use_tls=True).says(MailCause.STARTTLS_MISSING)
        assert told(server.port, mail_use_ssl=True).says(MailCause.NOT_TLS)
        assert told(server.port, mail_username="u", mail_password="p").says(MailCause.LOGIN_MISSING)
    asking = {"authenticator": login, "auth_required": True, "auth_exclude_mechanism": ["LOGIN"]}
    with serving(tls_context=authority.context(HOST), **asking) as server:
        wrong = {"mail_use_tls": True, "mail_username": "reception", "mail_password": "wrong", **ours}
        assert told(server.port, **wrong).says(MailCause.LOGIN_REFUSED)
        assert told(server.port, mail_use_tls=True, **ours).says(MailCause.LOGIN_NEEDED)


def test_each_trouble_with_the_way_to_the_server_has_its_words(told):
    assert told(25, mail_server="mail.library.invalid").says(MailCause.NAME_UNKNOWN)
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    assert told(port).says(MailCause.CONNECTION_REFUSED)
    with listening() as port:
        assert told(port).says(MailCause.NO_GREETING)
    with listening(closes=True) as port:
        assert told(port).says(MailCause.HUNG_UP)
    with listening(b"554 5.7.1 no service for 127.0.0.1\r\n") as port:
        assert told(port).says(MailCause.NOT_READY)


@pytest.mark.parametrize(
    ("step", "reply", "cause"),
    [
        ("MAIL", "553 5.7.1 sender address rejected", MailCause.SENDER_REFUSED),
        ("MAIL", "452 4.3.1 insufficient system storage", MailCause.SENDER_LATER),
        ("MAIL", "552 5.3.4 message size exceeds fixed limit", MailCause.TOO_BIG),
        ("RCPT", "550 5.1.1 no such user", MailCause.RECIPIENT_REFUSED),
        ("RCPT", "554 5.7.1 relay access denied", MailCause.RELAY_REFUSED),
        ("RCPT", "451 4.7.1 greylisted", MailCause.RECIPIENT_LATER),
        ("DATA", "554 5.7.1 message looks like spam", MailCause.TAKEN_FOR_SPAM),
        ("DATA", "552 5.3.4 message too big", MailCause.TOO_BIG),
        ("DATA", "554 5.6.0 not wanted", MailCause.CONTENT_REFUSED),
        ("DATA", "451 4.3.0 queue file write error", MailCause.LATER),
    ],
)
def test_each_refusal_has_its_words(told, step, reply, cause):
    with serving() as server:

        async def refuse(*_given):
            return reply

        setattr(server, f"handle_{step}", refuse)
        answer = told(server.port)
        assert answer.says(cause)
        assert f"What was said: {reply}" in answer.output
