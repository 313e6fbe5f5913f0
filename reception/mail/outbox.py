"""How letters leave: by SMTP, many over one connection, and what a refusal means."""

import smtplib
import time

from flask import current_app

from reception.domain.mail_causes import MailCause
from reception.mail.dkim_key import NoKey
from reception.mail.envelope import Envelope, enveloped
from reception.mail.smtp import Line
from reception.mail.smtp_errors import NotSent, of_letter
from reception.models import Letter

MOST_LETTERS = 100
"""Letters over one connection: servers end one that goes on for too long, some in the middle of a letter."""

LONGEST = 240.0
"""Seconds that a letter may take in all, connecting included: less than it belongs to the worker that sends it."""

_NO_REPORTS = (501, 504, 555)
"""Codes of a server that offers reports of delivery and refuses them when they are asked for."""


class Outbox:
    """A connection to the mail server for as long as letters go out; it is opened for the first and again after a break."""

    def __init__(self) -> None:
        self._line: Line | None = None
        self._taken = 0
        self._until = 0.0

    def __enter__(self) -> "Outbox":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye to the server; the next letter opens the line again."""
        line, self._line = self._line, None
        if line:
            line.__exit__(None, None, None)

    def send(self, letter: Letter, thread: tuple[str, ...] = ()) -> bool:
        """Send a letter; `thread` are the Message-IDs of its conversation before it. Tell whether its delivery will be reported.

        Raises NotSent.
        """
        try:
            message = enveloped(letter, thread)
        except ValueError as error:
            raise of_letter(error) from error
        self._until = time.monotonic() + LONGEST
        is_new = self._line is None
        line = self._open()
        if line.reports:
            message.ask_for_reports(letter)
        try:
            self._hand_over(message, line, is_new)
        except NoKey as error:
            raise NotSent(type(error).__name__, str(error), MailCause.SIGNING_KEY) from error
        except (OSError, ValueError) as error:  # all of smtplib's errors are OSErrors
            self._mend()
            raise of_letter(error) from error
        self._taken += 1
        if self._taken >= MOST_LETTERS:
            self.close()
        return bool(message.rcpt_options)

    def knock(self) -> str | None:
        """See whether the mail server answers and lets us in; return by what the line is encrypted. Raises NotSent."""
        self._until = time.monotonic() + LONGEST
        try:
            line = self._open()
            line.host.noop()
            return line.cipher
        except OSError as error:
            raise of_letter(error) from error

    def _hand_over(self, message: Envelope, line: Line, is_new: bool) -> None:
        """Give a letter to the server, once more where that is safe: nothing of it can have arrived."""
        try:
            line.send(message, message.envelope_from)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused) as error:
            if message.mail_options and _code(error) in _NO_REPORTS:
                message.ask_for_none()
                line.send(message, message.envelope_from)
            elif not is_new and not line.host.has_begun and _code(error) in (None, 421):
                self._drop()  # the server ended a connection that was idle, or had had enough letters
                self._open().send(message, message.envelope_from)
            else:
                raise

    def _open(self) -> Line:
        if self._line is None:
            line = Line(current_app.extensions["mail"], self._until)
            line.__enter__()
            self._line, self._taken = line, 0
        self._line.host.until = self._until
        return self._line

    def _mend(self) -> None:
        """Make the line ready for the next letter after one that failed."""
        if self._line is None:
            return
        try:
            answer, _words = self._line.host.rset()
        except (OSError, ValueError):
            answer = 0
        if answer != 250:
            self._drop()

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line:
            line.host.close()


def _code(error: smtplib.SMTPException) -> int | None:
    """Return the code of a refusal; None if the server said nothing more."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", None)
