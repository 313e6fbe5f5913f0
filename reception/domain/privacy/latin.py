"""Ukrainian names in Latin letters, read back by the rules for passports (Cabinet of Ministers, № 55 of 27.01.2010)."""

import re

_LETTERS = {
    "zgh": "зг", "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш",
    "yu": "ю", "iu": "ю", "ya": "я", "ia": "я", "ye": "є", "ie": "є", "yi": "ї", "yo": "йо",
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "г", "i": "і", "j": "й", "k": "к", "l": "л",
    "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс",
    "y": "и", "z": "з",
}  # fmt: skip
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


def in_cyrillic(word: str) -> str:
    """Return a word in small Latin letters as it may be spelt in Ukrainian."""
    return _LETTER.sub(lambda match: _LETTERS[match.group()], word)
