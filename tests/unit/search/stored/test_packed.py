"""What is packed of documents comes out again, whichever terms are asked for."""

from itertools import islice

import pytest

from reception.search import packed
from reception.search.fields import places
from tests.unit.search.conftest import document

QUESTION = document(1, "Яма на дорозі, яма у дворі, ями скрізь", subject="Ями", answer="Засипали ями на дорозі біля двору")
FOUND, WEIGHTS = places(QUESTION)
OTHER = places(document(2, "Ліфт не працює, а перед дверима яма"))
PACKED = packed.pack(FOUND, WEIGHTS)


def shown(documents, terms):
    """Return what is unpacked, as {term: {document: (weight, places)}}."""
    result = {}
    for term, each in packed.unpack(documents, terms).items():
        there = iter(each.places.tolist())
        rows = zip(each.documents.tolist(), each.weights.tolist(), each.counts.tolist(), strict=True)
        result[term] = {number: (weight, list(islice(there, count))) for number, weight, count in rows}
        assert list(there) == []
    return result


@pytest.mark.parametrize("others", [0, 300])
def test_places_and_weights_come_out_as_they_went_in(others):
    documents = [PACKED, packed.pack({}, {}), packed.pack(*OTHER), PACKED]
    held = [(FOUND, WEIGHTS), ({}, {}), OTHER, (FOUND, WEIGHTS)]
    terms = {*FOUND, *OTHER[0]}
    assert shown(documents, [*terms, *(f"інше{number}" for number in range(others))]) == {
        term: {
            number: (pytest.approx(weights[term], abs=0.051), found[term])
            for number, (found, weights) in enumerate(held) if term in found
        }
        for term in terms
    }  # fmt: skip
    assert packed.length(PACKED) == pytest.approx(sum(WEIGHTS.values()), abs=0.051)


def test_a_single_term_is_found_and_a_foreign_one_is_not():
    assert list(shown([PACKED], ["яма"])) == ["яма"]
    assert shown([PACKED], ["ліфт"]) == shown([PACKED], []) == shown([], ["яма"]) == {}


def test_a_document_without_words_is_packed_too():
    data = packed.pack({}, {})
    assert (packed.length(data), shown([data], ["яма"])) == (0, {})


def test_what_only_looks_like_a_term_is_none():
    looks_alike = packed.checksum("яма")
    assert shown([packed.pack({"ліфт": [looks_alike]}, {"ліфт": 1.0})], ["яма"]) == {}


def test_a_term_of_very_many_places_keeps_the_first_of_them():
    many = range(1, packed._MOST_PLACES + 10)
    ((weight, there),) = shown([packed.pack({"яма": many}, {"яма": 1e6})], ["яма"])["яма"].values()
    assert len(there) == packed._MOST_PLACES
    assert weight == pytest.approx(409.5)
