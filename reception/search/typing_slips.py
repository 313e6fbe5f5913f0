"""What was meant when a word was typed with one slip, on the wrong keyboard layout, or in Latin letters."""

from collections.abc import Iterator
from itertools import islice, product

_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё'"
_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.\\"
_SHIFTED = str.maketrans('~{}:"|<>', "`[];'\\,.")
_LAYOUTS = ("'йцукенгшщзхїфівапролджєячсмитьбюґ", "ёйцукенгшщзхъфывапролджэячсмитьбюё")
_TO_CYRILLIC = [str.maketrans(_LATIN_KEYS, layout) for layout in _LAYOUTS]
_TO_LATIN = [str.maketrans(layout, _LATIN_KEYS) for layout in _LAYOUTS]
_ROMAN = {
    "shch": "щ", "sch": "щ", "zgh": ("зг",), "zh": "ж", "kh": "х", "ts": ("ц", "тс"), "ch": "ч", "sh": "ш",
    "ya": "я", "ia": ("я", "ія", "иа"), "ja": "я", "yu": "ю", "iu": ("ю", "ію"), "ju": "ю", "ye": "є", "ie": ("є", "іє", "е"),
    "je": "є", "yi": "ї", "ji": "ї", "yo": ("йо", "ё"), "jo": ("йо", "ё"), "a": "а", "b": "б", "c": "цк", "d": "д", "e": "еэє",
    "f": "ф", "g": "гґ", "h": "гх", "i": ("и", "і", "ї", "й"), "j": "йж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о",
    "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": ("кс", "х"), "y": "иійы", "z": "з",
    "'": ("ь", "'", ""),
}  # fmt: skip
_MOST_READINGS = 2_000
SHORTEST_WITH_SLIP = 4


def one_slip(word: str) -> Iterator[str]:
    """Yield each spelling that one slip (a letter too many, too few, wrong, or two swapped) makes into this word."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        if at:
            yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        for letter in _ALPHABET:
            yield word[:at] + letter + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in _ALPHABET:
            yield word[:at] + letter + word[at:]


def other_layouts(typed: str) -> list[str]:
    """Return what the same keys write on the other layouts: Cyrillic for Latin letters, and the reverse."""
    lower = typed.lower()
    lower = lower.translate(_SHIFTED) if lower.isascii() else lower
    tables = _TO_CYRILLIC if lower.isascii() else _TO_LATIN
    return list(dict.fromkeys(lower.translate(table) for table in tables))


def in_cyrillic(word: str) -> Iterator[str]:
    """Yield the readings of a word written in Latin letters by any of the usual transliterations."""
    choices, at, lower = [], 0, word.lower()
    while at < len(lower):
        size = next((size for size in (4, 3, 2, 1) if lower[at : at + size] in _ROMAN), 0)
        choices.append(_ROMAN[lower[at : at + size]] if size else lower[at])
        at += size or 1
    return map("".join, islice(product(*choices), _MOST_READINGS))
