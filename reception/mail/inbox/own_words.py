"""A person's own words out of a reply: without what was quoted, without signatures, without what a program added.

Each line is given a letter for what it is, and rules look at the sequence of letters (the idea is that of Discourse's
email_reply_trimmer, MIT). The shapes of heads are code; the words of many languages are in `data/mail/quotations.toml`.
Whoever wrote something never comes out with nothing: rules that would leave nothing are not applied.
"""

import re
import tomllib
from itertools import takewhile
from pathlib import Path

_FILE = Path(__file__).parents[2] / "data" / "mail" / "quotations.toml"
_WORDS: dict[str, list[str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _any(name: str) -> str:
    return "(?:" + "|".join(sorted(_WORDS[name], key=len, reverse=True)) + ")"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_DATE = _pattern(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b|\d{4}\s?\u5e74\s?\d{1,2}\s?\u6708"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|\u00ba)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+|del\s+)?\d{4}\b"
    r"|\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
)
_TIME = _pattern(r"\b\d{1,2}[:.]\d{2}\b")
_ADDRESS = _pattern(r"[\w.+%=-]{1,64}@[\w.-]{1,100}")
_WROTE = _pattern(rf"(?:\b|^){_any('wrote')}(?:\b|\)|$)")
_MAY_BEGIN_HEAD = re.compile(r"[\d<@]")
_ENDS_AS_HEAD = re.compile(r"[:\uff1a]\s*$")
_ENDS_WITH_ADDRESS = re.compile(r"<\s*(?:mailto:)?[^<>\s]+@[^<>\s]+\s*>\s*[:\uff1a]?\s*$")
_FROM_WHOM = _pattern(rf"\d[^\w:]*(?:[+-]\d\d:?\d\d\)?|[A-Z]{{2,5}})?[\s,]+{_any('from_whom')}\s.{{1,100}}[:\uff1a]\s*$")
_COPY = _pattern(rf"^[\s>*]*[-_=\u2014*]{{2,}}\s*{_any('copies')}.{{0,60}}$|^\s*{_any('copies')}\s*[:\uff1a]?\s*[-_=]*$")
_DASHED = re.compile(r"^\s*-{2,}\s*(.{6,200}?)\s*-{2,}\s*$")
_LABEL = re.compile(r"^\s*[*_]{0,2}([^\W\d_][\w .-]{0,24}?)\s?[*_]{0,2}\s?[:\uff1a]\s?[*_]{0,2}\s*(.*)$")
_SENDER_LABEL, _OTHER_LABEL = _pattern(_any("sender_labels")), _pattern(_any("other_labels"))
_QUOTED = re.compile(r"^\s{0,3}(?:>|\|\s|\|$|[A-Z\u0404-\u042f\u0490]{1,3}>\s?)")
_DELIMITER = re.compile(r"^\s*(?:--|\u2014|_{3,})\s*$")
_RULE = re.compile(r"^\s*[-_=~]{3,}\s*$")
_ABOVE = _pattern(rf"^\W{{0,8}}.{{0,60}}{_any('above')}.{{0,40}}$")
_INTRODUCES = _pattern(rf"^\W{{0,3}}{_any('introduces')}\s*[:\uff1a]?\s*$")
_NOTICE = _pattern(rf"^\W{{0,4}}{_any('notices')}")
_SENTENCE = re.compile(r"[.!?:;\u2026]\s*$")
_ADDED = _pattern(rf"^\W{{0,4}}{_any('added')}[\s\W]*(?:[(<\[]\s*https?://\S+\s*[)>\]]?)?\W*$")
_CLOSING = _pattern(rf"^\W{{0,3}}{_any('closings')}\b.{{0,60}}$")
_POSTSCRIPT = _pattern(rf"^\s*{_any('postscripts')}")
_CONTACT = _pattern(r"https?://|www\.|[\w.+-]+@[\w-]+\.\w|\+?\d[\d\s().-]{5,}\d")

_LONGEST_HEAD_LINE = 250
_LONGEST_CLOSING = 14
"""Lines of a printed signature."""

_LONGEST_CARD, _LONGEST_CARD_LINE = 5, 60
_FULL_LINE = 60
"""Characters of a quoted line that a server may have broken in two."""
_MOST_LINES = 10_000
_INVISIBLE = {0xFEFF: None, 0x200B: None, 0xA0: " "}


def own_words(text: str) -> str:
    """Return what the writer of a reply wrote; all of it if nothing shows what is quoted."""
    lines = text.replace("\r\n", "\n").translate(_INVISIBLE).split("\n")[:_MOST_LINES]
    return "\n".join(_kept(lines, _letters(lines))).strip("\n").rstrip()


def is_quotation_head(line: str) -> bool:
    """Tell whether a line introduces a quotation, or is one that a program adds by itself."""
    return _letters([line, "> "])[0] in "hdsa"


def has_quotation(text: str) -> bool:
    """Tell whether a text quotes an earlier letter."""
    return bool(set(_letters(text.split("\n")[:_MOST_LINES])) & set("hdq"))


def _letters(lines: list[str]) -> str:
    """Return one letter a line: text, empty, quoted, head of a quotation, delimiter of a copy, signature, added by a program."""
    letters: list[str] = []
    while len(letters) < len(lines):
        at = len(letters)
        heads = _head_length(lines, at)
        letters += "h" * heads if heads else _letter(lines, at)
    return re.sub("(?<=q)t(?=q)", lambda found: _rest_of(*lines[found.start() - 1 : found.end()]), "".join(letters))


def _rest_of(quoted: str, line: str) -> str:
    """Return the letter of a line between quoted ones, which may be the end of the one above that some server broke."""
    return "q" if len(quoted) >= _FULL_LINE > len(line) and line.lstrip()[:1].islower() else "t"


def _letter(lines: list[str], at: int) -> str:
    line = lines[at]
    if not line.strip():
        return "e"
    if len(line) > _LONGEST_HEAD_LINE:
        return "q" if _QUOTED.match(line) else "t"
    if _begins_copy(lines, at):
        return "d"
    if _QUOTED.match(line):
        return "q"
    if _DELIMITER.match(line) or (_RULE.match(line) and _is_name_card(lines, at + 1)):
        return "s"
    if _INTRODUCES.match(line) and _starts_quotation(lines, at + 1):
        return "h"
    return "a" if _ADDED.match(line) else "t"


def _starts_quotation(lines: list[str], at: int) -> bool:
    following = next((here for here in range(at, min(at + 3, len(lines))) if lines[here].strip()), at)
    return following < len(lines) and bool(_QUOTED.match(lines[following]) or _head_length(lines, following))


def _is_name_card(lines: list[str], at: int) -> bool:
    """Tell whether a few short lines, none of them a sentence, stand here up to an empty line: what one puts under a rule."""
    card = list(takewhile(str.strip, lines[at : at + _LONGEST_CARD + 1]))
    return 0 < len(card) <= _LONGEST_CARD and not any(len(line) > _LONGEST_CARD_LINE or _SENTENCE.search(line) for line in card)


def _begins_copy(lines: list[str], at: int) -> bool:
    line = lines[at]
    dashed = _DASHED.match(line)
    if _COPY.match(line) or _ABOVE.match(line) or (dashed and _is_head(dashed[1] + ":")):
        return True
    found = _LABEL.match(line)
    if not found or line.lstrip().startswith(">"):
        return False
    block = _header_block(lines, at)
    known = [label for label, _ in block if _SENDER_LABEL.fullmatch(label) or _OTHER_LABEL.fullmatch(label)]
    if len(known) >= 2 and known[0] == block[0][0] and any(map(_SENDER_LABEL.fullmatch, known)):
        return True
    values = " ".join(value for _, value in block)
    return len(block) >= 3 and bool(_ADDRESS.search(values) and _DATE.search(values) and _TIME.search(values))


def _header_block(lines: list[str], at: int) -> list[tuple[str, str]]:
    """Return the lines "Label: value" from here on, at most six; a value may run over one more line."""
    block: list[tuple[str, str]] = []
    missed = 0
    for line in lines[at : at + 10]:
        found = _LABEL.match(line) if len(line) <= 4 * _LONGEST_HEAD_LINE else None
        if found:
            block.append((found[1].strip(), found[2]))
            missed = 0
        else:
            missed += 1
            if missed > 1:
                break
    return block[:6]


def _head_length(lines: list[str], at: int) -> int:
    """Return over how many lines the head of a quotation runs that begins here; 0 if none does."""
    first = lines[at]
    if len(first) > _LONGEST_HEAD_LINE or _QUOTED.match(first) or not first.strip():
        return 0
    if not _MAY_BEGIN_HEAD.search(first) and not (_WROTE.search(first) and _ENDS_AS_HEAD.search(first)):
        return 0
    for count in range(1, 5):
        piece = lines[at : at + count]
        if len(piece) < count or not piece[-1].strip() or (_QUOTED.match(piece[-1]) and not _ENDS_AS_HEAD.search(piece[-1])):
            return 0
        following = _next(lines, at + count)
        if _is_head(_joined(piece), following):
            return 0 if _begins_later(piece, following) else count
    return 0


def _begins_later(piece: list[str], following: str) -> bool:
    """Tell whether the first of these lines is the writer's own, since those after it make a head by themselves."""
    later = _joined(piece[1:])
    return _is_head(later, following) and bool(_DATE.search(later) or not _DATE.search(piece[0]))


def _joined(piece: list[str]) -> str:
    return " ".join(line.strip() for line in piece)[: 4 * _LONGEST_HEAD_LINE]


def _next(lines: list[str], at: int) -> str:
    return next((line for line in lines[at : at + 3] if line.strip()), "")


def _is_head(line: str, following: str = "") -> bool:
    """Tell whether a line says who wrote when: by date, verb, address, colon and what follows, enough of them together."""
    date, wrote, ends = _DATE.search(line), _WROTE.search(line), _ENDS_AS_HEAD.search(line)
    address = _ADDRESS.search(line)
    if wrote and ends and (address or (date and (_TIME.search(line) or _QUOTED.match(following)))):
        return True
    if (date or _TIME.search(line)) and _ENDS_WITH_ADDRESS.search(line):
        return bool(date) or bool(ends)
    if date and _TIME.search(line) and (ends and address or _FROM_WHOM.search(line)):
        return True
    quoted = bool(_QUOTED.match(following))
    return quoted and (bool(ends and (date or address or wrote)) or bool(date and address and _TIME.search(line)))


def _kept(lines: list[str], letters: str) -> list[str]:
    lines, letters = _without(lines, letters, "a")
    lines, letters = _before_copy(lines, letters)
    lines, letters = _without_signatures(lines, letters)
    lines, letters = _without_notices(lines, letters)
    lines, letters = _without_printed_closings(lines, letters)
    lines, letters = _without_quotation(lines, letters)
    return _without(lines, letters, "h")[0]


def _without(lines: list[str], letters: str, gone: str) -> tuple[list[str], str]:
    kept = [at for at, letter in enumerate(letters) if letter != gone]
    return [lines[at] for at in kept], "".join(letters[at] for at in kept)


def _before_copy(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut a copy of the earlier letter, which runs to the end; of a letter that is only such a copy take its text."""
    at = letters.find("d")
    if at < 0:
        return lines, letters
    if "t" in letters[:at]:
        return lines[:at], letters[:at]
    text = letters.find("t", letters.find("e", at)) if "e" in letters[at:] else -1
    begin = text if text >= 0 else at
    return lines[begin:], letters[begin:].replace("d", "t")


def _without_signatures(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut each signature, from its delimiter to the next quotation or the end, unless nothing else was written."""
    cut = re.sub(r"s[^hq]*", lambda found: "-" * len(found[0]), letters)
    if "t" not in cut:
        return _without(lines, letters, "s")
    return _without(lines, cut, "-")


def _without_quotation(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut what is quoted below, or above, the writer's words; what is quoted in between stays, as the words refer to it."""
    above = re.fullmatch(r"[eq]*h[qeh]*(?=t)([te]*)[qeh]*", letters)
    if above:
        return lines[above.start(1) : above.end(1)], letters[above.start(1) : above.end(1)]
    unmarked = re.search(r"(?<=[te])h+e*(?:(?=t)|$)", letters)
    if unmarked and "t" in letters[: unmarked.start()]:
        return lines[: unmarked.start()], letters[: unmarked.start()]
    below = re.search(r"[qhe]+$", letters)
    if below and "t" in letters[: below.start()]:
        return lines[: below.start()], letters[: below.start()]
    return lines, letters


def _without_notices(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut what offices and programs print below every letter: secrecy, viruses, the environment."""
    cut = re.sub(r"[te]+", lambda run: run[0][: _notice(lines[run.start() : run.end()])].ljust(len(run[0]), "-"), letters)
    return _without(lines, cut, "-") if "t" in cut else (lines, letters)


def _notice(lines: list[str]) -> int:
    """Return where in the writer's lines such a notice begins, at a paragraph or under a rule, or how many there are."""
    for at, line in enumerate(lines):
        if _NOTICE.match(" ".join(lines[at : at + 3])[:1000]) and line.strip():
            return at - 1 if at and _RULE.match(lines[at - 1]) else at
    return len(lines)


def _without_printed_closings(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut each closing under which contacts stand: the block that a program prints under every letter."""
    cut = re.sub(r"[te]+", lambda run: run[0][: _closing(lines[run.start() : run.end()])].ljust(len(run[0]), "-"), letters)
    return _without(lines, cut, "-") if "t" in cut else (lines, letters)


def _closing(lines: list[str]) -> int:
    """Return where in the writer's lines a printed closing begins, or how many there are."""
    used = [at for at, line in enumerate(lines) if line.strip()]
    for at in used[-_LONGEST_CLOSING:]:
        below = lines[at + 1 :]
        if _CLOSING.match(lines[at]) and _CONTACT.search("\n".join(below)) and not any(map(_POSTSCRIPT.match, below)):
            return at
    return len(lines)
