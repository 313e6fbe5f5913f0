"""How letters leave: by SMTP, one connection a batch, and what a refusal means."""

import re
import smtplib
import ssl
from email.charset import BASE64, Charset
from email.mime.text import MIMEText
from email.policy import compat32

from flask import current_app
from flask_mail import BadHeaderError, Connection, Message

from reception.current import settings
from reception.domain import clock
from reception.domain.reply_address import reply_mark
from reception.mail.compose import stop_headers, with_links
from reception.mail.dkim_key import NoKey, signed
from reception.models import Letter

_OUR_FAULT = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)
"""A server that refuses us may be persuaded by better settings: such a letter is tried again."""

_POLICY = re.compile(r"5\.7\.\d+")
"""The enhanced code (RFC 3463) of a server that will not take mail from us, whoever it is for."""


class NotSent(Exception):
    """A letter did not leave. `permanent`: it never will; `address_refused`: there is no such address.

    `code` names the cause without personal data, for the journal; the exception's own words are the server's.
    """

    def __init__(self, code: str, words: str, permanent: bool = False, address_refused: bool = False) -> None:
        super().__init__(words)
        self.code = code
        self.permanent = permanent
        self.address_refused = address_refused


class Outbox:
    """A connection to the mail server for as long as letters go out; it is opened for the first and again after a break."""

    def __init__(self) -> None:
        self._connection: _Connection | None = None

    def __enter__(self) -> "Outbox":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._connection:
            self._connection.__exit__(None, None, None)

    def send(self, letter: Letter, thread: str | None) -> None:
        """Send a letter; `thread` is the Message-ID of the first letter of its conversation, if it is not the first itself.

        Raises NotSent.
        """
        try:
            self._open().send(_message(letter, thread))
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _refused(code, words, recipient=True) from error
        except _OUR_FAULT as error:
            self._drop()
            raise NotSent(_name(error), str(error)) from error
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise _refused(error.smtp_code, error.smtp_error) from error
        except (BadHeaderError, ValueError, smtplib.SMTPNotSupportedError) as error:
            raise NotSent(_name(error), str(error), permanent=True) from error
        except NoKey as error:
            raise NotSent(_name(error), str(error)) from error
        except OSError as error:  # smtplib's other errors, a server that is down, silent or breaks off
            self._drop()
            raise NotSent(_name(error), str(error) or _name(error)) from error

    def knock(self) -> None:
        """See whether the mail server answers and lets us in. Raises NotSent."""
        try:
            self._open().host.noop()
        except OSError as error:  # all of smtplib's errors are
            raise NotSent(_name(error), str(error) or _name(error)) from error

    def _open(self) -> Connection:
        if self._connection is None:
            connection = _Connection(current_app.extensions["mail"])
            connection.__enter__()
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.host.close()


class _Connection(Connection):
    """Flask-Mail's connection, which waits no longer than the settings say and does not mind a line that broke at the end."""

    def configure_host(self) -> smtplib.SMTP:
        trust, timeout = ssl.create_default_context(), settings().mail_timeout
        if self.mail.use_ssl:
            host = smtplib.SMTP_SSL(self.mail.server, self.mail.port, timeout=timeout, context=trust)
        else:
            host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=timeout)
        if self.mail.use_tls:
            host.starttls(context=trust)
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def __exit__(self, *_error: object) -> None:
        try:
            self.host.quit()
        except OSError:
            self.host.close()


class _Message(Message):
    """A message whose bodies travel as Base64, since a paragraph may be longer than a line of SMTP, and whose headers go as
    they were encoded: folded once more they would get spaces inside words."""

    def as_bytes(self) -> bytes:
        return signed(self._message().as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=None)))

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        charset = Charset("utf-8")
        charset.body_encoding = BASE64
        return MIMEText(text or "", subtype, charset)


def _message(letter: Letter, thread: str | None) -> Message:
    ours = settings()
    headers = {"Auto-Submitted": "auto-generated"}
    if thread:
        headers |= {"In-Reply-To": thread, "References": thread}
    headers |= stop_headers(letter)
    message = _Message(
        subject=letter.subject,
        recipients=[(letter.to_name, letter.to_address) if letter.to_name else letter.to_address],
        sender=(ours.library_name_en if letter.language == "en" else ours.library_name, ours.sender),
        reply_to=_reply_to(letter),
        body=with_links(letter, letter.body_text),
        html=with_links(letter, letter.body_html),
        date=clock.now().timestamp(),
        extra_headers=headers,
    )
    message.msgId = letter.message_id
    return message


def _reply_to(letter: Letter) -> str | None:
    """Return where an answer by mail goes: with a link to answer by, to the referral's own address if there are such."""
    pattern = settings().mail_reply_address
    if letter.answer_link and pattern:
        return pattern.replace("*", reply_mark(settings().token_key, letter.answer_link.referral_id))
    return settings().library_email or None


def _refused(code: int, words: bytes | str, recipient: bool = False) -> NotSent:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    permanent = 500 <= code < 600
    return NotSent(
        str(code),
        f"{code} {said}",
        permanent=permanent,
        address_refused=permanent and recipient and not _POLICY.match(said),
    )


def _name(error: Exception) -> str:
    return type(error).__name__
