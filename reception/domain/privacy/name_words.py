"""What a single word can be in a name: a dictionary says, or its shape."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from reception.domain.privacy import cues
from reception.domain.privacy.latin import in_cyrillic

_TO_CYRILLIC = str.maketrans("AaBCcEeHIiKMOoPpTXxy", "АаВСсЕеНІіКМОоРрТХху")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SURNAME = cues.compiled(rf"(?:[^\W\d_]|'){{2,}}{cues.expression('name', 'surname')}")
_ONLY_SURNAME = cues.compiled(rf"[^\W\d_'-]{{2,}}{cues.expression('name', 'only_surname')}")
_SURE_SURNAME = cues.compiled(rf"(?:[^\W\d_]|'){{2,}}{cues.expression('name', 'sure_surname')}")
_SON_OF = cues.compiled(cues.expression("name", "son_of"))
_PATRONYMIC = cues.compiled(
    rf"(?:[^\W\d_]|'){{2,}}{cues.expression('name', 'patronymic')}|{cues.expression('name', 'short_patronymic')}"
)
_NOT_NAMES = cues.compiled(cues.expression("name", "not_names"))
_NOT_AMID = cues.compiled(cues.expression("name", "not_amid"))
_ADJECTIVE = cues.compiled(cues.expression("name", "adjective"))
_WEAK = cues.compiled(cues.expression("name", "weak"))
_NEAR = cues.compiled(cues.expression("name", "near"))
_MANY = cues.compiled(cues.expression("name", "many"))
_ENDING = re.compile("(?:ою|ею|єю|ові|еві|єві|ого|ого|ому|ої|ой|ом|ем|єм|ым|им|ій|ий|ый|ая|ую|[аяуюеєиіїьйоы])$")
_LAST_VOWEL = re.compile("[оеєіиё]([^аеєиіїоуюяыэё])$")
_ALTERNATING = str.maketrans("гкхзцс", "зцсзцс")
CACHED_WORDS = 50_000
ABBREVIATION = 5
"""Unknown words in capitals up to this length are taken for abbreviations."""


class Role(StrEnum):
    """What a word can be."""

    FIRST = "first"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"
    COMMON = "common"
    BEING = "being"
    """A common word for people or animals: "Коваль", "Вовк"."""


class Names(Protocol):
    """A dictionary of word forms."""

    def roles(self, word: str) -> frozenset[Role]:
        """Return what a word in small letters can be in any of its forms; nothing for a word that is not known."""

    def forms(self, word: str) -> frozenset[str]:
        """Return all forms of every word that a word in small letters can be a form of."""


class NoNames:
    """Stands for the dictionary where there is none: shapes and cues alone tell names then."""

    def roles(self, word: str) -> frozenset[Role]:
        """Know no word."""
        return frozenset()

    def forms(self, word: str) -> frozenset[str]:
        """Know one form."""
        return frozenset({word})


@lru_cache(maxsize=CACHED_WORDS)
def folded(word: str) -> str:
    """Return a word in small letters of one alphabet."""
    return word.translate(_TO_CYRILLIC).lower() if _CYRILLIC.search(word) else in_cyrillic(word.lower())


class Judge:
    """Gives each word its sign in the grammar of names, for one text and its asker.

    P patronymic · F first name · f also another word · S surname · s also another word · U has the shape of a surname ·
    u unknown · c another word with a capital amid a sentence · d the same where a sentence
    starts, or all in capitals · o "оглы", "кизи" · A the asker's own · in small letters p, l, k for patronymic,
    first name, surname that are nothing else, m for a surname that is also a being · - any other word.
    """

    def __init__(self, names: Names, asker: str) -> None:
        self._names = names
        own = [folded(word) for word in re.findall(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*", asker) if len(word) > 1]
        self._own_keys = {_key(word) for word in own}
        self._own_forms = {form for word in own for form in names.forms(word)}

    def sign(self, typed: str, starts_sentence: bool) -> str:
        """Return the sign of a word as it stands in the text."""
        sign = _sign(self._names, typed, starts_sentence)
        if self.is_own(folded(typed)) and (typed[0].isupper() or sign != "-"):
            return "A"
        return sign

    def called_sign(self, typed: str) -> str:
        """Return the sign of a word in small letters next to "мене звати" or a patronymic: a first name before all."""
        return "l" if Role.FIRST in self._names.roles(folded(typed)) else self.sign(typed, starts_sentence=False)

    def can_be_a_surname(self, typed: str) -> bool:
        """Tell whether a common word after the word for a person can be the surname: an adjective like many, or a being."""
        word = folded(typed)
        return bool(_ADJECTIVE.fullmatch(word)) or (Role.BEING in self._names.roles(word) and not hint(word))

    def is_own(self, word: str) -> bool:
        """Tell whether a folded word is a form of one in the asker's name."""
        return bool(self._own_keys) and (word in self._own_forms or _key(word) in self._own_keys)


