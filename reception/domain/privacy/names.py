"""Names of persons: which words in a row are a name.

Each word becomes one sign (`name_words.Judge`), and a name is an expression over the signs: "surname, first name,
patronymic", "initials, surname". Words that a street, school or monument has its name from are no person's.
"""

import re
from collections.abc import Iterator

from reception.domain.privacy import cues
from reception.domain.privacy.findings import Span
from reception.domain.privacy.name_places import Word, in_places
from reception.domain.privacy.name_words import (
    Judge,
    Names,
    NoNames,
    can_only_be_a_surname,
    hint,
    looks_like_a_patronymic,
    neighbours,
)
from reception.domain.privacy.reading import HOLE, Reading

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_LONGEST = 40
_STRONG = cues.compiled(rf"{cues.words('name', 'strong')}[ .:,;()\"-]{{0,4}}\n?[ ]?")
_NAMED = cues.compiled(rf"{cues.words('name', 'named')}[ .:,;()\"-]{{0,4}}\n?[ ]?")
_ABOUT = cues.compiled(cues.expression("name", "about"))
_OFFICE = cues.compiled(cues.expression("name", "offices"))
_HOUSE = cues.compiled(cues.expression("name", "house"))
_FULL_STOP = re.compile(r"[.!?…\n]")
_SENTENCE_END = re.compile(r"[.!?…:;\n\"(-]")
_SURE_GROUPS = ("sure", "called", "named", "likely", "signed")
_SHORTEST_BETWEEN = 4
"""Letters of a word between a cue and a name: no preposition."""
_AND = frozenset([*cues.facts("cues")["list"]["last"], *cues.facts("cues")["name"]["neither"]])
_SHORT = 3
_MOST_BETWEEN = 4
_BEFORE_CONTACTS = re.compile(rf"[ ,.:;()\n-]{{1,3}}{HOLE}{{9}}")
_BEHIND_CONTACTS = re.compile(rf"{HOLE}{{9}}[ ,.:;()\n-]{{1,3}}$")
"""A first name stands next to a telephone or an address on the net, which are longer than a flat."""
_LISTED = re.compile(r"(?<!\d)\d{1,3}[.)] ?$")
_OF_THINGS = re.compile(r"^\"|^/|/$")
_OF_OFFICE = re.compile(r"[^\W_]+(?:ської|ской|цької|цкой) [А-ЯІЇЄҐ]{2,5}(?![^\W_])")
"""Whose an office is: "голова Святошинської РДА"."""
_LIVES = cues.compiled(rf" (?:з|із|зі|из|с|со) (?:{HOLE}|[\w'-]+ {cues.expression('name', 'dwelling')})")
_NEIGHBOUR = cues.compiled(rf"(?:,| ?[-(]) ?{cues.expression('name', 'near')}(?![^\W_])")
_INITIAL = re.compile("[А-ЩЮЯІЇЄҐЭABCEHIKMOPTXY]")

# Beside the signs of words: I initial, i one without a full stop · / end of a line · ! a cue after which any word is a
# name, = also a common one · ? ^ ~ one after which a name is likely (`hint`), ~ also one farther off · ; end of a
# sentence · , · & "та" · . anything else between words.
_GRAMMAR = re.compile(
    "(?P<sure>A(?:/?A)+|(?:[SsUucFfAkm]/?)?[FfuUlA]/?(?:pm|[Pp](?:[SsUucAk]|/[SA])?)|(?:[FSsUucA]/?)?[FfA][FfUuAlSs]o)"
    "|(?P<initials>[SsUAFf]II|[SUAF][Ii]i|[ucd]II(?![SsUuFfcA])|[SsU]i(?![SsUuFfcA])|II[SsUuFfcA]|[SsUuAF]I|I[SsUA])"
    "|(?P<pair>[FA][SUsuFfA]|f[SUsA]|[SsUA]/?[FA]|[SsUA]f|u/?F|P[SUFA]|Fc|[km]l|l[km])"
    "|(?<=!)(?P<called>I{1,2}[SsUuA]|[km]l|[FfSsUulA](?:[FfSsUuA]{1,2}|[km])?)"
    "|(?<==)(?P<named>I{1,2}[SsUuA]|[km]l|[FfSsUulAcdkm](?:[FfSsUuA]{1,2}|[km])?)"
    "|(?<=[?^])(?P<likely>[FfSsUuAlk])|(?<=\\^)(?P<near>[cm])|(?<=[?~])(?P<common>c)"
    "|(?<=~)(?P<hinted>[FfSsUAk])"
    "|(?<=[.,;/])(?P<signed>f$|(?<=[;/,])l$|(?<=[;/])s$)"
    "|(?<=[SFA][,&])(?P<row>[fs])|(?<=[SFA][,&][sf][,&])(?P<last_of_row>[fs])|(?<=[SFA],&)(?P<both>[fs])|(?P<first_of_row>s(?=[,&]S))"
    "|(?P<lone>[APFSp])"
)


