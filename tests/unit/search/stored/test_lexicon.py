"""A document read in one go is what it is when read word by word, however many words came before."""

import pytest

from reception.search import lexicon, packed
from reception.search.fields import places
from reception.search.lexicon import Lexicon
from tests.unit.search.conftest import document

DOCUMENTS = [
    document(1, "Яма на дорозі, яма у дворі, мати й діти. " * 3, subject="Ями", answer="Засипали ями на дорозі біля двору"),
    document(2, ""),
    document(3, "а" * 1000 + " " + "а" * 1001 + " об'єкт 00127", subject="Об’єкт"),
    document(1, "Яма на дорозі"),
]


@pytest.mark.parametrize("most", [3, 1000])
def test_places_weights_and_terms_are_those_of_the_document(monkeypatch, most):
    monkeypatch.setattr(lexicon, "MOST_WORDS", most)
    one = Lexicon()
    for each in DOCUMENTS:
        found, weights = places(each)
        read = one.read(each)
        assert read.packed == packed.pack(found, weights)
        assert set(read.terms.split()) == set(found) == {term for kind in read.kinds for term in kind.split(lexicon.BETWEEN)}


def test_each_word_stands_once_with_all_its_terms_and_the_subject_weighs_more():
    read = Lexicon().read(document(1, "мати дітей", subject="ями"))
    number, subject, question, *_ = read.words.split(f" {lexicon.BETWEEN} ")
    assert number.split() == ["мк", "2026", "00001|1"]
    assert [term in word.split(lexicon.BETWEEN) for word, term in zip(question.split(), ["мати", "дитина"], strict=True)] == [
        True
    ] * 2
    assert (subject, read.terms.split().count("яма")) == ("яма|ями", 3)
