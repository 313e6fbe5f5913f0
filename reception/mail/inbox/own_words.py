"""A person's own words out of a reply: without what was quoted, without signatures, without what a program added.

Each line is given a letter for what it is, and rules look at the sequence of letters (the idea is that of Discourse's
email_reply_trimmer, MIT). What introduces a quotation is told in `quotation_heads`.
Whoever wrote something never comes out with nothing: rules that would leave nothing are not applied.
"""

import re
from itertools import takewhile

from reception.mail.inbox.quotation_heads import LONGEST_HEAD_LINE, QUOTED, RULE, any_of, begins_copy, head_length, pattern

_DELIMITER = re.compile(r"^\s*(?:--|_{3,})\s*$")
_INTRODUCES = pattern(rf"^\W{{0,3}}{any_of('introduces')}\s*[:\uff1a]?\s*$")
_NOTICE = pattern(rf"^\W{{0,4}}(?:[^\W\d]{{4,12}}\s?[!:]\s*)?{any_of('notices')}")
_SENTENCE = re.compile(r"[.!?:;\u2026]\s*$")
_ADDED = pattern(rf"^\W{{0,4}}{any_of('added')}[\s\W]*(?:[(<\[]\s*https?://\S+\s*[)>\]]?)?\W*$")
_LINKED = re.compile(r"\[([^\[\]]{1,60})\]\(https?://[^\s()]{1,200}\)")
_CLOSING = pattern(rf"^\W{{0,3}}{any_of('closings')}\b.{{0,60}}$")
_CLOSING_CARD = pattern(rf"^\W{{0,3}}{any_of('closings')}\b[^|\n]{{0,60}}\|.{{0,200}}$")
"""A closing, a name and contacts in one line, divided by bars."""

_POSTSCRIPT = pattern(rf"^\s*{any_of('postscripts')}")
_CONTACT = pattern(r"https?://|www\.|[\w.+-]+@[\w-]+\.\w|\+?\d[\d\s().-]{5,}\d")

_LONGEST_CLOSING = 14
"""Lines of a printed signature."""

_SENTENCE_WORDS = 6
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
        heads = head_length(lines, at)
        letters += "h" * heads if heads else _letter(lines, at)
    return re.sub("(?<=q)t(?=q)", lambda found: _rest_of(*lines[found.start() - 1 : found.end()]), "".join(letters))


def _rest_of(quoted: str, line: str) -> str:
    """Return the letter of a line between quoted ones, which may be the end of the one above that some server broke."""
    return "q" if len(quoted) >= _FULL_LINE > len(line) and line.lstrip()[:1].islower() else "t"


def _letter(lines: list[str], at: int) -> str:
    line = lines[at]
    if not line.strip():
        return "e"
    if len(line) > LONGEST_HEAD_LINE:
        return "q" if QUOTED.match(line) else "t"
    if begins_copy(lines, at):
        return "d"
    if QUOTED.match(line):
        return "q"
    if _DELIMITER.match(line) or (RULE.match(line) and _is_name_card(lines, at + 1)):
        return "s"
    if _INTRODUCES.match(line) and _starts_quotation(lines, at + 1):
        return "h"
    return "a" if _ADDED.match(_LINKED.sub(r"\1", line)) else "t"


def _starts_quotation(lines: list[str], at: int) -> bool:
    following = next((here for here in range(at, min(at + 3, len(lines))) if lines[here].strip()), at)
    return following < len(lines) and bool(QUOTED.match(lines[following]) or head_length(lines, following))


def _is_name_card(lines: list[str], at: int) -> bool:
    """Tell whether a few short lines, none of them a sentence, stand here up to an empty line: what one puts under a rule."""
    card = list(takewhile(str.strip, lines[at : at + _LONGEST_CARD + 1]))
    return 0 < len(card) <= _LONGEST_CARD and not any(len(line) > _LONGEST_CARD_LINE or _SENTENCE.search(line) for line in card)


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
        return _above(lines, letters, at)
    text = letters.find("t", letters.find("e", at)) if "e" in letters[at:] else -1
    begin = text if text >= 0 else at
    return lines[begin:], letters[begin:].replace("d", "t")


