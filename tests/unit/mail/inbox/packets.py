"""Makes winmail.dat as Outlook does (MS-OXTNEF), for the tests."""

import struct

SIGNATURE = b"\x78\x9f\x3e\x22\x01\x00"


def attribute(number: int, value: bytes) -> bytes:
    """Return one attribute with its sum."""
    return struct.pack("<BII", 2, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def padded(value: bytes) -> bytes:
    """Return a value of a property: its length, itself, filled up to four bytes."""
    return struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)


def packet(*files: tuple[str, bytes], codepage: int = 1251) -> bytes:
    """Return a packet with these files; each has its short name in the codepage and its long one in Unicode."""
    parts = [SIGNATURE, attribute(0x00069007, struct.pack("<II", codepage, 0)), attribute(0x00069003, struct.pack("<I", 0))]
    for name, content in files:
        short = name.encode(f"cp{codepage}", "replace")[:8] + b"\0"
        named = struct.pack("<HH16sII", 0x03, 0x8001, b"\1" * 16, 1, 6) + "abc".encode("utf-16-le") + b"\0\0" + b"\7\0\0\0"
        long = struct.pack("<HH", 0x1F, 0x3707) + padded((name + "\0").encode("utf-16-le"))
        several = struct.pack("<HHI", 0x1003, 0x4000, 2) + b"\0" * 8
        parts += [
            attribute(0x00069002, b"\0" * 14),
            attribute(0x00018010, short),
            attribute(0x0006800F, content),
            attribute(0x00069005, struct.pack("<I", 3) + named + several + long),
        ]
    return b"".join(parts)


def enclosed(content: bytes, kind: int) -> bytes:
    """Return a packet whose file stands among the properties: as an object (0x0D), after its interface, or as bytes (0x102)."""
    held = (b"\0" * 16 if kind == 0x0D else b"") + content
    properties = struct.pack("<IHH", 1, kind, 0x3701) + padded(held)
    begins = attribute(0x00069002, b"\0" * 14)
    return SIGNATURE + begins + attribute(0x00018010, b"plan.pdf\0") + attribute(0x00069005, properties)
