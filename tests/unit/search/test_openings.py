"""No word that has a term is passed over for its first letters, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.search import analysis, dictionary, letters
from reception.search.openings import Openings

TRICKY = "абвгґдеєёзжиіїйкопстуюяьъыэщАЄЇЩaceikxyhbëïnzé0127'’ʼ`\"“*\u0301\u0306\u0308\u00ad\u200b .-_\n?😀ђλ"
IRREGULAR = (
    "люди йшов був дня ніч мати відра кам'янистих краще менше п'ятьох об'їзди з'їхали сніг ґанок дітей років нам всі очі "
    "хороших шли есть ребёнок съезды объявления пришлось иду более себе мною вуха ім'я теля щеняти вівці в'язень подошёл бігти"
)


def found(terms, text):
    return [word for word, _, _ in Openings(terms).spans(text)]


def passed_over(text):
    """Return the words of a text that are not found by terms of theirs."""
    spans = list(letters.spans(text))
    return [span for span in spans if any(span not in Openings([term]).spans(text) for term in analysis.terms(span[0]))]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("людина", "Людина людей люди людьми"), ("рік", "рік року роки"), ("йти", "йти йшов ішов йдуть"), ("бути", "бути є був"),
        ("быстрый", "быстрые побыстрее быстрейший"), ("вязень", "в'язень в’язнів"), ("идти", "идти шёл шла иду"),
        ("пять", "п'ять пʼять п’яти п`ять пъять п\"ять п*ять"), ("подъезд", "под\u00adъезде по\u0301дъезд под’езд подьезд"),
        ("яма", "яму Яму я\u0301ма ЯМИ ямa"), ("127", "127 00127"), ("київ", "Київ Києва Kиєву киi\u0308в"),
        ("café", "café cafe\u0301"), ("λόγος", "λόγος"), ("щітка", "щітка шітки"),
    ],
)  # fmt: skip
def test_forms_and_spellings_that_begin_otherwise_are_found(term, words):
    assert found([term], words) == words.split()


def test_words_that_begin_otherwise_are_left_out():
    text = "Яма на дорозі біля школи, а в дворі ліхтар. 128 об'єкт"
    assert found(["школа"], text) == ["школи"]
    assert found(["єкт"], text) == found([], text) == []


@pytest.mark.parametrize("language", dictionary.LANGUAGES)
def test_words_of_the_dictionary_are_found_by_each_of_their_terms(language):
    for lemma in {lemma for word in IRREGULAR.split() for lemma in dictionary.lemmas_in(language, word)}:
        forms = dictionary.forms(language, lemma)
        assert passed_over("; ".join(sorted(forms))) == [], lemma


@given(st.text(alphabet=TRICKY, max_size=40))
def test_whatever_is_typed_each_word_is_found_by_its_terms(text):
    assert passed_over(text) == []
