"""Numbers of questions, PINs and the Latin slugs of titles."""

import hashlib
import hmac
import re
import unicodedata

PIN_LENGTH = 6
PIN_ALPHABET = "23456789ACEHKMPTX"
"""Signs that look the same in Latin and Cyrillic or exist in one only; no 0/O, 1/I, B/8 or З/3 to take for each other."""

_LOOK_ALIKE = str.maketrans("АВСЕНІКМОРТХУЗ", "ABCEHIKMOPTXY3")
_NUMBER = re.compile(r"^\s*([^\W\d_]{1,6})?[\s.\-–—−№]*(\d{4})[\s.\-–—−/]+(\d{1,7})\s*$")


def format_number(prefix: str, year: int, serial: int) -> str:
    """Return the number a citizen is given, such as МК-2026-00127."""
    return f"{prefix}-{year}-{serial:05d}"


def parse_number(typed: str, prefix: str) -> str | None:
    """Return the number meant by what a person typed, or None: case, Latin look-alikes, spaces and zeros do not matter."""
    match = _NUMBER.match(unicodedata.normalize("NFKC", typed))
    if not match:
        return None
    letters, year, serial = match.groups()
    if letters and _folded(letters) != _folded(prefix):
        return None
    return format_number(prefix, int(year), int(serial))


def _folded(letters: str) -> str:
    return letters.upper().translate(_LOOK_ALIKE)


def make_pin(key: str, nonce: str) -> str:
    """Return the PIN of a question: derived from its random nonce and the installation's token key, so none is stored."""
    digest = hmac.digest(key.encode(), b"pin:" + nonce.encode(), hashlib.sha256)
    value = int.from_bytes(digest, "big")
    signs = []
    for _ in range(PIN_LENGTH):
        value, rest = divmod(value, len(PIN_ALPHABET))
        signs.append(PIN_ALPHABET[rest])
    return "".join(signs)


def normalize_pin(typed: str) -> str:
    """Return a typed PIN without spaces and dashes, in capitals, Cyrillic look-alikes made Latin."""
    return _folded(re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", typed)))


_KMU_55 = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "ё": "e", "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip
_KMU_55_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_APOSTROPHES = re.compile("[’'ʼ`ʹ′＇‘ʻ]")


def slugify(title: str, limit: int = 60) -> str:
    """Return a title in Latin letters by resolution № 55 of the Cabinet of Ministers of 27.01.2010, for addresses."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFC", title).lower()).replace("зг", "zgh")
    words = [_latin(word) for word in re.findall(r"\w+", text)]
    slug = ""
    for word in filter(None, words):
        longer = f"{slug}-{word}".strip("-")
        if len(longer) > limit:
            break
        slug = longer
    return slug or "q"


def _latin(word: str) -> str:
    first = _KMU_55_INITIAL.get(word[0], _KMU_55.get(word[0], word[0]))
    latin = first + "".join(_KMU_55.get(letter, letter) for letter in word[1:])
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", latin))
