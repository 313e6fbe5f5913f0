"""What earlier decisions say of a new text: nearest centroid over the lemmas of its words.

The words of a class are the sum of its texts', each word weighing the more the fewer texts have it; a text belongs where it
shares the most telling words. So every guess can be explained by the words it rests on, and a model is a table of words.
"""

import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reception.search.analysis import tokens, words
from reception.search.thesaurus import stop_words

LEAST_EXAMPLES = 30
"""Decisions below which nothing is learnt."""

LEAST_OF_A_CLASS = 3
"""Decisions below which a class is not suggested."""

LEAST_WORDS = 2
"""One word alone makes nothing sure."""

RARE = 2
"""Texts in which a word must stand: rarer ones are names and slips, and are kept nowhere."""

KEPT = 200
"""Words kept of a class, the most telling ones."""

EMPHASIS, SHRINK = 1.6, 2.0
"""How much more rare words weigh, and how much small classes are held back: chosen on the older appeals of `bench`."""


HELD_BACK = 5
"""Every how manieth part of the decisions, the newest, is held back to try what was learnt from the others."""

LEADS = tuple(lead / 20 for lead in range(2, 19))
NEVER = 2.0
TRUSTED, DOUBT = 0.5, 2.0
"""Something is suggested where it is right in this part of all cases. Few trials prove less than they show (Wilson's interval,
one-sided), and of many leads the luckiest less still: so it is to hold with forty-nine of fifty chances."""


@dataclass(frozen=True)
class Guess:
    """A class for a text: its lead over the next one, as a part of its own nearness, and the words of the text that say so."""

    label: int
    lead: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """What was learnt. `weights` are, by word, its own weight and its weight in each class that has it, by position.

    `sure_from` is the lead from which on a guess was right often enough.
    """

    labels: tuple[int, ...]
    weights: Mapping[str, tuple[float, tuple[tuple[int, float], ...]]]
    sure_from: float = NEVER

    def sure(self, text: str) -> Guess | None:
        """Return the class of a text, or None while it is not sure."""
        guess = next(iter(self.nearest(text, 1)), None)
        return guess if guess and guess.lead >= self.sure_from and len(guess.words) >= LEAST_WORDS else None

    def nearest(self, text: str, most: int = 3) -> list[Guess]:
        """Return the nearest classes, nearest first; nothing if no word of the text is known."""
        vector = self._vector(text)
        nearness: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for at, its in self.weights[term][1]:
                nearness[at] += weight * its
        ranked = sorted(nearness.items(), key=lambda each: (-each[1], self.labels[each[0]]))[: most + 1]
        following = [near for _at, near in ranked[1:]] + [0.0]
        guesses = zip(ranked, following, strict=False)
        return [self._guess(text, vector, at, (near - after) / near) for (at, near), after in guesses if near > 0][:most]

    def _vector(self, text: str) -> dict[str, float]:
        vector = {
            term: math.log1p(count) * self.weights[term][0] for term, count in counted(text).items() if term in self.weights
        }
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        return {term: value / length for term, value in vector.items()}

    def _guess(self, text: str, vector: Mapping[str, float], at: int, lead: float) -> Guess:
        share = {term: weight * dict(self.weights[term][1]).get(at, 0.0) for term, weight in vector.items()}
        return Guess(self.labels[at], lead, tuple(_telling(text, share)))

    def packed(self) -> bytes:
        """Return the model as it is stored."""
        table = {term: [own, *sum(classes, ())] for term, (own, classes) in self.weights.items()}
        return zlib.compress(json.dumps([self.labels, self.sure_from, table], ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(stored: bytes) -> Model:
    """Return a stored model."""
    labels, sure_from, table = json.loads(zlib.decompress(stored))
    pairs = {term: (own, tuple(zip(rest[::2], rest[1::2], strict=True))) for term, (own, *rest) in table.items()}
    return Model(tuple(labels), pairs, sure_from)


def counted(text: str) -> Counter[str]:
    """Return how often each lemma stands in a text; a word of several lemmas is parted among them.

    Figures say nothing, nor do little words, though by chance they may stand more often in one class.
    """
    found: Counter[str] = Counter()
    for terms, _form in words(text):
        if stop_words().issuperset(terms):
            continue
        for term in terms:
            if not any(sign.isdigit() for sign in term):
                found[term] += 1 / len(terms)
    return found


def learn(examples: Iterable[tuple[int, str]]) -> Model | None:
    """Return what the classes of texts can be told by, or None while there are too few. The examples stand in order of time."""
    known = list(examples)
    texts = [(label, counted(text)) for label, text in known]
    model = _trained(texts)
    cut = len(known) - len(known) // HELD_BACK
    trial = _trained(texts[:cut])
    return replace(model, sure_from=_sure_from(trial, known[cut:])) if model and trial else model


def _sure_from(trial: Model, newest: Iterable[tuple[int, str]]) -> float:
    """Return the least lead from which on the guesses of a trial were right often enough."""
    tried = [(guess.lead, guess.label == label) for label, text in newest for guess in trial.nearest(text, 1)
             if len(guess.words) >= LEAST_WORDS]
    for lead in LEADS:
        right = [hit for its, hit in tried if its >= lead]
        if _proved(sum(right), len(right)) >= TRUSTED:
            return lead
    return NEVER


def _proved(right: int, trials: int) -> float:
    """Return the part of all cases of which trials prove that a guess is right in it."""
    if not trials:
        return 0.0
    part, square = right / trials, DOUBT**2
    spread = DOUBT * math.sqrt(part * (1 - part) / trials + square / (4 * trials**2))
    proved = (part + square / (2 * trials) - spread) / (1 + square / trials)
    return min(part, max(0.0, proved))  # rounding may lead out of what is possible


def _trained(texts: Sequence[tuple[int, Counter[str]]]) -> Model | None:
    sizes = Counter(label for label, _found in texts)
    texts = [(label, found) for label, found in texts if sizes[label] >= LEAST_OF_A_CLASS]
    if len(texts) < LEAST_EXAMPLES:
        return None
    in_texts = Counter(term for _label, found in texts for term in found)
    own = {term: math.log(len(texts) / count) ** EMPHASIS for term, count in in_texts.items() if RARE <= count < len(texts)}
    labels = tuple(sorted({label for label, _found in texts}))
    sums: dict[int, Counter[str]] = {label: Counter() for label in labels}
    for label, found in texts:
        for term, value in _normal({term: math.log1p(count) * own[term] for term, count in found.items() if term in own}):
            sums[label][term] += value
    return _table(labels, sums, own)


def _table(labels: tuple[int, ...], sums: Mapping[int, Counter[str]], own: Mapping[str, float]) -> Model:
    classes: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, label in enumerate(labels):
        length = math.sqrt(sum(value * value for value in sums[label].values())) + SHRINK
        for term, value in sums[label].most_common(KEPT):
            classes[term].append((at, round(value / length, 4)))
    return Model(labels, {term: (round(own[term], 4), tuple(pairs)) for term, pairs in classes.items()})


def _normal(vector: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return ((term, value / length) for term, value in vector.items())


def _telling(text: str, share: Mapping[str, float], most: int = 3) -> Iterator[str]:
    """Yield the words of a text that weigh most, as they stand there."""
    weighed = {}
    for token in tokens(text):
        weight = sum(share.get(term, 0.0) for term in token.terms)
        word = token.text.lower()
        if weight and token.terms not in weighed:
            weighed[token.terms] = (weight, word)
    return (word for _weight, word in sorted(weighed.values(), reverse=True)[:most])