@lru_cache(maxsize=CACHED_WORDS)
def hint(word: str) -> str:
    """Return the sign of a word in small letters after which a name is likely, nothing for another word.

    ? one person's · ^ the same where no office or body can follow · ~ that of many people, or of bodies too.
    """
    return "~" if _MANY.fullmatch(word) else "^" if _NEAR.fullmatch(word) else "?" if _WEAK.fullmatch(word) else ""


@lru_cache(maxsize=CACHED_WORDS)
def looks_like_a_patronymic(word: str) -> bool:
    """Tell whether a word ends like a patronymic, dictionary or not."""
    return bool(_PATRONYMIC.fullmatch(folded(word)) or _SON_OF.search(folded(word)))


@lru_cache(maxsize=CACHED_WORDS)
def can_only_be_a_surname(word: str) -> bool:
    """Tell whether a word ends as only surnames do."""
    return bool(_SURE_SURNAME.fullmatch(folded(word)))


@lru_cache(maxsize=CACHED_WORDS)
def neighbours(word: str) -> range:
    """Return where, counted from a word, names may be in small letters: behind the word for a person, around a patronymic, or
    around what ends as only surnames do."""
    if hint(word.lower()):
        return range(1, 3)
    if looks_like_a_patronymic(word):
        return range(-2, 2)
    return range(-1, 2) if word[0].islower() and can_only_be_a_surname(word) else range(0)


@lru_cache(maxsize=CACHED_WORDS)
def _sign(names: Names, typed: str, starts_sentence: bool) -> str:
    word = folded(typed)
    if _SON_OF.search(word):
        return "P" if "-" in word else "o"
    if _NOT_NAMES.fullmatch(word):
        return "-"
    roles = names.roles(word) or (names.roles(word.rpartition("-")[2]) if "-" in word else frozenset())
    if _is_a_name_first_of_all(names, word, roles):
        roles -= {Role.COMMON, Role.BEING}
    return _capital_sign(typed, word, roles, starts_sentence) if typed[0].isupper() else _small_sign(word, roles)


def _is_a_name_first_of_all(names: Names, word: str, roles: frozenset[Role]) -> bool:
    """Tell whether a name is hardly ever the common word that the dictionary has as well."""
    if Role.FIRST in roles:
        return word in _everyday_forms(names)
    return Role.SURNAME in roles and bool(_ONLY_SURNAME.fullmatch(word))


@lru_cache(maxsize=1)
def _everyday_forms(names: Names) -> frozenset[str]:
    return frozenset().union(*map(names.forms, cues.facts("cues")["name"]["everyday"]))


def _capital_sign(typed: str, word: str, roles: frozenset[Role], starts_sentence: bool) -> str:
    if Role.PATRONYMIC in roles or (not roles and _PATRONYMIC.fullmatch(word)):
        return "P"
    common = Role.COMMON in roles
    if Role.FIRST in roles:
        if common and not starts_sentence and not _NOT_AMID.fullmatch(word):
            return "F"
        return ("l" if typed.isupper() else "f") if common else "F"
    if Role.SURNAME in roles:
        called = Role.BEING in roles and not (starts_sentence or typed.isupper() or hint(word))
        return "S" if called or not common else "s"
    if common and Role.BEING in roles and _SURE_SURNAME.fullmatch(word) and not (starts_sentence or hint(word)):
        return "S"
    if common:
        return "d" if starts_sentence or typed.isupper() else "c"
    if typed.isupper() and len(typed) <= ABBREVIATION:
        return "-"
    if _SURE_SURNAME.fullmatch(word):
        return "S"
    return "U" if _SURNAME.fullmatch(word) else "u"


def _small_sign(word: str, roles: frozenset[Role]) -> str:
    if Role.SURNAME in roles and can_only_be_a_surname(word):
        return "k"
    if not roles or Role.COMMON in roles:
        return "m" if {Role.SURNAME, Role.BEING} <= roles and not hint(word) else "-"
    return "p" if Role.PATRONYMIC in roles else "l" if Role.FIRST in roles else "k"


@lru_cache(maxsize=CACHED_WORDS)
def _key(word: str) -> str:
    """Return what all case forms of a name share: без закінчення, without the vowel that comes and goes, one of г and з."""
    stem = _ENDING.sub("", word) if len(word) > 3 else word
    return _LAST_VOWEL.sub(r"\1", stem)[:-1] + _LAST_VOWEL.sub(r"\1", stem)[-1:].translate(_ALTERNATING)
