"""Letters and tokens: every way one word can be typed becomes one spelling.

Texts are cut as they stand, so that offsets fit the text in the database; only the single token is then folded.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

APOSTROPHES = "'\u2019\u02bc`\u2018\u00b4\u02b9\u2032\u02bb\u201b\u02c8\uff07"
_JOINERS = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f\u0483-\u0487"
SILENT = _MARKS + _JOINERS
"""What may stand in a word and is no letter, as a set of a regular expression: stress marks, soft hyphens, joiners."""
_LETTER = rf"[^\W_{APOSTROPHES}\u0374]"
"""Unicode takes some apostrophes for letters; so it does the Greek numeral sign, which composed is one of them."""
# A quotation mark or asterisk before an iotated vowel is a mistyped apostrophe.
_JOINED = rf"(?:[{_MARKS}{_JOINERS}]|[{APOSTROPHES}](?={_LETTER})|[\"\u201d\u201c*](?=[яюєїЯЮЄЇ]))"
"""What a word goes on behind without a letter."""
_TOKEN = re.compile(f"{_LETTER}+(?:{_JOINED}{_LETTER}*)*")
_CONTINUED = re.compile(rf"{_LETTER}|[{_MARKS}{_JOINERS}{APOSTROPHES}\"\u201d\u201c*]")
"""What may stand before a place inside a word."""
_NOT_LETTERS = re.compile(f"[{_MARKS}{_JOINERS}]")
_ANY_APOSTROPHE = re.compile(f'[{APOSTROPHES}"\u201d\u201c*]')
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z\u00eb\u00ef]")
_LOOKALIKES = str.maketrans("aceikmoptxyhbëï", "асеікмортхунвёї")
_LATIN_TWINS = str.maketrans("асеікмортхунв", "aceikmoptxyhb")
_KEY = str.maketrans({"ґ": "г", "ё": "е", "'": None})
LONGEST = 64
"""Characters of a word that count; more is not a word."""


def spans(text: str, start: int = 0) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a text as it stands, with its offsets; `start` is where to begin, between two words."""
    for match in _TOKEN.finditer(text, start):
        yield match.group(), match.start(), match.end()


def spans_at(text: str, places: Iterable[int]) -> Iterator[tuple[str, int, int]]:
    """Yield those words of a text, with their offsets, that begin at one of some ascending places."""
    seen = 0
    for place in places:
        if place < seen:
            continue
        goes_on = place and _CONTINUED.match(text, place - 1)
        match = _word_over(text, place, seen) if goes_on else _TOKEN.match(text, place)
        if match is not None:
            seen = match.end()
            if match.start() == place:
                yield match.group(), place, seen


def _word_over(text: str, place: int, seen: int) -> re.Match[str] | None:
    """Return the first word that ends behind a place; all words up to `seen` end before it."""
    start = place
    while start > seen and not text[start - 1].isspace():
        start -= 1
    return next((match for match in _TOKEN.finditer(text, start) if match.end() > place), None)


def words(text: str) -> list[str]:
    """Return the words of a text as they stand."""
    return _TOKEN.findall(text)


def fold(word: str) -> str:
    """Return a token in its one spelling: composed, lower case, one apostrophe, no stress marks, no look-alikes."""
    word = unicodedata.normalize("NFC", word[: 2 * LONGEST]).lower()
    word = _NOT_LETTERS.sub("", _ANY_APOSTROPHE.sub("'", word)).strip("'")[:LONGEST]
    return _one_alphabet(word) if _LATIN.search(word) else word


def key(word: str) -> str:
    """Return the index key of a folded word or lemma: ґ as г, ё as е, without apostrophes."""
    return word.translate(_KEY)


def spellings(term: str) -> Iterator[str]:
    """Yield a term, and with each apostrophe that it may have lost."""
    yield term
    for at in range(1, len(term)):
        if term[at] in "яюєї":
            yield f"{term[:at]}'{term[at:]}"


def is_cyrillic(word: str) -> bool:
    """Tell whether a word has Cyrillic letters."""
    return bool(_CYRILLIC.search(word))


def _one_alphabet(word: str) -> str:
    """Make a word of one alphabet where Latin and Cyrillic twins were mixed.

    Latin twins alone become Cyrillic in numbers and abbreviations of up to three letters (MK-2026, K401, AA1234BB),
    where nobody can see which alphabet was typed.
    """
    cyrillic = word.translate(_LOOKALIKES)
    if _LATIN.search(cyrillic):
        latin = word.translate(_LATIN_TWINS)
        return word if _CYRILLIC.search(latin) else latin
    letters = sum(not letter.isdigit() for letter in word)
    return cyrillic if _CYRILLIC.search(word) or letters <= 3 or letters < len(word) else word
