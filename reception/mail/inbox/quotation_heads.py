"""How mail programs introduce what they quote: a line that says who wrote when, or the head of a copied letter.

The shapes are code; the words of many languages are in `data/mail/quotations.toml`.
"""

import re
import tomllib
from pathlib import Path

_FILE = Path(__file__).parents[2] / "data" / "mail" / "quotations.toml"
_WORDS: dict[str, list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def any_of(name: str) -> str:
    """Return a pattern for any of the words of a name in the file."""
    return "(?:" + "|".join(sorted(_WORDS[name], key=len, reverse=True)) + ")"


def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that disregards letter case."""
    return re.compile(text, re.IGNORECASE)


_DATE = pattern(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b|\d{4}\s?\u5e74\s?\d{1,2}\s?\u6708"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|\u00ba)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+|del\s+)?\d{4}\b"
    r"|\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
)
_DIGIT = re.compile(r"\d")
_TIME = pattern(r"(?<![\d./-])\d{1,2}[:.]\d{2}\b(?![./-]\d)")
_ADDRESS = pattern(r"[\w.+%=-]{1,64}@[\w.-]{1,100}")
_WROTE = pattern(rf"(?:\b|^){any_of('wrote')}(?:\b|\)|$)")
_SUBORDINATE = re.compile(r",\s+[^\W\d_A-Z\u0404-\u042f\u0490]|(?:\S+\s+){8}")
"""A part of a sentence, or a long one: more than the name of who wrote."""

_MAY_BEGIN_HEAD = re.compile(r"[\d<@]")
_ENDS_AS_HEAD = re.compile(r"[:\uff1a]\s*$")
_ENDS_WITH_ADDRESS = re.compile(r"<\s*(?:mailto:)?[^<>\s]+@[^<>\s]+\s*>\s*[:\uff1a]?\s*$")
_ENDS_WITH_BARE_ADDRESS = re.compile(r"@[\w.-]{1,100}\W{0,3}[:\uff1a]\s*$")
_FROM_WHOM = pattern(
    rf"[:.]\d\d[^\w:]*(?:[+-]\d\d:?\d\d\)?|[A-Z]{{2,5}})?[\s,]+{any_of('from_whom')}\s[^\d].{{0,100}}[:\uff1a]\s*$"
)
_NAME_AND_ADDRESS = re.compile(r"\d[^\w<]*(?:[ap]\.?m\.?\W+)?[\"'(]*(?:[^\W\d_a-z\u0430-\u045f\u0491][^\d<]{0,60})?<[^<>]+>\W*$")
"""A name, if any, and an address after a number: no sentence that ends with one."""

_SIGNED_AND_DATED = pattern(r"^[^<>@:]{0,60}<[^<>\s]+@[^<>\s]+>\s+[\d./-]{6,10},?\s+\d{1,2}[:.]\d\d(?::\d\d)?(?:\s[ap]m)?$")
"""Lotus Notes."""

_RUN_ON = re.compile(r"^(.{10,200}?[:\uff1a])\s{2,}\S")
"""A head with the first quoted line behind it (Yahoo on telephones)."""

_COPY = pattern(
    rf"^[\s>]*+[-_=\u2010-\u2015*]{{2,}}+\s*+{any_of('copies')}.{{0,60}}$"
    rf"|^\s*{any_of('copies')}\s*[:\uff1a]?\s*[-_=]*$"
)
_DASHED = re.compile(r"^\s*-{2,}\s*(.{6,200}?)\s*-{2,}\s*$")
_LABEL = re.compile(r"^\s*[*_]{0,2}([^\W\d_][\w .-]{0,24}?)\s?[*_]{0,2}\s?[:\uff1a]\s?[*_]{0,2}\s*(.*)$")
_SENDER_LABEL, _OTHER_LABEL = pattern(any_of("sender_labels")), pattern(any_of("other_labels"))
_VALUE = rf"\s?:\s.{{1,120}}\s{any_of('other_labels')}"
_IN_ONE_LINE = pattern(rf"^\W{{0,3}}{any_of('sender_labels')}{_VALUE}{_VALUE}\s?:\s")
_ABOVE = pattern(rf"^\W{{0,8}}.{{0,60}}{any_of('above')}.{{0,40}}$")
RULE = re.compile(r"^\s*(?:[-_=~*]{3,}|\u2014)\s*$")
QUOTED = re.compile(r"^\s{0,3}(?:>|\|\s|\|$|[A-Z\u0404-\u042f\u0490]{1,3}>\s?)")

LONGEST_HEAD_LINE = 250
_WEEKDAY = 20
"""Characters that may stand before the date where a head begins with it."""


def begins_copy(lines: list[str], at: int) -> bool:
    """Tell whether a copy of an earlier letter begins here: by a rule with words, or by the letter's own head."""
    line = lines[at]
    dashed = _DASHED.match(line)
    if _COPY.match(line) or _ABOVE.match(line) or _IN_ONE_LINE.match(line) or (dashed and _is_head(dashed[1] + ":")):
        return True
    if RULE.match(line):
        return _are_labels(lines, at + 1)
    if not _LABEL.match(line) or line.lstrip().startswith(">"):
        return False
    return _is_letter_head(_header_block(lines, at), announced=at > 0 and bool(_ENDS_AS_HEAD.search(lines[at - 1])))


def _are_labels(lines: list[str], at: int) -> bool:
    """Tell whether two labels of a letter's head stand here with an address: under a rule, those of a sender may be left out."""
    found = [match for line in lines[at : at + 2] if len(line) <= LONGEST_HEAD_LINE and (match := _LABEL.match(line))]
    known = [match for match in found if _SENDER_LABEL.fullmatch(match[1].strip()) or _OTHER_LABEL.fullmatch(match[1].strip())]
    return len(known) == 2 and bool(_ADDRESS.search(known[0][2] + " " + known[1][2]))


def _is_letter_head(block: list[tuple[str, str]], *, announced: bool) -> bool:
    """Tell whether labels and their values are the head of a letter; `announced` by a colon, it may be the writer's own list."""
    labels, values = [label for label, _ in block], " ".join(value for _, value in block)
    known = [label for label in labels if _SENDER_LABEL.fullmatch(label) or _OTHER_LABEL.fullmatch(label)]
    sender = next((place for place, label in enumerate(labels) if _SENDER_LABEL.fullmatch(label)), None)
    if sender is None:
        return len(block) >= 3 and bool(_ADDRESS.search(block[0][1]) and _date(values) and _TIME.search(values))
    several = len({label.casefold() for label in known})
    if several < 2 or known[: sender + 1] != labels[: sender + 1]:
        return False
    return bool(_ADDRESS.search(values) or _date(values) or _TIME.search(values)) or (several > 2 and not announced)


def _header_block(lines: list[str], at: int) -> list[tuple[str, str]]:
    """Return the lines "Label: value" from here on, at most six; a value may run over one more line."""
    block: list[tuple[str, str]] = []
    missed, sent = 0, False
    for line in lines[at : at + 10]:
        found = _LABEL.match(line) if len(line) <= 4 * LONGEST_HEAD_LINE else None
        if found:
            label = found[1].strip()
            if sent and _SENDER_LABEL.fullmatch(label):
                break
            sent = sent or bool(_SENDER_LABEL.fullmatch(label))
            block.append((label, found[2]))
            missed = 0
        else:
            missed += 1
            if missed > 1 or not (sent or line.strip()):
                break
    return block[:6]


def head_length(lines: list[str], at: int) -> int:
    """Return over how many lines the head of a quotation runs that begins here; 0 if none does."""
    first = lines[at]
    if len(first) > LONGEST_HEAD_LINE or QUOTED.match(first) or not first.strip():
        return 0
    if not _MAY_BEGIN_HEAD.search(first) and not (_WROTE.search(first) and _ENDS_AS_HEAD.search(first)):
        return 0
    if (run_on := _RUN_ON.match(first)) and _is_head(run_on[1]) and _date(run_on[1]):
        return 1
    for count in range(1, 5):
        piece = lines[at : at + count]
        if len(piece) < count or not piece[-1].strip() or (QUOTED.match(piece[-1]) and not _ENDS_AS_HEAD.search(piece[-1])):
            return 0
        if count > 1 and (found := _LABEL.match(piece[-1])) and found[2] and _SENDER_LABEL.fullmatch(found[1].strip()):
            return 0
        following = _next(lines, at + count)
        if _is_head(_joined(piece), following):
            return 0 if _begins_later(piece, following) else count
    return 0


def _begins_later(piece: list[str], following: str) -> bool:
    """Tell whether the first of these lines is the writer's own, since those after it make a head by themselves."""
    later = _joined(piece[1:])
    return _is_head(later, following) and bool(_date(later) or not _date(piece[0]))


def _date(line: str) -> re.Match[str] | None:
    return _DATE.search(line) if _DIGIT.search(line) else None


def _joined(piece: list[str]) -> str:
    return " ".join(line.strip() for line in piece)[: 2 * LONGEST_HEAD_LINE]


def _next(lines: list[str], at: int) -> str:
    return next((line for line in lines[at : at + 3] if line.strip()), "")


def _is_head(line: str, following: str = "") -> bool:
    """Tell whether a line says who wrote when: by date, verb, address, colon and what follows, enough of them together."""
    ends, quoted = _ENDS_AS_HEAD.search(line), bool(QUOTED.match(following))
    if _SIGNED_AND_DATED.match(line):
        return True
    if not ends and not quoted and not _ENDS_WITH_ADDRESS.search(line):
        return False
    date, wrote, address = _date(line), ends and _WROTE.search(line), _ADDRESS.search(line)
    if wrote and ends and (address or (date and (quoted or _TIME.search(line)))):
        return True
    if (date or _TIME.search(line)) and _ENDS_WITH_ADDRESS.search(line):
        return bool(ends or (date and (quoted or _NAME_AND_ADDRESS.search(line))))
    begins = date and date.start() <= _WEEKDAY and _TIME.search(line)
    if begins and (_ENDS_WITH_BARE_ADDRESS.search(line) or _FROM_WHOM.search(line)):
        return True
    named = wrote and not _SUBORDINATE.search(line)
    return quoted and (bool(ends and (date or address or named)) or bool(date and address and _TIME.search(line)))
