"""The dictionaries of forms as a dictionary of names, for the detector of personal data."""

from reception.domain.privacy.name_words import Role
from reception.search import dictionary

_ROLES = {"Name": Role.FIRST, "Surn": Role.SURNAME, "Patr": Role.PATRONYMIC}
_POSSESSIVE = "Poss"
_BASE = frozenset({"nomn", "sing"})
_ALIVE = frozenset({"NOUN", "anim"})
_MAN = _BASE | {"masc"}


class DictionaryNames:
    """Names as pymorphy3's Ukrainian and Russian dictionaries mark them; satisfies the detector's `Names`."""

    def roles(self, word: str) -> frozenset[Role]:
        """Return what a folded word can be in either language; nothing for a word that neither knows."""
        tags = [grammemes for language in dictionary.languages(word) for grammemes in dictionary.grammemes(language, word)]
        # "Иванов" is also what belongs to Ivan, which nobody says.
        said = [each for each in tags if _POSSESSIVE not in each]
        roles = frozenset(_role(each) for each in said)
        others = [each for each in said if _role(each) is Role.COMMON]
        if any(each >= _ALIVE for each in others) and not any("ADJF" in each for each in others):
            roles |= {Role.BEING}
        return roles - {Role.COMMON} if _is_called_so(said) else roles

    def forms(self, word: str) -> frozenset[str]:
        """Return all forms of a folded name in either language, itself among them."""
        return frozenset({word}).union(*(dictionary.forms(language, word) for language in dictionary.LANGUAGES))


def _is_called_so(tags: list[frozenset[str]]) -> bool:
    """Tell whether a man's name stands as he is called, and the word it may be otherwise is a noun in another case: "Рустам"."""
    names = [each for each in tags if _role(each) is not Role.COMMON]
    others = [each for each in tags if _role(each) is Role.COMMON]
    return any(each >= _MAN for each in names) and all("NOUN" in each and not each >= _BASE for each in others)


def _role(grammemes: frozenset[str]) -> Role:
    return next((role for mark, role in _ROLES.items() if mark in grammemes), Role.COMMON)
