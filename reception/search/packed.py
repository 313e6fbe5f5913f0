"""A document's terms in a few kilobytes: what an engine that cannot show places keeps of each document, to rank the best by.

One array of numbers: how many terms, how long the document is, the terms (by checksum, sorted), for each the end of its
places and its weight, and all places. A checksum shared by two words of one document moves that document a little.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple
from zlib import crc32

import numpy as np

_NUMBER = "I"
_WEIGHT_BITS = 12
_HEAVIEST = (1 << _WEIGHT_BITS) - 1
_MOST_PLACES = (1 << 32 - _WEIGHT_BITS) - 1
_HEAD = 2
_BISECTION = 8
"""To look up one number costs about as much as to look at so many."""

TENTHS = 10


class Occurrences(NamedTuple):
    """A term of one document: its summed weight, and its places as `fields.places` gives them."""

    term: str
    weight: float
    places: Sequence[int]


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


def unpack(packed: bytes, wanted: Mapping[int, str]) -> Iterator[Occurrences]:
    """Yield the wanted terms (see `checksums`) that stand in a document."""
    numbers = array(_NUMBER, packed)
    count = numbers[0]
    marks, places = _HEAD + count, _HEAD + 2 * count
    likely = wanted if len(wanted) * _BISECTION < count else wanted.keys() & numbers[_HEAD:marks]
    for each in likely:
        at = bisect_left(numbers, each, _HEAD, marks)
        if at == marks or numbers[at] != each:
            continue
        mark = numbers[at + count]
        start = numbers[at + count - 1] >> _WEIGHT_BITS if at > _HEAD else 0
        yield Occurrences(wanted[each], (mark & _HEAVIEST) / TENTHS, numbers[places + start : places + (mark >> _WEIGHT_BITS)])
