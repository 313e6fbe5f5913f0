"""The words of a segment, in a file beside Whoosh's own: each term's documents, weights and places, as plain arrays.

Whoosh sorts, pickles and reads postings one by one, which is most of what indexing and asking cost with it. Here they are
gathered in flat arrays, sorted at once, and read as they lie: head, postings by term (documents, weights, where the places
of each end), all places, where the postings of each term begin, the terms.
"""

from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

EXTENSION = ".wrd"
FULL = 2_000_000
"""Postings that one segment takes at most, lest the memory for sorting grow with the archive: about 60 bytes each."""

_MAGIC = 0x31445257
_HEAD = 4
_BETWEEN = "\n"


class Postings(NamedTuple):
    """The documents of a segment that have a term, ascending, with its weight and number of places in each; all its places."""

    documents: np.ndarray
    weights: np.ndarray
    counts: np.ndarray
    places: np.ndarray


_NONE = Postings(np.empty(0, "<u4"), np.empty(0, "<f4"), np.empty(0, "<u4"), np.empty(0, "<u4"))


class Words:
    """The words of one segment, read where they lie; safe for several threads. ValueError for a damaged file."""

    def __init__(self, path: Path):
        # As a plain array: a slice of a memmap costs five times that of one.
        numbers = np.asarray(np.memmap(path, "<u4", "r", shape=path.stat().st_size // 4))
        if len(numbers) < _HEAD or numbers[0] != _MAGIC:
            raise ValueError(f"{path} is no file of words")
        postings, places, terms = map(int, numbers[1:_HEAD])
        ends = np.cumsum([_HEAD, postings, postings, postings, places, terms + 1])
        if ends[-1] > len(numbers):
            raise ValueError(f"{path} is cut short")
        self.documents, weights, self.ends, self.places, self.starts, text = np.split(numbers, ends)[1:]
        self.weights = weights.view("<f4")
        self.terms = text.tobytes().decode().split(_BETWEEN)[:-1][:terms]
        self._numbers = {term: number for number, term in enumerate(self.terms)}
        if len(self._numbers) != terms or int(self.starts[-1]) != postings or (postings and int(self.ends[-1]) != places):
            raise ValueError(f"{path} is damaged")

    @cached_property
    def frequencies(self) -> dict[str, int]:
        """How many documents have each term."""
        return dict(zip(self.terms, np.diff(self.starts).tolist(), strict=True))

    def counts(self) -> np.ndarray:
        """Return, for all postings, how many places each has."""
        return np.diff(self.ends, prepend=np.uint32(0))

    def postings(self, term: str) -> Postings:
        """Return a term's postings; none where it has none here."""
        number = self._numbers.get(term)
        first, last = (0, 0) if number is None else self.starts[number : number + 2].tolist()
        if first == last:
            return _NONE
        before = int(self.ends[first - 1]) if first else 0
        ends = self.ends[first:last]
        counts = np.diff(ends, prepend=np.uint32(before))
        return Postings(self.documents[first:last], self.weights[first:last], counts, self.places[before : int(ends[-1])])


class _Numbers(dict[str, int]):
    """Terms, numbered as they come."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Pool:
    """The words of a segment that is being written."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._terms, self._documents, self._counts, self._places = array("I"), array("I"), array("I"), array("I")
        self._weights = array("f")

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, document: int, found: Mapping[str, Sequence[int]], weights: Mapping[str, float]) -> None:
        """Take in what `fields.places` found in a document; documents come in ascending order."""
        self._terms.extend(map(self._numbers.__getitem__, found))
        self._documents.extend(repeat(document, len(found)))
        self._weights.extend(map(weights.__getitem__, found))
        self._counts.extend(map(len, found.values()))
        self._places.extend(chain.from_iterable(found.values()))

    def take(self, words: Words, to: np.ndarray) -> None:
        """Take in all words of another segment, its documents numbered anew; those with a negative number are left out."""
        documents, counts = to[words.documents], words.counts()
        kept = documents >= 0
        terms = np.fromiter(map(self._numbers.__getitem__, words.terms), "u4", len(words.terms))
        self._terms.frombytes(np.repeat(terms, np.diff(words.starts))[kept].tobytes())
        self._documents.frombytes(documents[kept].astype("u4").tobytes())
        self._weights.frombytes(words.weights[kept].astype("f4").tobytes())
        self._counts.frombytes(counts[kept].astype("u4").tobytes())
        self._places.frombytes(words.places[np.repeat(kept, counts)].astype("u4").tobytes())

    def write(self, file: BinaryIO) -> None:
        """Write all words, as `Words` reads them."""
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), "u4")
        ranks[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype="u4")
        by_term = ranks[_numpy(self._terms)]
        order = np.argsort(by_term, kind="stable")
        counts = _numpy(self._counts).astype(np.int64)
        begins, ends = (np.cumsum(counts) - counts)[order], np.cumsum(counts[order])
        moved = np.repeat(begins - ends + counts[order], counts[order]) + np.arange(len(self._places))
        starts = np.concatenate(([0], np.cumsum(np.bincount(by_term, minlength=len(terms)))))
        head = [_MAGIC, len(order), len(moved), len(terms)]
        documents, weights, places = _numpy(self._documents)[order], _numpy(self._weights)[order], _numpy(self._places)[moved]
        kinds = ((head, "<u4"), (documents, "<u4"), (weights, "<f4"), (ends, "<u4"), (places, "<u4"), (starts, "<u4"))
        for values, kind in kinds:
            file.write(np.asarray(values).astype(kind).tobytes())
        text = _BETWEEN.join([*terms, ""]).encode()
        file.write(text + b"\n" * (-len(text) % 4))


def _numpy(values: array) -> np.ndarray:
    return np.frombuffer(values, values.typecode) if len(values) else np.empty(0, values.typecode)
