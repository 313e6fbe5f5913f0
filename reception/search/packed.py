"""A document's terms in a few kilobytes: what an engine that cannot show places keeps of each document, to rank the best by.

One array of numbers: how many terms, how long the document is, the terms (by checksum, sorted), for each the end of its
places and its weight, and all places. A checksum shared by two words of one document moves that document a little.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np

_NUMBER = "I"
_WEIGHT_BITS = 12
_HEAVIEST = (1 << _WEIGHT_BITS) - 1
_MOST_PLACES = (1 << 32 - _WEIGHT_BITS) - 1
_HEAD = 2
_LAST_BITS = (1 << 16) - 1

TENTHS = 10


class Occurrences(NamedTuple):
    """A term of some documents, by their numbers: its summed weight and how many places it has in each that has it, and all these
    places, as `fields.places` gives them."""

    documents: np.ndarray
    weights: np.ndarray
    counts: np.ndarray
    places: np.ndarray


NOWHERE = Occurrences(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64), np.empty(0, np.uint32))


def checksums(terms: Iterable[str]) -> dict[int, str]:
    """Return terms by the number that stands for each in a packed document."""
    return {checksum(term): term for term in terms}


def checksum(term: str) -> int:
    """Return the number that stands for a term."""
    return crc32(term.encode())


def pack(found: Mapping[str, Sequence[int]], weights: Mapping[str, float]) -> bytes:
    """Pack what `fields.places` found in a document."""
    by_sum = checksums(found)
    sums = sorted(by_sum)
    terms = [by_sum[each] for each in sums]
    places = list(chain.from_iterable(map(found.__getitem__, terms)))[:_MOST_PLACES]
    ends = accumulate(map(len, map(found.__getitem__, terms)))
    marks = [
        min(end, _MOST_PLACES) << _WEIGHT_BITS | min(_HEAVIEST, int(weights[term] * TENTHS + 0.5))
        for term, end in zip(terms, ends, strict=True)
    ]  # fmt: skip
    length = round(sum(weights.values()) * TENTHS)
    return array(_NUMBER, (len(sums), length, *sums, *marks, *places)).tobytes()


def pack_arrays(sums: np.ndarray, places: np.ndarray, weights: np.ndarray) -> bytes:
    """Pack a document as `pack` does, given the checksum, place and weight of each of its terms, in order of their places."""
    order = np.argsort(sums, kind="stable")
    sums = sums[order]
    starts = np.flatnonzero(np.diff(sums, prepend=~sums[:1]))
    ends = np.append(starts[1:], len(sums))[: len(starts)]
    summed = np.add.reduceat(weights[order], starts) if len(starts) else weights
    tenths = np.minimum(_HEAVIEST, (summed * TENTHS + 0.5).astype(np.uint32))
    marks = np.minimum(ends, _MOST_PLACES).astype(np.uint32) << _WEIGHT_BITS | tenths
    head = np.array([len(starts), round(float(weights.sum()) * TENTHS)], np.uint32)
    return np.concatenate([head, sums[starts], marks, places[order][:_MOST_PLACES]]).astype(np.uint32).tobytes()


def length(packed: bytes) -> float:
    """Return how long a packed document is: the sum of its weights."""
    return array(_NUMBER, packed[4:8])[0] / TENTHS


def unpack(documents: Sequence[bytes], terms: Iterable[str]) -> dict[str, Occurrences]:
    """Return those of some terms that stand in any of some packed documents.

    All documents are read in one go: each by itself would cost more than to find them.
    """
    by_sum = checksums(terms)
    sums = np.array(sorted(by_sum), np.uint32)
    every = np.frombuffer(b"".join(documents), np.uint32)
    if not len(sums) or not len(every):
        return {}
    begins = np.cumsum([0, *(len(each) // every.itemsize for each in documents[:-1])])
    kinds = every[begins].astype(np.int64)
    at, number = _standing(sums, every, _ranges(begins + _HEAD, kinds))
    order = np.argsort(number, kind="stable")
    at, number = at[order], number[order]
    document = np.searchsorted(begins, at, "right") - 1
    first, kinds = begins[document] + _HEAD, kinds[document]
    marks = every[at + kinds]
    starts = np.where(at > first, every[at + kinds - 1] >> _WEIGHT_BITS, 0)
    counts = (marks >> _WEIGHT_BITS).astype(np.int64) - starts
    found = Occurrences(document, (marks & _HEAVIEST) / TENTHS, counts, every[_ranges(first + 2 * kinds + starts, counts)])
    borders = np.searchsorted(number, np.arange(len(sums) + 1))
    return {by_sum[sums[at].item()]: part for at, part in enumerate(_parts(found, borders)) if len(part.documents)}


def _ranges(begins: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return so many numbers from each of some numbers on."""
    ends = np.cumsum(counts)
    return np.repeat(begins + counts - ends, counts) + np.arange(ends[-1] if len(ends) else 0)


def _standing(sums: np.ndarray, numbers: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where any of some sums, ascending, stands among the numbers at some places, and which it is."""
    likely = np.zeros(_LAST_BITS + 1, bool)
    likely[sums & _LAST_BITS] = True
    at = places[likely[numbers[places] & _LAST_BITS]]
    which = np.minimum(np.searchsorted(sums, numbers[at]), len(sums) - 1)
    same = sums[which] == numbers[at]
    return at[same], which[same]


def _parts(found: Occurrences, borders: np.ndarray) -> Iterator[Occurrences]:
    """Yield what stands between borders."""
    of_places = np.append(0, np.cumsum(found.counts))[borders]
    for (first, last), (start, end) in zip(pairwise(borders.tolist()), pairwise(of_places.tolist()), strict=True):
        documents, weights, counts = (each[first:last] for each in found[:3])
        yield Occurrences(documents, weights, counts, found.places[start:end])
