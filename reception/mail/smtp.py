"""The line to the mail server: opened as the settings say, with the server's certificate looked at."""

import io
import smtplib
import socket
import ssl
import time

from flask_mail import Connection, Mail

from reception.current import settings
from reception.mail.smtp_errors import Step, of_opening
from reception.mail.trust import trusted

_PIECE = 65_536
"""Bytes that are sent at once: the server has the time of the settings for each, whatever the letter weighs."""


class _Patient:
    """Notes whether the server has begun to take a letter, before which nothing of it can have arrived, and waits no longer
    than until a moment: a server that says a byte now and then would hold up all others."""

    has_begun = False

    def __init__(self, until: float, **where: object) -> None:
        self.until = until
        super().__init__(**where)

    def mail(self, sender: str, options: list[str] | tuple[str, ...] = ()) -> tuple[int, bytes]:
        """Name the sender of the next letter, as smtplib does."""
        self.has_begun = False
        code, words = super().mail(sender, options)  # type: ignore[misc]
        self.has_begun = code == 250
        return code, words

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply, as smtplib does."""
        if self.file is None:
            self.file = io.BufferedReader(_Replies(self))
        return super().getreply()  # type: ignore[misc]

    def send(self, said: bytes | str) -> None:
        """Send a command or a letter, as smtplib does."""
        pieces = [said] if isinstance(said, str) else [said[at : at + _PIECE] for at in range(0, len(said), _PIECE)]
        for piece in pieces:
            self.hurry()
            super().send(piece)  # type: ignore[misc]

    def hurry(self) -> None:
        """Let the next step take no longer than there is time. Raises TimeoutError if there is none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("it took too long in all")
        if self.sock:
            self.sock.settimeout(min(self.timeout, left))


class _Replies(socket.SocketIO):
    """What the server says, piece by piece."""

    def __init__(self, line: _Patient) -> None:
        super().__init__(line.sock, "r")
        self._line = line

    def readinto(self, buffer: memoryview) -> int | None:
        """Read a piece."""
        self._line.hurry()
        return super().readinto(buffer)


class _Plain(_Patient, smtplib.SMTP):
    """A connection that begins in clear."""


class _Encrypted(_Patient, smtplib.SMTP_SSL):
    """A connection that is encrypted from the first byte."""


class Line(Connection):
    """Flask-Mail's connection, which says what keeps it from being opened and does not mind one that broke at the end.

    `until` is the moment, of the clock that only runs forward, at which nobody waits for the server any more.
    """

    def __init__(self, mail: Mail, until: float) -> None:
        super().__init__(mail)
        self._until = until

    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt and log in as the settings say. Raises NotSent."""
        step, host = Step.SETTINGS, None
        ours = settings()
        try:
            trust = trusted()
            step = Step.CONNECT
            where = {"host": self.mail.server, "port": self.mail.port, "timeout": ours.mail_timeout}
            where["until"] = self._until
            host = _Encrypted(context=trust, **where) if self.mail.use_ssl else _Plain(**where)
            host.ehlo_or_helo_if_needed()
            if self.mail.use_tls:
                step = Step.TLS
                host.starttls(context=trust)
                host.ehlo_or_helo_if_needed()
            if self.mail.username and self.mail.password:
                step = Step.LOGIN
                host.login(self.mail.username, self.mail.password)
        except (OSError, UnicodeError) as error:  # all of smtplib's errors are OSErrors
            if host:
                host.close()
            raise of_opening(error, step) from error
        return host

    def __exit__(self, *_error: object) -> None:
        try:
            self.host.quit()
        except OSError:
            self.host.close()

    @property
    def reports(self) -> bool:
        """Tell whether the server promises reports of delivery (RFC 3461)."""
        return self.host.has_extn("dsn")

    @property
    def cipher(self) -> str | None:
        """Return by what the line is encrypted, as TLSv1.3; None if it is not."""
        return self.host.sock.version() if isinstance(self.host.sock, ssl.SSLSocket) else None
