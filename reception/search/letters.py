"""Letters and tokens: every way one word can be typed becomes one spelling.

Texts are cut as they stand, so that offsets fit the text in the database; only the single token is then folded.
"""

import re
import unicodedata
from collections.abc import Iterator

APOSTROPHES = "'\u2019\u02bc`\u2018\u00b4\u02b9\u2032\u02bb\u201b\u02c8\uff07"
_JOINERS = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f\u0483-\u0487"
_LETTER = rf"[^\W_{APOSTROPHES}\u0374]"
"""Unicode takes some apostrophes for letters; so it does the Greek numeral sign, which composed is one of them."""
# A quotation mark or asterisk before an iotated vowel is a mistyped apostrophe.
_TOKEN = re.compile(
    rf"{_LETTER}+(?:(?:[{_MARKS}{_JOINERS}]|[{APOSTROPHES}](?={_LETTER})|[\"\u201d\u201c*](?=[яюєїЯЮЄЇ])){_LETTER}*)*"
)
_NOT_LETTERS = re.compile(f"[{_MARKS}{_JOINERS}]")
_ANY_APOSTROPHE = re.compile(f'[{APOSTROPHES}"\u201d\u201c*]')
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z\u00eb\u00ef]")
_LOOKALIKES = str.maketrans("aceikmoptxyhbëï", "асеікмортхунвёї")
_LATIN_TWINS = str.maketrans("асеікмортхунв", "aceikmoptxyhb")
_KEY = str.maketrans({"ґ": "г", "ё": "е", "'": None})
LONGEST = 64
"""Characters of a word that count; more is not a word."""


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a text as it stands, with its offsets."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.start(), match.end()


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
