"""A text as the detector reads it: signs that look the same are the same, what cannot be seen is gone, offsets are kept.

Every reading has a sign for each sign of the others, so a place found in one is the place in all.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from reception.domain.privacy.digits import Groups
from reception.domain.privacy.findings import Span

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u034e\u0350-\u036f\u0483-\u0487"
_TROUBLE = re.compile(f"[{_HIDDEN}{_MARKS}]")
_TROUBLES = re.compile(f"(.?)([{_HIDDEN}{_MARKS}]+)", re.DOTALL)
_SAME = {
    "\t": " ",
    "\r": " ",
    "\v": " ",
    "\f": " ",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2212": "-",
    "\u2219": ".",
    "\u0130": "I",  # the one capital whose small letter is two signs
    "\x00": " ",
}
APOSTROPHES = "'\u2019\u02bc`\u2018\u00b4\u02b9\u2032\u02bb\u201b\u02c8\uff07"
"""The signs that are typed for an apostrophe."""

_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f"
_TO_LATIN = str.maketrans(
    "АВЕКМНОРСТУХІавекмнорстухіabcdefghijklmnopqrstuvwxyz", "ABEKMHOPCTYXIABEKMHOPCTYXIABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_TO_DIGITS = str.maketrans("OoОоЗзбIlІі|", "000033611111")
_MIXED = re.compile(r"\d[OoОоЗзбIlІі|]|[OoОоЗзбIlІі|]\d")
_ZEROS = re.compile(
    r"[OoОо](?:(?<=\d[ -].)[OoОо]{1,3}(?=[ -]?(?:\d|$|[\n,.;]))|(?<![^\W_].)(?= \d{2}[ -]\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)))"
)
"""Letters for the zeros of a whole group: "067 000 оо 12", "о 67 000 11 12"."""
_MIXED_NUMBER = re.compile(r"(?<![^\W\d])(?=[OoОоЗзбIlІі|]*\d)[\dOoОоЗзбIlІі|]+(?![^\W\d])")
HOLE = "\x00"
"""Stands where something was found: it is no letter, no digit and no space."""


class _Same(dict):
    """Maps each sign to the one it is read as, found out once a sign."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = read = self._read(sign)
        return read

    def _read(self, sign: str) -> str:
        category = unicodedata.category(sign)
        if category == "Nd":
            return str(unicodedata.decimal(sign))
        if category in ("Zs", "Pd"):
            return " " if category == "Zs" else "-"
        plain = unicodedata.normalize("NFKC", sign)
        return plain if len(plain) == 1 and category != "No" else sign


_SAME_SIGN = _Same(
    {ord(sign): read for sign, read in _SAME.items()}
    | dict.fromkeys(map(ord, APOSTROPHES), "'")
    | dict.fromkeys(map(ord, _QUOTES), '"')
)


class Reading:
    """A text in readings of equal length.

    `plain` has one space, one dash, one apostrophe, digits 0–9; `digits` also has digits for the letters typed in their
    place (о67).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        composed, self._offsets = _without_hidden(text)
        self.plain = composed.translate(_SAME_SIGN)
        self.digits = self.plain
        if _MIXED.search(self.plain):
            self.digits = _MIXED_NUMBER.sub(lambda match: zeroed(match.group()), self.plain)
        self.digits = _ZEROS.sub(lambda match: zeroed(match.group()), self.digits)

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return self.plain.lower()

    @cached_property
    def latin(self) -> str:
        """The text in Latin capitals, where they look like what was typed."""
        return self.plain.translate(_TO_LATIN)

    @cached_property
    def groups(self) -> Groups:
        """The groups of digits, letters in their place among them."""
        return Groups(self.digits)

    def hide(self, spans: Iterable[Span]) -> None:
        """Put holes where something was found, so that nothing else is found there."""
        self.plain, self.digits = _with_holes(self.plain, spans), _with_holes(self.digits, spans)
        for name in ("small", "latin", "groups"):
            self.__dict__.pop(name, None)

    def place(self, start: int, end: int) -> Span:
        """Return where a piece of the reading stands in the text as it was typed."""
        if self._offsets is None:
            return start, end
        last = self._offsets[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return self._offsets[start], last


def zeroed(number: str) -> str:
    """Return a number with digits for the letters that look like them."""
    return number.translate(_TO_DIGITS)


def _without_hidden(text: str) -> tuple[str, list[int] | None]:
    """Return the text without what cannot be seen, letters composed, and the offset of each sign; None if all stay."""
    if not _TROUBLE.search(text):
        return text, None
    pieces, offsets, at = [], [], 0
    for match in _TROUBLES.finditer(text):
        pieces += [text[at : match.start()], _composed(match.group())]
        offsets += range(at, match.start() + len(pieces[-1]))
        at = match.end()
    return "".join([*pieces, text[at:]]), [*offsets, *range(at, len(text))]


def _composed(letter: str) -> str:
    """Return a letter with the marks behind it as one sign; nothing for hidden signs alone."""
    return "" if _TROUBLE.match(letter) else unicodedata.normalize("NFC", letter[:2])[0]


def _with_holes(text: str, spans: Iterable[Span]) -> str:
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [text[at:start], HOLE * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
