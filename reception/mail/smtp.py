"""The line to the mail server: opened as the settings say, with the server's certificate looked at."""

import smtplib
import ssl

from flask_mail import Connection

from reception.current import settings
from reception.mail.smtp_errors import Step, of_opening


class _Noting:
    """Notes whether the server has begun to take a letter: until then nothing of it can have arrived."""

    has_begun = False

    def mail(self, sender: str, options: list[str] | tuple[str, ...] = ()) -> tuple[int, bytes]:
        """Name the sender of the next letter, as smtplib does."""
        self.has_begun = False
        code, words = super().mail(sender, options)  # type: ignore[misc]
        self.has_begun = code == 250
        return code, words


class _Plain(_Noting, smtplib.SMTP):
    """A connection that begins in clear."""


class _Encrypted(_Noting, smtplib.SMTP_SSL):
    """A connection that is encrypted from the first byte."""


class Line(Connection):
    """Flask-Mail's connection, which says what keeps it from being opened and does not mind one that broke at the end."""

    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt and log in as the settings say. Raises NotSent."""
        step, host = Step.SETTINGS, None
        ours = settings()
        try:
            trust = _trust(ours.mail_ca_file)
            step = Step.CONNECT
            where = {"host": self.mail.server, "port": self.mail.port, "timeout": ours.mail_timeout}
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


def _trust(ca_file: str) -> ssl.SSLContext:
    """Return whose certificates are believed: those the system believes, and the library's own authority if there is one."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