def names(reading: Reading, dictionary: Names | None = None, asker: str = "") -> Iterator[Span]:
    """Yield names of persons; with a dictionary also first names and surnames alone, and the asker's in every form."""
    text = reading.plain
    words = [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]
    called = {match.end(): "!" for match in _STRONG.finditer(reading.small)}
    if called:
        called |= {match.end(): "=" for match in _NAMED.finditer(reading.small)}
    judge = Judge(dictionary or NoNames(), asker)
    signs, owners = _signs(text, words, called, judge)
    for match in _GRAMMAR.finditer(signs):
        found = [words[at] for at in owners[match.start() : match.end()] if at is not None]
        start, end = found[0].start, found[-1].end
        if signs[match.end() - 1] == "I" and text[end : end + 1] == ".":
            end += 1
        sure = match.lastgroup in _SURE_GROUPS or "A" in match.group()
        if _is_an_abbreviation(match, found) or _is_no_name(match, found, text, judge):
            continue
        listed = match.lastgroup == "pair" and (match.group()[0] in "SsUu" or _LISTED.search(text, max(0, start - 4), start))
        if sure or listed or not _is_a_thing(reading, start, end, lone=match.lastgroup == "lone"):
            yield start, end


def _is_no_name(match: re.Match[str], found: list[Word], text: str, judge: Judge) -> bool:
    """Tell whether a common word can hardly be a surname, a last one is in quotation marks, or one tells whose an office is."""
    start, end = found[0].start, found[-1].end
    quoted = match["signed"] and _OF_THINGS.search(text[max(0, start - 1) : end + 1])
    of_office = len(found) == 1 and _OF_OFFICE.match(text, start)
    return bool(quoted or of_office or (match["common"] and not judge.can_be_a_surname(found[0].text)))


def _is_an_abbreviation(match: re.Match[str], found: list[Word]) -> bool:
    """Tell whether a word in capitals may well be no name: one that is only likely, or one before a word that is in none."""
    first = found[0].text
    if not first.isupper():
        return False
    return match["likely"] in ("u", "l") or (match["pair"] is not None and len(first) <= _SHORT and not found[-1].text.isupper())


def _is_a_thing(reading: Reading, start: int, end: int, lone: bool) -> bool:
    """Tell whether a house number follows, or a lone name stands in quotation marks like that of a café, or in capitals."""
    name, around = reading.plain[start:end], reading.plain[max(0, start - 1) : end + 1]
    thing = lone and (_OF_THINGS.search(around) or (name.isupper() and not can_only_be_a_surname(name)))
    return bool(thing or _HOUSE.match(reading.small, end))


