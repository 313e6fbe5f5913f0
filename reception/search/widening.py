"""What one word of a query may also be called in the index, and what each way of calling it is worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reception.search import analysis, derivation, dictionary, letters, typing_slips
from reception.search.plan import Alternative
from reception.search.query import Part
from reception.search.thesaurus import listed_words, thesaurus
from reception.search.vocabulary import Vocabulary

BOTH_LANGUAGES = 0.9
SOUNDS_LIKE = 0.8
ONE_VERB = 0.8
"""Of the other aspect of a verb, told by the lists."""
ASPECT = 0.7
"""Of verbs of one root whose kinship the lists do not tell: mostly the other aspect."""
ONE_ROOT = 0.4
ROOT_ABROAD = 0.35
ONE_BEGINNING = 0.2
SLIP = 0.8
LONGEST_READ = 30
MOST_UNKNOWN = 60
"""Readings of one word in Latin letters that are tried though no dictionary has them, as names: each costs a hundred look-ups."""
BEGINNING = 6
"""Letters by which longer words begin alike that are mostly kin."""
_MOST_KIN = 40
Kinds = tuple[tuple[float, Iterable[str]], ...]
"""Terms that may stand for a word, by how much they are worth, the most first."""

_VERB = ("ти", "ть", "тися", "ться")
_QUALITY = ("ість", "ость")
"""How nouns end that are no verbs, though they end so too (незаконність)."""
_VERBAL = (*_VERB, "ння", "ття", "ний", "тий", "ние", "тие")
"""How words end that are regularly made of verbs; for other nouns (під'їзд) all of the verb's root would be too much."""


@dataclass(frozen=True)
class Meaning:
    """The alternatives of one word, the word itself first; `instead` is what was probably meant, if not what was typed."""

    alternatives: tuple[Alternative, ...]
    instead: str | None = None


def meaning(part: Part, vocabulary: Vocabulary, unknown: int = MOST_UNKNOWN) -> Meaning:
    """Return every way the index may say what one part of a query asks for; of `unknown` see MOST_UNKNOWN."""
    own = tuple(dict.fromkeys(term for word in part.words for term in analysis.terms(word)))
    first = Alternative((frozenset(own),))
    wider = _widened(own, part, vocabulary)
    if any(term in vocabulary for term in own) or any(alternative.weight > ONE_ROOT for alternative in wider):
        return Meaning((first, *wider))
    meant = next(filter(None, _meant(part, vocabulary, min(unknown, MOST_UNKNOWN))), None)
    if meant is None:
        return Meaning((first,))
    words = tuple(term for word, _, _ in letters.spans(meant) for term in analysis.terms(word))
    found = Alternative((frozenset(words),), SLIP)
    return Meaning((first, found, *_widened(words, part, vocabulary, SLIP)), meant)


def abroad(own: tuple[str, ...], word: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Return what the index may call the thing that a word names in the other language, and nothing else like it."""
    return _joined(own, 1.0, vocabulary, _in_the_other_language(own, [word], vocabulary))


def _widened(own: tuple[str, ...], part: Part, vocabulary: Vocabulary, scale: float = 1.0) -> list[Alternative]:
    """Return the other names of a word, best first; each index term stands in one alternative only."""
    made = _of_one_word(own, part.words)
    verbs = sorted(filter(_is_verb, made))
    kinds = (
        (ONE_VERB, verbs if all(map(_is_verb, own)) else ()),
        (ASPECT, _aspects(own, vocabulary)),
        (ONE_ROOT, (*made, *vocabulary.of_one_root(*own, *(verbs if all(map(_is_verbal, own)) else ())))),
        (ROOT_ABROAD, (*_roots_abroad(own, vocabulary), *_made_abroad(made))),
        (ONE_BEGINNING, _beginning_alike(part.words, vocabulary)),
    )
    return _joined(own, scale, vocabulary, (*_in_the_other_language(own, part.words, vocabulary), *kinds))


def _in_the_other_language(own: tuple[str, ...], words: Iterable[str], vocabulary: Vocabulary) -> Kinds:
    folded = [letters.fold(word) for word in words]
    return (BOTH_LANGUAGES, _both_languages(folded)), (SOUNDS_LIKE, _sounding_alike(own, vocabulary))


def _joined(own: tuple[str, ...], scale: float, vocabulary: Vocabulary, kinds: Kinds) -> list[Alternative]:
    seen = set(own)
    result = [Alternative(slots, weight * scale) for term in own for slots, weight in thesaurus().get((term,), ())]
    seen.update(term for alternative in result if len(alternative.slots) == 1 for term in alternative.slots[0])
    for weight, terms in kinds:
        if fresh := _commonest({term for term in terms if term in vocabulary} - seen, vocabulary):
            result.append(Alternative((fresh,), weight * scale))
            seen |= fresh
    return result


def _commonest(terms: set[str], vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(sorted(terms, key=lambda term: (-vocabulary.count(term), term))[:_MOST_KIN])


def _both_languages(words: list[str]) -> Iterator[str]:
    """Yield the dictionary forms in the language that the rule for documents did not choose."""
    for word in words:
        for language in dictionary.LANGUAGES:
            yield from map(letters.key, dictionary.lemmas_in(language, word))


def _sounding_alike(own: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the terms that are this word in the other language: of two words in one language none is the other."""
    for term in own:
        here = {language for language in dictionary.LANGUAGES if dictionary.knows(term, language)}
        for other in vocabulary.sounding_like(term):
            if not any(dictionary.knows(other, language) for language in here):
                yield other


def _is_verb(term: str) -> bool:
    return term.endswith(_VERB) and not term.endswith(_QUALITY)


def _is_verbal(term: str) -> bool:
    return term.endswith(_VERBAL)


def _aspects(own: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the verbs of a verb's own root: mostly its other aspect."""
    for term in own:
        if _is_verb(term):
            yield from filter(_is_verb, vocabulary.of_one_root(term))


def _of_one_word(own: Iterable[str], words: Iterable[str]) -> frozenset[str]:
    """Return what is made of the verb or noun that a word is or is made of; of a word that no dictionary knows, nothing."""
    folded = [letters.fold(word) for word in words]
    known = (*own, *map(letters.key, _both_languages(folded))) if all(map(dictionary.knows, folded)) else ()
    return frozenset().union(*map(derivation.relatives, known))


def _made_abroad(made: Iterable[str]) -> Iterator[str]:
    """Yield what the other language makes of it, where both make one word of it: демонтувати, демонтаж, демонтировать."""
    for term in made:
        if all(dictionary.knows(term, language) for language in dictionary.LANGUAGES):
            yield from derivation.relatives(term)


def _beginning_alike(words: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the terms that begin as a long word does: what neither dictionary nor root tells is often kin by its beginning."""
    for word in (letters.key(letters.fold(each)) for each in words):
        if len(word) > BEGINNING and letters.is_cyrillic(word):
            yield from vocabulary.starting_with(word[:BEGINNING])


def _roots_abroad(own: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the terms whose root is what the lists give for a word of the same root: освітлений, освещённый."""
    for relative in {relative for term in own for relative in listed_words().of_one_root(term)}:
        for slots, _ in thesaurus()[(relative,)]:
            if len(slots) == 1:
                for other in slots[0]:
                    yield other
                    yield from vocabulary.of_one_root(other)


def _meant(part: Part, vocabulary: Vocabulary, unknown: int) -> Iterator[str | None]:
    """Yield what may have been meant, likeliest first; None where a kind of slip explains nothing."""
    for typed in typing_slips.other_layouts(part.whole):
        yield typed if _all_held(typed, vocabulary) else None
    word = letters.fold(part.words[0])
    if part.is_phrase or len(word) < typing_slips.SHORTEST_WITH_SLIP:
        return
    if letters.is_cyrillic(word):
        yield _best(filter(dictionary.knows, typing_slips.one_slip(word)), vocabulary)
    else:
        readings = list(typing_slips.in_cyrillic(word[:LONGEST_READ]))
        known = _best(filter(dictionary.knows, readings), vocabulary)
        yield known or _best(readings[:unknown], vocabulary)


def _all_held(typed: str, vocabulary: Vocabulary) -> bool:
    words = [word for word, _, _ in letters.spans(typed)]
    return bool(words) and all(any(term in vocabulary for term in analysis.terms(word)) for word in words)


def _best(candidates: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """Return the candidate whose term the most documents have, if any has."""
    counted = [(max(map(vocabulary.count, analysis.terms(word))), word) for word in candidates]
    count, word = max(counted, default=(0, ""))
    return word if count else None
