"""The letter with which a message that came by mail is sent on, as it came, to the one whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.encoders import encode_base64
from email.message import Message as MimeMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

from sqlalchemy import select

from reception.current import settings
from reception.extensions import db
from reception.mail.letters import letter
from reception.mail.occasions import Message, to_official, to_staff
from reception.models import Incoming, Letter, Official

_LONGEST_LINE = 998
"""Bytes of a line that SMTP carries (RFC 5321)."""

_MOVED = ("content-type", "content-transfer-encoding", "mime-version")


@dataclass(frozen=True)
class Forwarding:
    """To whom a message is sent on: an official, or the library's own address. `words`: what the librarian adds."""

    official: Official | None
    library: str
    words: str


@letter
def forwarded(forwarding: Forwarding) -> Iterator[Message]:
    """Send a message on that the library got by mail; it is attached, and of what it says nothing stands in the letter."""
    if forwarding.official:
        yield to_official(forwarding.official, forwarding=forwarding)
    else:
        yield to_staff(settings().library_name, forwarding.library, forwarding=forwarding)


def original_of(letter: Letter) -> bytes:
    """Return the message that a letter sends on. Raises ValueError if it is there no more."""
    stored_as = db.session.scalar(select(Incoming.stored_as).where(Incoming.letter_id == letter.id))
    try:
        return (settings().uploads / (stored_as or "")).read_bytes()
    except OSError as error:
        raise ValueError("the message to send on is gone") from error


def with_original(letter: MimeMessage, original: bytes) -> MimeMessage:
    """Return a letter with a message attached to it."""
    whole, body = MIMEMultipart("mixed"), MimeMessage()
    for name, value in letter.raw_items():  # as they were encoded: encoded once more, words would get spaces inside
        if name.lower() in _MOVED:
            body.set_raw(name, value)
        else:
            whole.set_raw(name, value)
    body.set_payload(letter.get_payload())
    whole.attach(body)
    whole.attach(_attached(original))
    return whole


def _attached(original: bytes) -> MimeMessage:
    """Return a message as a part: as a message if SMTP can carry it (RFC 2046 lets no message be encoded), else as a file."""
    if original.isascii() and b"\0" not in original and max(map(len, original.splitlines()), default=0) <= _LONGEST_LINE:
        part = MIMENonMultipart("message", "rfc822")
        part.set_payload([message_from_bytes(original)])
    else:
        part = MIMENonMultipart("application", "octet-stream")
        part.set_payload(original)
        encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename="message.eml")
    return part