def _signs(text: str, words: list[Word], called: dict[int, str], judge: Judge) -> tuple[str, list[int | None]]:
    """Return the signs of a text, and for each sign the word that it stands for."""
    signs, owners = [], []
    of_places, small = in_places(text, words), _small_that_count(words, called)
    last_end, initial = 0, ""
    for at, word in enumerate(words):
        if not (word.text[0].isupper() or at in small or judge.is_own(word.text)):
            signs.append("&" if word.text in _AND else "-")
            owners.append(at)
            last_end, initial = word.end, ""
            continue
        gap = text[last_end : word.start]
        between = _between(gap, word, words[at - 1] if at else None, called, initial)
        if between in ("", ",") and signs[-1:] in (["-"], ["d"]):
            between = _far_hint(text, words, at) if not between else _told_before(text, words, at) or between
        for sign in between:
            signs.append(sign)
            owners.append(None)
        after_initial, initial = initial, _initial_sign(text, words, at)
        if at in of_places or len(word.text) > _LONGEST:
            signs.append(".")
        elif initial:
            signs.append(initial)
        elif word.text.islower() and (word.start in called or _is_before_a_patronymic(words, at)):
            signs.append(judge.called_sign(word.text))
        else:
            starts = not after_initial and (not at or bool(_SENTENCE_END.search(gap))) and not _is_a_persons(text, word)
            signs.append(judge.sign(word.text, starts))
        owners.append(at)
        last_end = word.end
    return "".join(signs), owners


def _is_a_persons(text: str, word: Word) -> bool:
    """Tell whether a telephone or the like stands next to a word, as people sign, or a storey behind it where one lives."""
    behind = _BEFORE_CONTACTS.match(text, word.end) or _LIVES.match(text, word.end) or _NEIGHBOUR.match(text, word.end)
    return bool(behind or _BEHIND_CONTACTS.search(text, max(0, word.start - 12), word.start))


def _is_before_a_patronymic(words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and looks_like_a_patronymic(words[at + 1].text)


def _small_that_count(words: list[Word], called: dict[int, str]) -> set[int]:
    """Return the words that may be a name in small letters: after a cue, around a patronymic or a surname, and the last one."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if word.start in called:
            found.update(range(at, at + 3))
        elif near := neighbours(word.text):
            found.update(at + step for step in near)
    return found | {len(words) - 1}


def _initial_sign(text: str, words: list[Word], at: int) -> str:
    """Return I for a capital with a full stop, i for one of two without, nothing for another word."""
    word = words[at]
    if not _INITIAL.fullmatch(word.text):
        return ""
    if text[word.end : word.end + 1] == ".":
        return "I"
    if at and text[word.end : word.end + 1] in ",;)\n" and text[words[at - 1].end : word.start] == " ":
        return "i"
    neighbours = (words[at - 1], *words[at + 1 : at + 2])
    near = any(_INITIAL.fullmatch(other.text) and abs(other.start - word.start) in (2, 3) for other in neighbours)
    return "i" if near else ""


def _far_hint(text: str, words: list[Word], at: int) -> str:
    """Return ~ for a word after "власник авто", "депутат міської ради" or "скаржусь на", nothing for another."""
    if at < 2 or text[words[at - 2].end : words[at].start].replace(" ", "", 2) != words[at - 1].text:
        return ""
    first, second = words[at - 2].text.lower(), words[at - 1].text
    far = len(second) >= _SHORTEST_BETWEEN and second.islower() and hint(first) in ("?", "^")
    if not far and _OFFICE.fullmatch(second.lower()):
        far = hint(first) or (at > 2 and hint(words[at - 3].text.lower()))
    return "~" if far or (second == "на" and _ABOUT.fullmatch(first)) else ""


def _told_before(text: str, words: list[Word], at: int) -> str:
    """Return ~ for a word behind a comma whose person was told a few small words before: "сусід з третього поверху, …"."""
    for back in range(at - 2, max(-1, at - 2 - _MOST_BETWEEN), -1):
        if text[words[back].end : words[back + 1].start] != " " or not words[back + 1].text.islower():
            return ""
        if hint(words[back].text.lower()) in ("?", "^"):
            return "~"
    return ""


def _between(gap: str, word: Word, before: Word | None, called: dict[int, str], after_initial: str) -> str:
    """Return the signs for what stands between two words; none for a space."""
    if word.start in called:
        return called[word.start]
    if before and len(gap.replace("_", "")) <= 3 and not gap.strip(" :,-_") and (sign := hint(before.text.lower())):
        return sign
    if not gap.strip(" ") or (after_initial and gap.strip(" ") in (".", ".-")):
        return ""
    if not gap.strip(" \n") and gap.count("\n") == 1:
        return "/"
    if gap.strip() == ",":
        return ","
    return ";" if _FULL_STOP.search(gap) else "."