def _above(lines: list[str], letters: str, at: int) -> tuple[list[str], str]:
    """Return what stands above a line, without the rule that a program drew there."""
    while at > 1 and (not lines[at - 1].strip() or RULE.match(lines[at - 1])):
        at -= 1
    return lines[:at], letters[:at]


def _without_signatures(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut each signature, from its delimiter to the next quotation or the end, unless nothing else was written."""
    cut = re.sub(r"s[^hq]*", lambda found: "-" * len(found[0]), letters)
    if not _leaves_words(letters, cut):
        return _without(lines, letters, "s")
    return _without(lines, cut, "-")


def _leaves_words(letters: str, cut: str) -> bool:
    """Tell whether a cut leaves something of what was written, above the earlier letter if there was something."""
    above = min(at for at in (letters.find("h"), letters.find("d"), len(letters)) if at >= 0)
    return "t" in (cut[:above] if "t" in letters[:above] else cut)


def _without_quotation(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut what is quoted below, or above, the writer's words; what is quoted in between stays, as the words refer to it."""
    above = re.fullmatch(r"[eq]*h[qeh]*(?=t)([te]*)[qeh]*", letters)
    if above:
        return lines[above.start(1) : above.end(1)], letters[above.start(1) : above.end(1)]
    unmarked = re.search(r"(?<=[te])h+e*(?:(?=t)|$)", letters)
    if unmarked and "t" in letters[: unmarked.start()]:
        return _above(lines, letters, unmarked.start())
    below = re.search(r"[qhe]+$", letters)
    if below and "t" in letters[: below.start()]:
        return _above(lines, letters, below.start())
    return lines, letters


def _without_notices(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut what offices and programs print below every letter: secrecy, viruses, the environment."""
    cut = re.sub(r"[te]+", lambda run: run[0][: _notice(lines[run.start() : run.end()])].ljust(len(run[0]), "-"), letters)
    return _without(lines, cut, "-") if _leaves_words(letters, cut) else (lines, letters)


def _notice(lines: list[str]) -> int:
    """Return where in the writer's lines such a notice begins, at a paragraph or under a rule, or how many there are."""
    for at, line in enumerate(lines):
        if _NOTICE.match(" ".join(lines[at : at + 3])[:1000]) and line.strip():
            return at - 1 if at and RULE.match(lines[at - 1]) else at
    return len(lines)


def _without_printed_closings(lines: list[str], letters: str) -> tuple[list[str], str]:
    """Cut each closing under which contacts stand: the block that a program prints under every letter."""
    cut = re.sub(r"[te]+", lambda run: run[0][: _closing(lines[run.start() : run.end()])].ljust(len(run[0]), "-"), letters)
    return _without(lines, cut, "-") if _leaves_words(letters, cut) else (lines, letters)


def _is_postscript(line: str) -> bool:
    """Tell whether a line below a closing is one's own: it says so, or it is a whole sentence."""
    return bool(_POSTSCRIPT.match(line)) or (len(line.split()) >= _SENTENCE_WORDS and line.rstrip().endswith((".", "!", "?")))


def _closing(lines: list[str]) -> int:
    """Return where in the writer's lines a printed closing begins, or how many there are."""
    used = [at for at, line in enumerate(lines) if line.strip()]
    for at in used[-_LONGEST_CLOSING:]:
        below, card = lines[at + 1 :], _CLOSING_CARD.match(lines[at])
        contacts = "\n".join(lines[at if card else at + 1 :])
        if (card or _CLOSING.match(lines[at])) and _CONTACT.search(contacts) and not any(map(_is_postscript, below)):
            return at
    return len(lines)
