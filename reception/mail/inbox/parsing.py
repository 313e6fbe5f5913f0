"""A message as it came into its headers, its text, its reports and its files. Nothing a message holds makes this fail.

The standard library's tolerant parser (policy compat32) takes the message apart; headers and bodies are decoded here, since
its own decoding raises what it likes for what it does not expect.
"""

import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from functools import partial
from typing import TypeVar

from reception.domain.text import clean_line
from reception.mail.inbox.charsets import decode, mended
from reception.mail.inbox.html_text import text_of
from reception.mail.inbox.sealed import unsealed
from reception.mail.inbox.winmail import Packet, is_packet

_T = TypeVar("_T")

LARGEST = 60_000_000
"""Bytes of a message that is taken in."""

LARGEST_TEXT = 500_000
"""Bytes of a body that are read; a person writes less."""

_LONGEST_HEADER, _LONGEST_HEAD = 20_000, 500_000
_MOST_PARTS, _MOST_NESTED, _MOST_DELIMITERS, _DEEPEST = 200, 50, 5000, 30
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127))
_DELIMITER = re.compile(rb"^(?:--|action:)", re.IGNORECASE | re.MULTILINE)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_UTF8_ENCODED = re.compile(rb"=D[0-3]=[89AB][0-9A-F]")
_NESTING = re.compile(rb"boundary\s*=|message/(?:rfc822|global|partial|external)", re.IGNORECASE)
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?")
_TAG = re.compile(r"<(html|body|div|p|br|table|span|font)\b", re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """A file that came with a message; `content` decodes it when it is asked for. The name is the sender's, not to be trusted."""

    name: str
    media_type: str
    content: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Mail:
    """A message that was taken apart. Header names are in small letters; a header's values are in their order."""

    headers: dict[str, list[str]]
    media_type: str
    report_type: str
    text: str
    reports: tuple[dict[str, str], ...] = ()
    """The blocks of a delivery report (RFC 3464): field names in small letters."""
    files: tuple[File, ...] = ()
    parts: tuple[str, ...] = ()
    """The media types of all parts, the forwarded or returned message's own left out."""
    verdicts: tuple[tuple[int, str], ...] = ()
    """The headers Authentication-Results from the top, each with how many marks of servers (Received) stand above it."""

    def header(self, name: str) -> str:
        """Return the first value of a header, or an empty text."""
        return self.headers.get(name, [""])[0]

    def addresses(self, *names: str) -> list[str]:
        """Return the addresses in headers of these names, in small letters."""
        values = [value[:_LONGEST_HEADER] for name in names for value in self.headers.get(name, ())]
        pairs = _guarded(lambda: getaddresses(values), [])
        return [address.lower() for _name, address in pairs if "@" in address]

    def came_to(self) -> list[str]:
        """Return the addresses to which the message came, in small letters."""
        return self.addresses("delivered-to", "x-original-to", "envelope-to", "to", "cc", "resent-to")


def parse(raw: bytes) -> Mail:
    """Take a message apart. Never fails: of what cannot be taken apart, its headers and its text as they stand."""
    message = _message(raw)
    reading = _Reading()
    reading.text = reading.body(message)
    if message.is_multipart() and not reading.text.strip():
        reading.text = reading.named or _text(str(message.preamble or "").encode("utf-8", "surrogateescape"), None)
    return Mail(
        headers=_headers(message),
        media_type=message.get_content_type(),
        report_type=str(_guarded(lambda: message.get_param("report-type"), "") or "").lower(),
        text=reading.text,
        reports=tuple(reading.reports),
        files=(*reading.files, *(() if reading.text.strip() else reading.packets)),
        parts=tuple(reading.parts),
        verdicts=tuple(_verdicts(message)),
    )


def _message(raw: bytes) -> Message:
    """Return a message's tree; of one that is nested beyond reason, only its headers and its body as one text."""
    raw = raw.lstrip(b"\r\n")
    if raw.startswith(b"From "):  # a mailbox's separator
        raw = raw.partition(b"\n")[2]
    head = _HEAD_ENDS.search(raw)
    if head and head.start() > _LONGEST_HEAD:
        raw = raw[: raw.rfind(b"\n", 0, _LONGEST_HEAD)] + raw[head.start() :]
    if len(_NESTING.findall(raw)) <= _MOST_NESTED and len(_DELIMITER.findall(raw)) <= _MOST_DELIMITERS:
        tree = _guarded(lambda: message_from_bytes(raw), None)
        if tree is not None:
            return tree
    flat = BytesHeaderParser().parsebytes(raw)
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del flat[name]
    return flat


class _Reading:
    """What the parts of a message come to, while they are gone through."""

    def __init__(self) -> None:
        self.text = ""
        self.reports: list[dict[str, str]] = []
        self.files: list[File] = []
        self.packets: list[File] = []
        """Those whose files are noted; if there are no words beside them, they hold the words too."""
        self.parts: list[str] = []
        self.named = ""
        """The first text that has a name, though it was not attached: some gateways give the letter itself one."""

    def body(self, part: Message, depth: int = 0) -> str:
        """Return the text of a part; its files and reports are noted on the way."""
        kind = part.get_content_type()
        if len(self.parts) >= _MOST_PARTS or depth > _DEEPEST:
            return ""
        self.parts.append(kind)
        if kind == "message/delivery-status":
            self.reports += _blocks(part)
        elif kind.startswith("message/") or kind == "text/rfc822-headers":
            self.files.append(_file(part, kind))
        elif is_packet(_name(part), kind):
            self._unpack(_file(part, kind))
        elif part.is_multipart():
            return self._several(part, kind, depth)
        elif _is_body(part, kind, depth):
            return _words(part, kind)
        else:
            self.files.append(_file(part, kind))
            if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
                self.named = self.named or _words(part, kind)
        return ""

    def _unpack(self, packet: File) -> None:
        """Note the files in a winmail.dat, and itself among those that hold something which is not read."""
        inside = Packet(packet.content())
        for each in inside.files:
            self.files.append(File(_last_name(each.name) or "file", each.media_type, partial(bytes, each.content)))
        (self.packets if inside.is_whole else self.files).append(packet)

    def _several(self, part: Message, kind: str, depth: int) -> str:
        texts = [self.body(child, depth + 1) for child in part.get_payload()]
        texts = [text for text in texts if text.strip()]
        return texts[0] if texts and kind == "multipart/alternative" else "\n".join(texts)


def _is_body(part: Message, kind: str, depth: int) -> bool:
    """Tell whether a part is to be read, not kept as a file. A message of one part that claims to be anything is read."""
    if kind.startswith("multipart/"):  # it says so, but has no parts
        return True
    if part.get_content_disposition() == "attachment" or _name(part):
        return False
    alone = depth == 0 and not kind.startswith(("image/", "application/"))
    return alone or kind in ("text/plain", "text/html", "text/enriched")


def _words(part: Message, kind: str) -> str:
    charset = _guarded(part.get_content_charset, None)
    text = _text(_payload(part)[:LARGEST_TEXT], charset)
    if kind == "text/html" or (kind != "text/plain" and _TAG.search(text[:2000])):
        return text_of(text)
    flowed = str(_guarded(lambda: part.get_param("format"), "") or "").lower() == "flowed"
    return unsealed(_unfolded(text, _guarded(lambda: part.get_param("delsp"), "")) if flowed else text)


def _text(content: bytes, charset: str | None) -> str:
    return decode(content, charset).replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def _unfolded(text: str, delsp: object) -> str:
    """Return a flowed text (RFC 3676) with its paragraphs in one line each; quoted lines stay as they are."""
    drop = str(delsp or "").lower() == "yes"
    out: list[str] = []
    open_line = False
    for line in text.split("\n"):
        quoted, own = line.startswith(">"), line.removeprefix(" ")
        if own.lstrip().startswith(">") and not quoted:  # the writer's own sign, which is to stay apart from a quotation's
            own = "    " + own.lstrip()
        if open_line and not quoted and line != "-- ":
            out[-1] = (out[-1][:-1] if drop else out[-1]) + own
        else:
            out.append(line if quoted else own)
        open_line = not quoted and line.endswith(" ") and line != "-- "
    return "\n".join(out)


def _payload(part: Message) -> bytes:
    content = _guarded(lambda: part.get_payload(decode=True), None)
    if isinstance(content, bytes):
        return quopri.decodestring(content) if _is_still_encoded(part, content) else content
    return str(_guarded(part.get_payload, "")).encode("utf-8", "surrogateescape")


def _is_still_encoded(part: Message, content: bytes) -> bool:
    """Tell whether a text was written in quoted-printable without saying so, or the word for it is misspelt."""
    said = str(_guarded(lambda: part.get("content-transfer-encoding"), "") or "").strip().lower()
    return said not in ("quoted-printable", "base64") and content.isascii() and len(_UTF8_ENCODED.findall(content[:5000])) > 2


def _file(part: Message, kind: str) -> File:
    def content() -> bytes:
        if part.is_multipart():
            inner = part.get_payload()
            return _guarded(lambda: inner[0].as_bytes() if len(inner) == 1 else part.as_bytes(), b"")
        return _payload(part)

    return File(_name(part) or "file", kind, content)


def _name(part: Message) -> str:
    """Return a file's name as its sender gave it, made one clean line; an empty text if there is none."""
    name = _guarded(part.get_filename, None)
    return _last_name(_header(str(name))) if name else ""


def _last_name(name: str) -> str:
    return re.split(r"[/\\]", clean_line(name))[-1][-200:]


def _blocks(part: Message) -> Iterator[dict[str, str]]:
    """Yield the blocks of a delivery report, one for the message and one for each recipient."""
    inner = part.get_payload()
    if not isinstance(inner, list):
        inner = [_guarded(lambda: message_from_bytes(_payload(part)), Message())]
    for block in inner[:_MOST_PARTS]:
        yield {name: values[0] for name, values in _headers(block).items()}


def _verdicts(message: Message) -> Iterator[tuple[int, str]]:
    hops = 0
    for name, value in message.raw_items():
        hops += str(name).lower() == "received"
        if str(name).lower() == "authentication-results":
            yield hops, _header(str(value)[:_LONGEST_HEADER])


def _headers(message: Message) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        headers.setdefault(str(name).strip().lower(), []).append(_header(str(value)[:_LONGEST_HEADER]))
    return headers


def _header(raw: str) -> str:
    """Return a header's value in words: encoded words (RFC 2047) are read, bare bytes are read as a text is."""
    text = decode(raw.encode("utf-8", "surrogateescape"), None)
    if not _ENCODED_WORD.search(text):
        return " ".join(text.split())
    try:
        pieces = decode_header(" ".join(text.split()))
        words = "".join(decode(p, charset) if isinstance(p, bytes) else p for p, charset in pieces)
    except (HeaderParseError, ValueError, UnicodeError, AssertionError):
        words = text
    return " ".join(mended(words).split())


def _guarded(action: Callable[[], _T], otherwise: _T) -> _T:
    try:
        return action()
    except Exception:  # the library's reading of a damaged message may raise anything at all
        return otherwise
