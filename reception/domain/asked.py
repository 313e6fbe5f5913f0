"""What a letter asks for, in its own words: the sentences that ask, for one who is in a hurry."""

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data" / "requests.toml"
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?…])[»”\")]*\s+|\s*\n\s*")

SHORT = 500
"""Letters up to so many characters are read as a whole."""

MOST = 5
"""If more sentences ask, to show some of them would leave out the others."""


def asked_for(text: str) -> list[str]:
    """Return the sentences of a long letter that ask for something, as they stand there and in their order.

    Nothing of a letter that is short, asks nothing in so many words, or little but asks. No word is added or changed.
    """
    if len(text) <= SHORT:
        return []
    asking = [sentence for sentence in sentences(text) if _asks(sentence)]
    return asking if len(asking) <= MOST and sum(map(len, asking)) <= len(text) / 2 else []


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; no sentence ends with an abbreviation or before a small letter."""
    found, start = [], 0
    for end in _END.finditer(text):
        if "\n" in end[0] or _ends(text[start : end.start()], text[end.end() : end.end() + 1]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]


def _ends(before: str, after: str) -> bool:
    if not before.endswith("."):
        return not after.islower()
    word = re.search(r"([^\W\d_]*)\.$", before)[1]
    is_initial = len(word) == 1 and word.isupper()
    return not (after.islower() or is_initial or word.lower() in _data()["abbreviations"])


def _asks(sentence: str) -> bool:
    asking = _data()["words"]
    return "?" in sentence or any(word in asking for word in _WORD.findall(sentence.lower()))


@cache
def _data() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in tomllib.loads(_DATA.read_text(encoding="utf-8")).items()}
