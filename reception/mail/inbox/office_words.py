"""Letters that consist of nothing but the words of offices: of letters, of absence, of time, of courtesy.

A program's letter can be phrased in any way, but has few words: what an answer is about is not among them. So a letter in which
something of what programs say is said (`anchors`), and no other word stands, was written by a program or tells as little
(`data/mail/office_words.toml`).
"""

import re
import tomllib
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parents[2] / "data" / "mail" / "office_words.toml").read_text(encoding="utf-8"))
_SMALL = frozenset(_WORDS["small"].split())
_BEGINNINGS = "|".join(
    beginning if beginning.endswith("$") else beginning + ".*"
    for name in ("time", "letters", "registry", "absence", "courtesy")
    for beginning in (each.replace(".?", "['\u2019\u02bc]?") for each in _WORDS[name])
)
_KNOWN = re.compile(f"(?:{_BEGINNINGS})".replace("$", ""))
_SAID, _ANCHOR, _BY_ONE = (re.compile("|".join(_WORDS[name]), re.IGNORECASE) for name in ("said", "anchors", "by_one"))
_NOT = re.compile(r"\b(?:\u043d\u0435|not|\w+n['\u2019]t)\b", re.IGNORECASE)
_UNIT, _NOUN, _BY_PERSONS = (re.compile(_WORDS[name], re.IGNORECASE) for name in ("units", "nouns", "by_persons"))
_UNREAD = re.compile(
    r"[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+|[\u00ab\u201e\u201c\"][^\u00ab\u00bb\n\"]{1,80}[\u00bb\u201d\"]|\([^()\n]{1,60}\)"
)
"""What names something: an address, what stands in quotation marks or brackets."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc-][^\W\d_]+)*")
_LONGEST_ABBREVIATION = 5
_ENOUGH = 7
"""Known words, small ones not counted, for each that is unknown."""

_FEW = 3
"""Known words of a sentence that speaks of letters only."""


def is_by_one(clause: str) -> bool:
    """Tell whether one person says here what he or she did with a letter."""
    return bool(_BY_ONE.match(clause))


def says_nothing_else(sentences: list[str]) -> bool:
    """Tell whether these sentences say what programs say, and hardly a word of them is about anything else."""
    counts = [_counted(_UNIT.sub(" ", _UNREAD.sub(" ", sentence))) for sentence in sentences]
    if not any(_says_what_programs_say(sentence, *count) for sentence, count in zip(sentences, counts, strict=True)):
        return False
    unknown, known = (sum(each) for each in zip(*counts, strict=True))
    return unknown * _ENOUGH <= known


def _says_what_programs_say(sentence: str, unknown: int, known: int) -> bool:
    if _ANCHOR.search(sentence) or _NOT.search(sentence):
        return bool(_ANCHOR.search(sentence))
    of_letters = not unknown and known >= _FEW and _NOUN.search(sentence) and not _BY_PERSONS.search(sentence)
    return bool(of_letters or _SAID.search(sentence))


def _counted(sentence: str) -> tuple[int, int]:
    """Return how many words of a sentence are unknown, names not counted, and how many known ones are not small."""
    words = _WORD.findall(sentence)
    known = [_is_known(word) for word in words]
    unknown = [at for at, word in enumerate(words) if not (known[at] or len(word) == 1 or _is_name(words, known, at))]
    return len(unknown), sum(word.lower() not in _SMALL for word, is_known in zip(words, known, strict=True) if is_known)


def _is_name(words: list[str], known: list[bool], at: int) -> bool:
    """Tell whether a word begins as names do, which the first word of a sentence does only before another name or an initial."""
    if not words[at][0].isupper() or (words[at].isupper() and len(words[at]) > _LONGEST_ABBREVIATION):
        return False
    return at > 0 or (len(words) > 1 and words[1][0].isupper() and (not known[1] or len(words[1]) == 1))


def _is_known(word: str) -> bool:
    word = word.lower().replace("\u2019", "'")
    return word in _SMALL or bool(_KNOWN.fullmatch(word))
