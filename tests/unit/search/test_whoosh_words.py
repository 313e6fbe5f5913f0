"""The words of a segment: what is put into the file is what is read from it, also after segments were merged."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reception.search import whoosh_writer
from reception.search.whoosh_words import Pool, Words
from tests.unit.search.conftest import document

TERMS = ["ліфт", "яма", "дорога", "a", "12"]
TEXTS = st.lists(st.dictionaries(st.sampled_from(TERMS), st.lists(st.integers(0, 900), min_size=1)))


def written(path, pool) -> Words:
    with path.open("wb") as file:
        pool.write(file)
    return Words(path)


def told(words, term) -> list[tuple[int, float, list[int]]]:
    """Return what a file says of a term: document, weight, places."""
    found = words.postings(term)
    places = np.split(found.places, np.cumsum(found.counts)[:-1]) if len(found.counts) else []
    every = zip(found.documents.tolist(), found.weights.tolist(), places, strict=True)
    return [(document, weight, here.tolist()) for document, weight, here in every]


def pool_of(texts) -> Pool:
    pool = Pool()
    for number, found in enumerate(texts):
        pool.add(number, found, {term: float(len(places)) for term, places in found.items()})
    return pool


@given(texts=TEXTS)
@settings(max_examples=60)
def test_what_is_written_is_read(tmp_path_factory, texts):
    words = written(tmp_path_factory.mktemp("words") / "file", pool_of(texts))
    for term in [*TERMS, "ніде"]:
        assert told(words, term) == [(n, float(len(found[term])), found[term]) for n, found in enumerate(texts) if term in found]
        assert words.frequencies.get(term, 0) == sum(term in found for found in texts)


@given(first=TEXTS, second=TEXTS, gone=st.sets(st.integers(0, 5)))
@settings(max_examples=60)
def test_merged_segments_are_as_if_written_at_once(tmp_path_factory, first, second, gone):
    folder = tmp_path_factory.mktemp("words")
    kept = [found for number, found in enumerate(first) if number not in gone]
    to = np.array([-1 if number in gone else sum(other not in gone for other in range(number)) for number in range(len(first))])
    pool = Pool()
    pool.take(written(folder / "first", pool_of(first)), to.astype(int))
    pool.take(written(folder / "second", pool_of(second)), np.arange(len(kept), len(kept) + len(second)))
    merged, whole = written(folder / "merged", pool), written(folder / "whole", pool_of(kept + second))
    for term in TERMS:
        assert told(merged, term) == told(whole, term)


DAMAGES = [
    lambda data: b"", lambda data: data[:8], lambda data: data[:-4], lambda data: data[:-16], lambda data: bytes(len(data)),
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_said_to_be_one(tmp_path, damage):
    path = tmp_path / "file"
    written(path, pool_of([{"яма": [1, 2]}, {"ліфти": [3]}]))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match="words|short|damaged|empty|decode"):
        Words(path)


def test_an_index_of_many_documents_is_written_in_several_segments(engine, monkeypatch):
    monkeypatch.setattr(whoosh_writer, "FULL", 50)
    engine.rebuild([document(id, f"Яма номер {id}") for id in range(1, 60)], 9)
    hits = engine.search("яма", {}, limit=None)
    assert (set(hits.ids), hits.total, engine.position()) == (set(range(1, 60)), 59, 9)
    assert len(list(engine._path.glob("*/*.wrd"))) > 2
