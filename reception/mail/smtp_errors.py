"""What an error on the way to the mail server, or a refusal of it, means: its cause, and whether to try again."""

import re
import smtplib
import socket
import ssl
from enum import StrEnum

from reception.domain.mail_causes import OF_THE_SERVER, MailCause

_POLICY = re.compile(r"5\.7\.\d+")
"""The enhanced code (RFC 3463) of a server that will not take mail from us, whoever it is for."""

_EXPIRED, _NOT_YET_VALID = 10, 9
_OTHER_NAME, _OTHER_ADDRESS = 62, 64
"""OpenSSL's numbers (X509_V_ERR_…)."""

_SPAM = re.compile(r"spam|unsolicited|junk|virus|malware|block(ed|list)|blacklist|reputation|dmarc|policy", re.IGNORECASE)
_SPAM_CODE = re.compile(r"5\.7\.(0|1|26|28)\b")
_FULL = re.compile(r"^5\.2\.2\b|quota|mailbox (is )?full|full mailbox", re.IGNORECASE)
"""An address that takes nothing for now is not one that does not exist."""

_BIG_CODE = re.compile(r"5\.3\.4|5\.2\.3")
_BIG = re.compile(r"too (big|large)|size (limit|exceed)|exceeds? .{0,30}size", re.IGNORECASE)


class NotSent(Exception):
    """A letter did not leave. `permanent`: it never will; `address_refused`: there is no such address.

    `code` names the cause without personal data, for the journal; the exception's own words are the server's.
    """

    def __init__(
        self,
        code: str,
        words: str,
        cause: MailCause = MailCause.LATER,
        permanent: bool = False,
        address_refused: bool = False,
    ) -> None:
        super().__init__(words)
        self.code = code
        self.cause = cause
        self.permanent = permanent
        self.address_refused = address_refused

    @property
    def is_of_server(self) -> bool:
        """Tell whether every other letter would fail as well."""
        return self.cause in OF_THE_SERVER


class Step(StrEnum):
    """How far a connection had come."""

    SETTINGS = "settings"
    CONNECT = "connect"
    TLS = "tls"
    LOGIN = "login"


def of_opening(error: Exception, step: Step) -> NotSent:
    """Return what an error means that kept a connection from being opened: it is never the letter's fault."""
    words = _words(error)
    return NotSent(type(error).__name__, words, _cause_of_opening(error, step, words))


def _cause_of_opening(error: Exception, step: Step, words: str) -> MailCause:
    if step is Step.SETTINGS:
        return MailCause.CA_FILE
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error)
    if isinstance(error, ssl.SSLError):
        return MailCause.NOT_TLS if "WRONG_VERSION_NUMBER" in words or "EOF" in words.upper() else MailCause.TLS_FAILED
    if isinstance(error, smtplib.SMTPServerDisconnected):
        if isinstance(error.__context__, TimeoutError):
            return MailCause.NO_GREETING if step is Step.CONNECT else MailCause.SILENT
        return MailCause.HUNG_UP
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailCause.STARTTLS_MISSING if step is Step.TLS else MailCause.LOGIN_MISSING
    if isinstance(error, smtplib.SMTPException):
        return {Step.TLS: MailCause.TLS_FAILED, Step.LOGIN: _of_login(error)}.get(step, MailCause.NOT_READY)
    return _of_network(error)


def _of_login(error: smtplib.SMTPException) -> MailCause:
    return MailCause.LOGIN_REFUSED if isinstance(error, smtplib.SMTPAuthenticationError) else MailCause.LOGIN_MISSING


def _of_certificate(error: ssl.SSLCertVerificationError) -> MailCause:
    if error.verify_code in (_EXPIRED, _NOT_YET_VALID):
        return MailCause.CERTIFICATE_EXPIRED
    if error.verify_code in (_OTHER_NAME, _OTHER_ADDRESS):
        return MailCause.CERTIFICATE_OF_ANOTHER
    return MailCause.CERTIFICATE_UNTRUSTED


def _of_network(error: Exception) -> MailCause:
    if isinstance(error, socket.gaierror | UnicodeError):
        return MailCause.NAME_UNKNOWN
    if isinstance(error, ConnectionRefusedError):
        return MailCause.CONNECTION_REFUSED
    if isinstance(error, TimeoutError):
        return MailCause.SILENT
    return MailCause.HUNG_UP if isinstance(error, ConnectionError) else MailCause.UNREACHABLE


def of_letter(error: Exception) -> NotSent:
    """Return what an error means that came over a letter, on a connection that was open."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_recipient(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _of_sender(error.smtp_code, _decoded(error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _of_content(error.smtp_code, _decoded(error.smtp_error))
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError):
        return NotSent(type(error).__name__, _words(error), MailCause.NO_REPLY)
    if isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return NotSent(type(error).__name__, _words(error), MailCause.MALFORMED, permanent=True)
    cause = MailCause.NO_REPLY if isinstance(error, TimeoutError) else MailCause.BROKEN_OFF
    return NotSent(type(error).__name__, _words(error), cause)


def _of_recipient(code: int, words: bytes | str) -> NotSent:
    said = _decoded(words)
    if code == 530:
        return NotSent(str(code), f"{code} {said}", MailCause.LOGIN_NEEDED)
    if not 500 <= code < 600:
        return NotSent(str(code), f"{code} {said}", MailCause.RECIPIENT_LATER)
    if _POLICY.match(said):
        return NotSent(str(code), f"{code} {said}", MailCause.RELAY_REFUSED, permanent=True)
    there = bool(_FULL.search(said))
    return NotSent(str(code), f"{code} {said}", MailCause.RECIPIENT_REFUSED, permanent=True, address_refused=not there)


def _of_sender(code: int, said: str) -> NotSent:
    """A server that refuses us may be persuaded by better settings: such a letter is tried again."""
    if _is_too_big(code, said):
        return NotSent(str(code), f"{code} {said}", MailCause.TOO_BIG, permanent=True)
    if code == 530:
        return NotSent(str(code), f"{code} {said}", MailCause.LOGIN_NEEDED)
    cause = MailCause.SENDER_REFUSED if 500 <= code < 600 else MailCause.SENDER_LATER
    return NotSent(str(code), f"{code} {said}", cause)


def _of_content(code: int, said: str) -> NotSent:
    if not 500 <= code < 600:
        return NotSent(str(code), f"{code} {said}", MailCause.LATER)
    if _is_too_big(code, said):
        cause = MailCause.TOO_BIG
    elif _SPAM.search(said) or _SPAM_CODE.match(said):
        cause = MailCause.TAKEN_FOR_SPAM
    else:
        cause = MailCause.CONTENT_REFUSED
    return NotSent(str(code), f"{code} {said}", cause, permanent=True)


def _is_too_big(code: int, said: str) -> bool:
    return 500 <= code < 600 and bool(_BIG_CODE.match(said) or _BIG.search(said))


def _decoded(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return str(error) or type(error).__name__
