"""One word has the same terms however it is typed, and other forms of it share one."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reception.search import analysis, dictionary, letters
from reception.search.analysis import terms


def share(one, other):
    return bool(set(terms(one)) & set(terms(other)))


@pytest.mark.parametrize("form", ["школі", "школами", "шкіл", "школы", "ШКОЛУ", "школою", "школах"])
def test_all_forms_of_school_share_its_term(form):
    assert "школа" in terms(form)


def test_every_lemma_is_kept_and_not_only_the_first():
    assert {"київ", "кий"} <= set(terms("Києві"))
    assert {"мати", "мата"} <= set(terms("мати"))


@pytest.mark.parametrize("mark", letters.APOSTROPHES)
def test_all_apostrophes_are_one_and_so_is_none(mark):
    assert terms(f"п{mark}ятниця") == terms("пятниця") == ("пятниця",)


@pytest.mark.parametrize("typed", ["під”їзд", 'під"їзд', "під*їзд", "під\u00adїзд", "пі\u200bд'їзд", "під'ї\u0301зд"])
def test_marks_that_stand_for_an_apostrophe_or_for_nothing(typed):
    assert [token.terms for token in analysis.tokens(typed)] == [terms("під'їзд")]


def test_letters_that_take_two_code_points_are_one_letter():
    assert terms(unicodedata.normalize("NFD", "їжакій")) == terms("їжакій")


def test_g_with_upturn_and_yo_are_folded():
    assert share("ґанок", "ганок")
    assert share("ёлка", "елка")


def test_latin_lookalikes_inside_a_cyrillic_word_become_cyrillic():
    assert terms("вiдкритi") == terms("відкриті")
    assert terms("CО2".lower()) == terms("СО2")


def test_i_and_yi_are_kept_apart_from_y():
    assert not share("лис", "ліс")


@pytest.mark.parametrize(("typed", "meant"), [("MK", "МК"), ("mk", "мк"), ("K401", "К401"), ("AA1234BB", "АА1234ВВ")])
def test_abbreviations_and_plates_typed_in_either_alphabet(typed, meant):
    assert terms(typed) == terms(meant)


def test_latin_words_stay_latin():
    assert terms("Internet") == ("internet",)


def test_unknown_words_are_stems_that_agree_across_their_forms():
    assert share("Бульбенківська", "Бульбенківську")
    assert share("Троєщинопарк", "Троєщинопарку")


def test_russian_words_have_russian_lemmas_where_ukrainian_does_not_know_them():
    assert "подъезд" in terms("подъездах")
    assert "крыша" in terms("крыши")


def test_a_letter_mistaken_for_its_neighbour_in_the_other_alphabet_is_understood():
    assert share("вiдкривае", "відкриває")


def test_offsets_are_those_of_the_text_as_it_stands():
    text = "Не пр\u0301ацює ліфт!"
    assert [text[token.start : token.end] for token in analysis.tokens(text)] == ["Не", "пр\u0301ацює", "ліфт"]


@given(st.text(st.characters(blacklist_categories=[]), max_size=60))
@example("ʼ ʹʹ ˈ ʻ ʹ")
def test_no_text_at_all_breaks_the_analysis(text):
    for token in analysis.tokens(text):
        assert token.terms
        assert all(term and len(term) <= letters.LONGEST for term in token.terms)


def test_a_megabyte_without_a_space_is_one_short_term():
    (token,) = analysis.tokens("щ" * 1_000_000)
    assert len(token.terms[0]) <= letters.LONGEST


def test_without_dictionaries_the_stemmer_still_relates_forms_and_a_function_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(dictionary, "_morph", lambda language: None)
    analysis._analysed.cache_clear()
    try:
        assert dictionary.missing() == ["uk", "ru"]
        assert share("школами", "школа")
        assert share("дороги", "дорогу")
    finally:
        monkeypatch.undo()
        analysis._analysed.cache_clear()
    assert dictionary.missing() == []
