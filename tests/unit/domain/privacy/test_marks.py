"""Marks in place of personal data, and what of an original they stand for."""

import pytest

from reception.domain.privacy.detector import find
from reception.domain.privacy.findings import Kind
from reception.domain.privacy.marks import cut_pieces, kinds_in, marks, with_marks, words_marked
from reception.search.names import DictionaryNames


def test_every_kind_has_a_mark_of_its_own():
    assert set(marks()) == set(Kind)
    assert len(set(marks().values())) == len(Kind)


def test_nothing_is_found_in_marks():
    assert find(f"Мій {' і '.join(marks().values())} тут, дата народження [дата народження].") == []


def test_a_text_gets_marks_where_something_was_found():
    text = "тел. 067 000 12 34, кв. 5"
    marked = with_marks(text, find(text))
    assert marked == "тел. [телефон], [кв.]"
    assert kinds_in(marked) == [Kind.PHONE, Kind.FLAT]


@pytest.mark.parametrize(
    ("original", "public", "pieces"),
    [
        ("тел. 067 000 12 34, кв. 5", "тел. [телефон], [кв.]", [("phone", "067 000 12 34"), ("flat", "кв. 5")]),
        ("тел. 067 000 12 34, кв. 5", "[кв.]: пишіть на [телефон]", [("phone", "067 000 12 34"), ("flat", "кв. 5")]),
        ("тел. 067 000 12 34, кв. 5", "тел. 067 000 12 34, [кв.]", [("flat", "кв. 5")]),
        ("Сусід з третього поверху шумить", "[ПІБ] шумить", [("name", "Сусід з третього поверху")]),
        ("Олена та сусід з третього поверху", "[ПІБ] та [ПІБ]", [("name", "Олена"), ("name", "сусід з третього поверху")]),
        ("сусідку Зюзю 0671234567", "сусідку [ПІБ] [телефон]", [("name", "Зюзю"), ("phone", "0671234567")]),
        ("тут Тутуй Бубуй Кукун", "тут [ПІБ] [ПІБ]", [("name", "Тутуй Бубуй Кукун")]),
        ("Пишіть Олені", "Пишіть", []),
        ("Пишіть", "Пишіть [ПІБ]", []),
    ],
)
def test_marks_tell_what_they_stand_for(original, public, pieces):
    found = cut_pieces(original, public, find(original, DictionaryNames()))
    assert [(str(piece.kind), original[piece.start : piece.end]) for piece in found] == pieces


@pytest.mark.parametrize("words", ["телефон", "ПІБ"])
def test_words_inside_marks_stay(words):
    assert words_marked(f"[ПІБ], [телефон] і {words}", words, Kind.HANDLE) == (f"[ПІБ], [телефон] і {marks()[Kind.HANDLE]}", 1)


def test_words_are_replaced_however_they_are_spaced():
    marked = words_marked("Ганна  Іванівна, ганна\nіванівна і Ганнапа", "Ганна Іванівна", Kind.NAME)
    assert marked == ("[ПІБ], [ПІБ] і Ганнапа", 2)
    assert words_marked("Ганна", "  ", Kind.NAME) == ("Ганна", 0)
    assert words_marked("a+b", "a+", Kind.NAME) == ("a+b", 0)


@pytest.mark.parametrize("typed", ["дев'ятий", "дев’ятий", "девʼятий", "дев`ятий"])
def test_words_are_replaced_whichever_apostrophe_was_typed(typed):
    text = "дев’ятий, дев'ятий, девʼятий"
    assert words_marked(text, typed, Kind.FLAT) == ("[кв.], [кв.], [кв.]", 3)
