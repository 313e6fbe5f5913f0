"""Highlights mark the inflected word in the text of the database, and lose not a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.search.highlight import ELLIPSIS, highlight, snippet
from reception.search.hits import Hits


@pytest.fixture
def search(index):
    def found(query, *texts):
        return index(*texts).search(query, {})

    return found


def marked(pieces):
    return [text for text, mark in pieces if mark]


def joined(pieces):
    return "".join(text for text, _ in pieces)


def test_the_inflected_word_is_marked_and_the_text_stays_as_it_is(search):
    text = "Біля  школи немає\nтротуару, а школярі йдуть дорогою."
    pieces = highlight(text, search("школа дорога", text))
    assert joined(pieces) == text
    assert {"школи", "дорогою"} <= set(marked(pieces))


def test_words_of_the_other_language_and_with_marks_inside_are_marked(search):
    text = "Не работает лифт в под\u00adъезде"
    assert marked(highlight(text, search("ліфт у під'їзді", text))) == ["лифт", "под\u00adъезде"]


def test_little_words_are_marked_in_phrases_only(search):
    text = "Яма на дорозі, а на тротуарі – ще одна"
    assert marked(highlight(text, search("яма на дорозі", text))) == ["Яма", "дорозі"]
    assert marked(highlight(text, search('"яма на дорозі"', text))) == ["Яма", "на", "дорозі"]


def test_a_phrase_is_marked_only_where_it_stands(search):
    text = "Дитячий майданчик біля майданчика для машин, дитячий одяг"
    assert marked(highlight(text, search('"дитячий майданчик"', text))) == ["Дитячий", "майданчик"]


def test_a_number_is_marked_whole(search):
    text = "Звернення К-401 і дім 401"
    assert marked(highlight(text, search("К-401", text))) == ["К", "401"]


def test_nothing_searched_marks_nothing(search):
    assert highlight("Яма", None) == highlight("Яма", Hits()) == [("Яма", 0)]
    assert highlight("", Hits()) == []


def test_a_snippet_prefers_two_words_of_the_query_to_two_forms_of_one(search):
    text = "Ліфт, ліфта, ліфтом, ліфту, ліфти. " + "Щось іще про місто та людей. " * 20 + "Ліфт біля дороги."
    pieces = snippet(text, search("ліфт дорога", text), width=100)
    assert marked(pieces)[-2:] == ["Ліфт", "дороги"]


def test_a_snippet_shows_the_place_with_most_of_the_query(search):
    text = "Дорога. " + "Щось іще про місто та людей. " * 30 + "Яма на дорозі біля школи. " + "Кінець тексту тут. " * 30
    pieces = snippet(text, search("яма дорога школа", text))
    assert {"Яма", "дорозі", "школи"} <= set(marked(pieces))
    assert pieces[0] == pieces[-1] == (ELLIPSIS, False)
    assert len(joined(pieces)) <= 260


def test_a_snippet_without_a_hit_is_the_start_of_the_text(search):
    text = "Перше речення. " * 40
    pieces = snippet(text, search("ліфт", "Ліфт"), width=100)
    assert joined(pieces).startswith("Перше речення.")
    assert len(joined(pieces)) <= 101
    assert pieces[-1] == (ELLIPSIS, False)
    assert snippet("Коротко", None) == [("Коротко", 0)]
    assert snippet("", None) == []


UNPLEASANT = st.sampled_from("абвшкола\0\ud800\udfff\u0301\u0308\u00ad\u200b\u202e\u05d0’'\"*ẞİ\u2028\U0001f600")


@given(st.text(st.characters(blacklist_categories=[]) | UNPLEASANT, max_size=400), st.integers(min_value=10, max_value=300))
def test_any_text_is_highlighted_whole_and_cut_short(text, width):
    hits = Hits(marks=(((frozenset({"а", "школа"}),),), ((frozenset({"б"}), frozenset({"в"})),)))
    assert joined(highlight(text, hits)) == text
    assert len(joined(snippet(text, hits, width))) <= width + 2
