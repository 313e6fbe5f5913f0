"""The dictionaries of forms: pymorphy3 with its Ukrainian and Russian data, loaded once a process, on first use.

Without them the light stemmer finds less (`missing` says so); which licence the data has is told in docs/decisions/0009.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import pymorphy3

LANGUAGES = ("uk", "ru")
_UKRAINIAN = re.compile("[іїєґ']")
_RUSSIAN = re.compile("[ыэъё]")
_FUNCTION_WORDS = {"PREP", "CONJ", "PRCL", "NPRO", "INTJ"}


@cache
def _morph(language: str) -> Any:
    """Load one dictionary; None where it is not installed."""
    try:
        return pymorphy3.MorphAnalyzer(lang=language)
    except (ValueError, OSError):
        return None


def missing() -> list[str]:
    """Return the languages ("uk", "ru") whose dictionary is not installed: search works there, and finds less."""
    return [language for language in LANGUAGES if _morph(language) is None]


def version() -> str:
    """Return what identifies the dictionaries: an index built with others finds less until it is rebuilt."""
    metas = [(language, _morph(language)) for language in LANGUAGES]
    return ";".join(f"{language} {morph.dictionary.meta['compiled_at']}" for language, morph in metas if morph)


def languages(word: str) -> tuple[str, ...]:
    """Return the languages a folded word can be of, by its letters, the likelier first."""
    if _RUSSIAN.search(word):
        return ("ru",)
    return ("uk",) if _UKRAINIAN.search(word) else LANGUAGES


def lemmas(word: str) -> tuple[str, ...]:
    """Return all dictionary forms of a folded word, in the first language that knows it; empty for an unknown word."""
    for language in languages(word):
        if found := lemmas_in(language, word):
            return found
    return ()


def lemmas_in(language: str, word: str) -> tuple[str, ...]:
    """Return all dictionary forms of a folded word in one language, without repetition."""
    morph = _morph(language)
    if morph is None:
        return ()
    words, normal = morph.dictionary.words, morph.dictionary.build_normal_form
    found = words.similar_items(word, morph.char_substitutes)
    return tuple(dict.fromkeys(normal(paradigm, index, form) for form, parses in found for paradigm, index in parses))


def forms(language: str, word: str) -> set[str]:
    """Return all forms of every lexeme a folded word can belong to in one language."""
    return {
        prefix + stem + suffix for stem, paradigm in _lexemes(language, word)
        for prefix, _, suffix in _morph(language).dictionary.build_paradigm_info(paradigm)
    }  # fmt: skip


def openings(language: str, word: str, size: int) -> set[str]:
    """Return how the forms of every lexeme begin that a folded word can belong to in one language.

    Their first letters, `size` of them; a shorter one is a whole form. Few of them, for most forms begin alike.
    """
    return {
        (prefix + stem + suffix)[:size] for stem, paradigm in _lexemes(language, word)
        for prefix, suffix in _affixes(language, paradigm, max(0, size - len(stem)))
    }  # fmt: skip


def _lexemes(language: str, word: str) -> Iterator[tuple[str, int]]:
    """Yield the stem and the number of the paradigm of every lexeme that a folded word can belong to."""
    if (morph := _morph(language)) is None:
        return
    dictionary = morph.dictionary
    for form, parses in dictionary.words.similar_items(word, morph.char_substitutes):
        for paradigm, index in parses:
            yield dictionary.build_stem(dictionary.paradigms[paradigm], index, form), paradigm


@lru_cache(maxsize=10_000)
def _affixes(language: str, paradigm: int, size: int) -> frozenset[tuple[str, str]]:
    """Return what stands before and behind the stem in a paradigm, of what stands behind it the first letters."""
    info = _morph(language).dictionary.build_paradigm_info(paradigm)
    return frozenset((prefix, suffix[:size]) for prefix, _, suffix in info)


def grammemes(language: str, word: str) -> list[frozenset[str]]:
    """Return the grammatical marks of each word form that a folded word can be in one language."""
    morph = _morph(language)
    if morph is None:
        return []
    found = morph.dictionary.words.similar_items(word, morph.char_substitutes)
    return [morph.dictionary.build_tag_info(*parse).grammemes for _, parses in found for parse in parses]


def parts_of_speech(language: str, lemma: str) -> set[str]:
    """Return the parts of speech of which a folded word is a dictionary form in one language."""
    if (morph := _morph(language)) is None:
        return set()
    found = morph.dictionary.words.similar_items(lemma, morph.char_substitutes)
    if not found:
        return set()
    normal, mark = morph.dictionary.build_normal_form, morph.dictionary.build_tag_info
    return {str(mark(*parse).POS) for form, parses in found for parse in parses if normal(*parse, form) == form}


def knows(word: str, language: str | None = None) -> bool:
    """Tell whether a folded word is a word form of one language, or of any that its letters allow."""
    if language is not None:
        morph = _morph(language)
        return morph is not None and bool(morph.dictionary.words.similar_keys(word, morph.char_substitutes))
    return any(knows(word, each) for each in languages(word))


def is_function_word(word: str) -> bool:
    """Tell whether a folded word can only be a preposition, conjunction, particle, pronoun or interjection."""
    for language in languages(word):
        morph = _morph(language)
        parses = morph.dictionary.words.get(word) if morph else None
        if parses:
            return all(morph.dictionary.build_tag_info(*parse).POS in _FUNCTION_WORDS for parse in parses)
    return False
