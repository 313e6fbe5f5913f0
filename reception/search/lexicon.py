"""The words of many documents, each looked up once: documents as arrays of numbers, for a writer that must not take long.

What `fields.places` says of a document word by word is said here in one go: a word that was met before costs a look into a
table, the rest is arithmetic of arrays.
"""

from array import array
from itertools import chain
from typing import NamedTuple

import numpy as np

from reception.search import analysis, letters, packed
from reception.search.document import Document
from reception.search.fields import GAP, LONGEST_TEXT, WEIGHTS

MOST_WORDS = 200_000
"""Of real texts so many answer .94 of all words; more would cost memory."""

BETWEEN = "|"
"""What stands between the terms of one word, and alone for the gap between two fields."""

_WEIGHTS = np.array([*WEIGHTS.values()])
_TIMES = [max(1, int(weight + 0.5)) for weight in WEIGHTS.values()]
_GAPS = np.arange(len(WEIGHTS), dtype=np.uint32) * GAP


class Read(NamedTuple):
    """What a writer is told of one document.

    `terms` are its terms in a line, those of heavy fields several times; `words` its words in order, each as all its terms
    (see BETWEEN); `kinds` the different ones of these; `packed` what `packed.pack` makes of its places.
    """

    terms: str
    words: str
    kinds: set[str]
    packed: bytes


class Lexicon:
    """The words that were met so far; those that come when there are very many push out all the others."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._numbers = _Numbers(self)
        self._sums, self._starts, self._forms = array("I"), array("I", [0]), array("I")
        self._terms: list[str] = []
        self._words: list[str] = []

    def read(self, document: Document) -> Read:
        """Read a document."""
        if len(self._words) >= MOST_WORDS:
            self._begin()
        texts = (letters.words(getattr(document, field)[:LONGEST_TEXT]) for field in WEIGHTS)
        fields = [list(map(self._numbers.__getitem__, text)) for text in texts]
        terms, words = self._terms.__getitem__, self._words.__getitem__
        return Read(
            " ".join(" ".join(map(terms, numbers * times)) for numbers, times in zip(fields, _TIMES, strict=True)),
            f" {BETWEEN} ".join(" ".join(map(words, numbers)) for numbers in fields),
            set(map(words, set(chain.from_iterable(fields)))),
            self._packed(fields),
        )

    def meet(self, word: str) -> int:
        """Take in a word, and return its number."""
        number, terms = len(self._words), analysis.terms(word)
        self._sums.extend(map(packed.checksum, terms))
        self._starts.append(len(self._sums))
        self._forms.append(analysis.form(word))
        self._terms.append(" ".join(terms))
        self._words.append(BETWEEN.join(terms))
        return number

    def _packed(self, fields: list[list[int]]) -> bytes:
        numbers = np.fromiter(chain.from_iterable(fields), np.uint32)
        lengths = [len(field) for field in fields]
        starts, forms = np.frombuffer(self._starts, np.uint32), np.frombuffer(self._forms, np.uint32)
        places = np.arange(1, len(numbers) + 1, dtype=np.uint32) + np.repeat(_GAPS, lengths)
        first = starts[numbers]
        counts = starts[numbers + 1] - first
        ends = np.cumsum(counts, dtype=np.uint32)
        of_terms = np.repeat(first + counts - ends, counts) + np.arange(counts.sum(), dtype=np.uint32)
        return packed.pack_arrays(
            np.frombuffer(self._sums, np.uint32)[of_terms],
            np.repeat(places * analysis.FORMS + forms[numbers], counts),
            np.repeat(np.repeat(_WEIGHTS, lengths), counts),
        )


class _Numbers(dict[str, int]):
    """The number of each word."""

    def __init__(self, lexicon: Lexicon):
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> int:
        short = word[: 2 * letters.LONGEST]
        number = self[short] = self._lexicon.meet(short) if len(short) == len(word) else self[short]
        return number
