"""The dictionaries of forms as a dictionary of names, for the detector of personal data."""

from reception.domain.privacy.name_words import Role
from reception.search import dictionary

_ROLES = {"Name": Role.FIRST, "Surn": Role.SURNAME, "Patr": Role.PATRONYMIC}
_POSSESSIVE = "Poss"


class DictionaryNames:
    """Names as pymorphy3's Ukrainian and Russian dictionaries mark them; satisfies the detector's `Names`."""

    def roles(self, word: str) -> frozenset[Role]:
        """Return what a folded word can be in either language; nothing for a word that neither knows."""
        tags = [grammemes for language in dictionary.languages(word) for grammemes in dictionary.grammemes(language, word)]
        # "Иванов" is also what belongs to Ivan, which nobody says.
        return frozenset(_role(each) for each in tags if _POSSESSIVE not in each)

    def forms(self, word: str) -> frozenset[str]:
        """Return all forms of a folded name in either language, itself among them."""
        return frozenset({word}).union(*(dictionary.forms(language, word) for language in dictionary.LANGUAGES))


def _role(grammemes: frozenset[str]) -> Role:
    return next((role for mark, role in _ROLES.items() if mark in grammemes), Role.COMMON)
