"""The demo's mail catcher: an SMTP server that keeps every letter as a file, to be read at /demo/mail/ instead of being sent."""

import datetime as dt
import re
import secrets
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from reception.domain import clock

_NAME = re.compile(r"[0-9T]+-[0-9a-f]{8}")


@dataclass(frozen=True)
class Caught:
    """One letter that was caught. `name` is its file's, without the ending."""

    name: str
    to: str
    sender: str
    subject: str
    at: dt.datetime
    text: str
    html: str


class Catcher:
    """The server. `folder` gets one file a letter, named by its moment; `port` is where it listens, on this machine only."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def start(self) -> None:
        """Listen, in a thread of its own. Raises OSError if the port is taken."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 – aiosmtpd's name
        """Keep a letter: the file appears whole or not at all."""
        name = f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        draft = self._folder / f"{name}.part"
        draft.write_bytes(envelope.original_content or b"")
        draft.rename(self._folder / f"{name}.eml")
        return "250 OK"


def caught(folder: Path, limit: int = 200) -> list[Caught]:
    """Return the letters in a folder, newest first."""
    names = sorted((path.stem for path in folder.glob("*.eml")), reverse=True)
    return [each for name in names[:limit] if (each := read(folder, name))]


def read(folder: Path, name: str) -> Caught | None:
    """Return one letter, or None if there is no such."""
    path = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Caught(
        name=name,
        to=_header(message, "To"),
        sender=_header(message, "From"),
        subject=_header(message, "Subject"),
        at=parsedate_to_datetime(message["Date"]) if message["Date"] else clock.now(),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header in words. Python's own reading leaves spaces between the pieces of a long name."""
    raw = dict(message.raw_items()).get(name, "")
    return str(make_header(decode_header(raw)))


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part else ""
