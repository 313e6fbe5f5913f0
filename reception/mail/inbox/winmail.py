"""The files inside winmail.dat, into which Outlook and Exchange put them for readers of their own kind (MS-OXTNEF).

Only the files are read: the words of such a letter stand beside it too, as plain text. By hand, since the libraries for it are no
longer kept, read everything else too, and fail on what is damaged.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from reception.mail.inbox.charsets import decode

_SIGNATURE = b"\x78\x9f\x3e\x22"
_CODEPAGE, _BEGINS, _CONTENT, _TITLE, _PROPERTIES = 0x00069007, 0x00069002, 0x0006800F, 0x00018010, 0x00069005
"""Attributes: the charset of texts, a file begins here, its bytes, its short name, its MAPI properties."""

_LONG_NAME, _MEDIA_TYPE, _CONTENT_TOO = 0x3707, 0x370E, 0x3701
"""Properties of a file (MS-OXPROPS)."""

_BYTES_OF = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes of a value, by type; all others say their length themselves."""

_SEVERAL, _UNICODE, _OBJECT, _NAMED = 0x1000, 0x1F, 0x0D, 0x8000
_INTERFACE = 16
"""Bytes before an object: the interface by which Windows would open it."""

_MOST_FILES = 100
_IS_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")


@dataclass
class Packed:
    """A file that was packed; the name is its sender's, not to be trusted."""

    name: str = ""
    media_type: str = "application/octet-stream"
    content: bytes | None = None


class Packet:
    """What is in such a packet: `files`, and whether it `is_whole`. One that is not is kept itself too."""

    def __init__(self, raw: bytes) -> None:
        self.files: list[Packed] = []
        self.is_whole = raw.startswith(_SIGNATURE)
        self._codec = ""
        if self.is_whole:
            self._read(raw)

    def _read(self, raw: bytes) -> None:
        found: list[Packed] = []
        try:
            for attribute, value in _attributes(raw):
                if attribute == _CODEPAGE:
                    self._codec = f"cp{struct.unpack_from('<I', value)[0]}"
                elif attribute == _BEGINS:
                    found.append(Packed())
                    if len(found) > _MOST_FILES:
                        raise ValueError("too many files")
                elif found:
                    self._put(found[-1], attribute, value)
        except (struct.error, ValueError):
            self.is_whole = False
        self.files = [each for each in found if each.content]
        self.is_whole &= all(each.content is not None for each in found)

    def _put(self, file: Packed, attribute: int, value: memoryview) -> None:
        if attribute == _CONTENT:
            file.content = bytes(value)
        elif attribute == _TITLE:
            file.name = file.name or self._words(value)
        elif attribute == _PROPERTIES:
            for number, kind, held in _properties(value):
                self._note(file, number, kind, held)

    def _note(self, file: Packed, number: int, kind: int, held: memoryview) -> None:
        if number == _LONG_NAME:
            file.name = self._words(held, kind) or file.name
        elif number == _MEDIA_TYPE and _IS_MEDIA_TYPE.fullmatch(said := self._words(held, kind).lower()):
            file.media_type = said
        elif number == _CONTENT_TOO:  # what stands as its bytes then is a word in its place
            file.content = bytes(held[_INTERFACE if kind == _OBJECT else 0 :])

    def _words(self, value: memoryview, kind: int = 0) -> str:
        text = bytes(value).decode("utf-16-le", "replace") if kind == _UNICODE else _decoded(bytes(value), self._codec)
        return text.replace("\0", "").strip()


def is_packet(name: str, media_type: str) -> bool:
    """Tell whether a file is such a packet, by what it is called."""
    return media_type in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat"


def _decoded(text: bytes, codec: str) -> str:
    try:
        return text.decode(codec, "replace")
    except LookupError:  # it says none, or one that nobody knows
        return decode(text, None)


def _attributes(packet: bytes) -> Iterator[tuple[int, memoryview]]:
    """Yield the attributes of a packet: level, number, length, value, a sum that nobody checks. Raises ValueError if cut off."""
    whole, at = memoryview(packet), len(_SIGNATURE) + 2
    if at >= len(whole):
        raise ValueError("cut off")
    while at < len(whole):
        _level, attribute, length = struct.unpack_from("<BII", whole, at)
        at += 9
        if at + length > len(whole):
            raise ValueError("cut off")
        yield attribute, whole[at : at + length]
        at += length + 2


def _properties(value: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """Yield number, type and first value of each MAPI property. Raises ValueError if they are cut off."""
    (count,) = struct.unpack_from("<I", value, 0)
    at = 4
    for _ in range(count):
        kind, number = struct.unpack_from("<HH", value, at)
        at = _after_name(value, at + 4) if number >= _NAMED else at + 4
        size, many = _BYTES_OF.get(kind & ~_SEVERAL), 1
        if size is None or kind & _SEVERAL:
            (many,) = struct.unpack_from("<I", value, at)
            at += 4
        first = value[:0]
        for index in range(many):
            length, at = (size, at) if size else (struct.unpack_from("<I", value, at)[0], at + 4)
            first = first if index else value[at : at + length]
            at += -(-length // 4) * 4
            if at > len(value) + 3:  # the last may stand without what fills it up
                raise ValueError("cut off")
        yield number, kind & ~_SEVERAL, first


def _after_name(value: memoryview, at: int) -> int:
    """Return where the value of a named property begins: after its set, and its number or its own name."""
    named, length = struct.unpack_from("<II", value, at + 16)
    return at + 24 + (-(-length // 4) * 4 if named else 0)
