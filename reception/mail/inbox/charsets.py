"""Bytes into text, whatever their label says: a charset that is missing, wrong or unknown, and UTF-8 that was encoded twice.

Mail in Ukraine comes in KOI8-U, Windows-1251 and UTF-8, labelled as one another or as Latin. So a label is believed as far as
its text looks like a language; otherwise the charset whose text does is taken.
"""

import codecs
import re

_CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
_DOUBTFUL = re.compile(r"ascii|utf[_-]8(_sig)?|latin[_-]?1|iso8859[_-]\d+|cp125\d|cp866|koi8[_-][rut]|mac[_-].*")
"""Charsets in which any bytes, or nearly any, make some text: their label alone proves nothing."""

_NOT_FOR_MAIL = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}

_SAMPLE = 4000
"""Characters beyond ASCII by which a charset is judged."""

_COMMON = re.compile(
    r"[\u043e\u0430\u0435\u0438\u0456\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u0443\u043c\u0434\u043f]", re.IGNORECASE
)
"""The letters that make up most of a Ukrainian or Russian text."""

_LETTERS = re.compile(r"[\u0401\u0404\u0406\u0407\u0410-\u044f\u0451\u0454\u0456\u0457\u0490\u0491]")
_PUNCTUATION = set("\u00a0\u00ab\u00bb\u00a7\u00b0\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u2116")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(content: bytes, label: str | None) -> str:
    """Return the text of bytes that are said to be in the charset `label`. Never fails; what cannot be read is U+FFFD."""
    codec = _codec(label)
    if codec == "utf_7" and not content.isascii():
        codec = None
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        codec = "utf-16"
    if codec and not _DOUBTFUL.fullmatch(codec):
        return mended(_whole(content.decode(codec, "replace")).replace("\0", ""))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(_likeliest(content, codec), "replace")
    return mended(text.replace("\0", ""))


def _whole(text: str) -> str:
    """Return a text without halves of characters, which UTF-7 can make."""
    return text.encode("utf-8", "replace").decode("utf-8")


def mended(text: str) -> str:
    """Return a text of which lines that were encoded as UTF-8 twice are set right."""
    if not _BEYOND_ASCII.search(text):
        return text
    return "\n".join(map(_mended_line, text.split("\n")))


def _codec(label: str | None) -> str | None:
    """Return Python's name of a charset, or None if there is no such or it is none for mail."""
    try:
        info = codecs.lookup((label or "").strip(" \"'").lower())
    except (LookupError, ValueError):
        return None
    name = info.name.replace("-", "_") if _is_text(info) else None
    return "koi8_u" if name == "koi8_r" else name  # differs in frames alone, and programs write Ukrainian under either name


def _is_text(info: codecs.CodecInfo) -> bool:
    return info._is_text_encoding and info.name.replace("-", "_") not in _NOT_FOR_MAIL


def _likeliest(content: bytes, labelled: str | None) -> str:
    """Return the charset in which bytes look most like a language; of equals the labelled one, then the more usual."""
    sample = re.sub(rb"[\x00-\x1f\x21-\x7f]{40,}", b" ", content[: 50 * _SAMPLE])
    candidates = dict.fromkeys((labelled or "utf_8", "utf_8", *_CYRILLIC, "cp1252"))
    candidates.pop("ascii", None)
    return max(candidates, key=lambda codec: _likeness(sample.decode(codec, "replace")) + 0.1 * (codec == labelled))


def _likeness(text: str) -> float:
    """Return how much the letters beyond ASCII look like a language: about 1 for text, below 0 for none."""
    total, count, before = 0.0, 0, " "
    for char in text:
        if char > "\x7f":
            total += _weight(char, before)
            count += 1
            if count == _SAMPLE:
                break
        before = char
    return total / count if count else 0.0


def _weight(char: str, before: str) -> float:
    if _LETTERS.match(char):
        if before.isascii() and before.isalpha():
            return -0.8
        shifted = char.isupper() and before.islower()
        return (1.0 if _COMMON.match(char) else 0.4) - 1.5 * shifted
    if char in _PUNCTUATION:
        return 0.2
    if "\u00c0" <= char <= "\u024f" and char.isalpha():  # a Latin letter with a mark stands among plain ones
        return 0.6 if before.isascii() and before.isalpha() else -0.4
    return -3.0 if char == "\ufffd" or not char.isprintable() else -0.8


def _mended_line(line: str) -> str:
    for _ in range(2):  # a text that went through two wrong programs
        once = _undone(line)
        if once is None:
            return line
        line = once
    return line


def _undone(line: str) -> str | None:
    """Return the line whose UTF-8 was taken for another charset, or None: text that was not never happens to be UTF-8 again."""
    if not _BEYOND_ASCII.search(line):
        return None
    for codec in ("cp1252", "cp1251"):
        try:
            return b"".join(_byte(char, codec) for char in line).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _byte(char: str, codec: str) -> bytes:
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(codec)
