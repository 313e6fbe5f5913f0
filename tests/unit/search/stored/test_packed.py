"""What is packed of a document comes out again, whichever terms are asked for."""

import pytest

from reception.search import packed
from reception.search.fields import places
from tests.unit.search.conftest import document

QUESTION = document(1, "Яма на дорозі, яма у дворі, ями скрізь", subject="Ями", answer="Засипали ями на дорозі біля двору")
FOUND, WEIGHTS = places(QUESTION)


@pytest.mark.parametrize("others", [0, 300])
def test_places_and_weights_come_out_as_they_went_in(others):
    data = packed.pack(FOUND, WEIGHTS)
    wanted = packed.checksums([*FOUND, *(f"інше{number}" for number in range(others))])
    out = {each.term: (each.weight, list(each.places)) for each in packed.unpack(data, wanted)}
    assert out == {term: (pytest.approx(WEIGHTS[term], abs=0.051), there) for term, there in FOUND.items()}
    assert packed.length(data) == pytest.approx(sum(WEIGHTS.values()), abs=0.051)


def test_a_single_term_is_found_and_a_foreign_one_is_not():
    data = packed.pack(FOUND, WEIGHTS)
    assert [each.term for each in packed.unpack(data, packed.checksums(["яма"]))] == ["яма"]
    assert list(packed.unpack(data, packed.checksums(["ліфт"]))) == []


def test_a_document_without_words_is_packed_too():
    data = packed.pack({}, {})
    assert (packed.length(data), list(packed.unpack(data, packed.checksums(["яма"])))) == (0, [])


def test_a_term_of_very_many_places_keeps_the_first_of_them():
    many = range(1, packed._MOST_PLACES + 10)
    (out,) = packed.unpack(packed.pack({"яма": many}, {"яма": 1e6}), packed.checksums(["яма"]))
    assert len(out.places) == packed._MOST_PLACES
    assert out.weight == pytest.approx(409.5)
