"""What people type is found: forms, languages, slips, layouts, numbers, phrases."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reception.search import planner, scoring, widening
from reception.search.candidates import terms_of
from reception.search.engine import open_engine
from reception.search.plan import Alternative
from reception.search.query import parse
from reception.search.vocabulary import Vocabulary
from tests.unit.search.conftest import document

CYRILLIC = "абвгдежзиклмнопрстуфхцчшщюя"
TEXTS = {
    1: "Відремонтуйте дорогу біля школи, суцільні ями",
    2: "Не работает лифт в подъезде третьего этажа",
    3: "Коли увімкнуть гаряче водопостачання у лікарні?",
    4: "На звернення К-401 від 12.05.2025 щодо будинку 9/2 відповіді немає, телефон 0512",
    5: "Дитячий майданчик зламано, гойдалка небезпечна",
    6: "Майданчик для дитячих колясок у бібліотеці",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    engine = open_engine("whoosh", tmp_path_factory.mktemp("index"))
    engine.rebuild([document(id, text) for id, text in TEXTS.items()], 1)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("школами", 1), ("ремонт дороги", 1), ("шкільна дорога", 1), ("школы", 1), ("яма", 1),
        ("ліфт у під'їзді", 2), ("лiфт", 2), ("поверх", 2), ("не працює ліфт", 2),
        ("ГВП", 3), ("горячая вода больница", 3), ("лікарня", 3), ("больница", 3),
        ("К-401", 4), ("k-401", 4), ("К 401", 4), ("9/2", 4), ("0512", 4), ("12.05.2025", 4), ("відповідь на К-401", 4),
        ("гойдалки", 5), ("качели", 5), ("бібліотеками", 6), ("библиотека", 6),
        ("ljhjuf", 1), ("doroha", 1), ("doroga", 1), (",s,ksjntrf", 6), ("biblioteka", 6),
        ("дорга", 1), ("бібліотке", 6), ("гойдлака", 5), ("бібл*", 6),
        ("МК-2026-00003", 3), ("mk-2026-00003", 3), ("мк-2026-3", 3), ("00005", 5),
    ],
)  # fmt: skip
def test_the_document_meant_is_the_first_hit(town, query, found):
    assert town.search(query, {}).ids[:1] == (found,)


def test_a_phrase_finds_the_words_side_by_side_only(town):
    assert town.search('"дитячий майданчик"', {}).ids == (5,)
    assert town.search("«дитячий майданчик»", {}).ids == (5,)
    assert set(town.search("дитячий майданчик", {}).ids) == {5, 6}


def test_a_phrase_is_likelier_meant_where_it_stands_as_it_was_typed(index):
    engine = index("Гарячої води немає", "Дала тріщину труба з гарячою водою", "Вимкнули гарячу воду")
    assert engine.search('"гарячою водою"', {}).ids[0] == 2
    assert engine.search('"гарячої води"', {}).ids[0] == 1


def test_what_says_a_word_in_two_ways_comes_before_what_says_it_in_one(index):
    engine = index("Кіоск, тобто МАФ, стоїть на розі", "Кіоск стоїть на розі")
    assert engine.search("кіоск", {}).ids == (1, 2)


def test_minus_takes_away_in_any_form(town):
    assert set(town.search("майданчик -гойдалками", {}).ids) == {6}
    assert 5 not in town.search("-гойдалка", {}).ids
    assert town.search("-гойдалка", {}).total == 5


def test_a_hyphen_inside_a_word_is_no_minus(town):
    assert town.search("будь-яка дорога", {}).ids[0] == 1


def test_a_suggestion_is_made_for_what_is_not_found_and_never_for_what_is(town):
    assert town.search("ljhjuf", {}).suggestion == "дорога"
    assert town.search("дорга школа", {}).suggestion == "дорога школа"
    assert town.search("дорога", {}).suggestion is None


def test_a_suggestion_keeps_the_signs_that_were_typed(town):
    assert town.search("дорга -ліфт", {}).suggestion == "дорога -ліфт"
    assert town.search('"дитячий майданчик" дорга', {}).suggestion == '"дитячий майданчик" дорога'
    assert town.search("дорга -ліф*", {}).suggestion == "дорога -ліф*"


@pytest.mark.parametrize(
    ("typed", "document"),
    [("вул.Садова,15", 7), ("Садова,15", 7), ("садова(15)", 7), ("від 12.05.2025", 4), ("<s,ksjntrf", 6), ("{dgj", None)],
)
def test_signs_between_words_are_breaks_and_on_a_wrong_layout_letters(index, typed, document):
    every = index(*TEXTS.values(), "Ремонт на вул. Садова, 15")
    assert every.search(typed, {}).ids[:1] == ((document,) if document else ())


def test_minus_takes_away_all_words_that_begin_alike(town):
    assert town.search("школи -ремон* -відрем*", {}).total == 0
    assert town.search("майданчик -гойдал*", {}).ids == (6,)


def test_complete_hits_alone_are_given_where_they_are_wanted(town):
    assert town.search("лікарня гойдалка", {}, complete=True).total == 0
    assert town.search("дитячий майданчик", {}, complete=True).ids == town.search('дитячий майданчик', {}).ids[:2]


def test_when_nothing_has_all_words_fewer_do_and_the_hits_say_so(town):
    hits = town.search("лікарня гойдалка", {})
    assert (set(hits.ids), hits.complete, hits.relaxed) == ({3, 5}, 0, True)


def test_a_page_that_few_fill_with_all_words_is_filled_with_those_that_have_fewer(index):
    engine = index("Перила хитаються у дворі", "Під'їзд і подвір'я", "Перила на другому поверсі", "Хитаються сходи", "Ліфт")
    hits = engine.search("перила хитаються", {})
    assert (hits.ids[0], set(hits.ids), hits.complete, hits.relaxed) == (1, {1, 3, 4}, 1, True)


def test_words_by_the_way_do_not_hide_what_a_long_question_is_about(index):
    by_the_way = ["Прошу сказати скільки чекати", "Скільки ще чекати відповіді, прошу сказати"] * 8
    engine = index(*by_the_way, "Велотрек зруйновано, реконструкції немає")
    assert engine.search("прошу сказати скільки ще чекати реконструкцію велотреку", {}).ids[0] == len(by_the_way) + 1


def test_a_word_akin_to_a_rare_one_tells_only_what_it_tells_itself():
    akin, translated = Alternative((frozenset({"рід"}),), 0.4), Alternative((frozenset({"світло"}),), 0.9)
    rare, common = scoring.idf(1, 1000), scoring.idf(500, 1000)
    assert scoring.telling(akin, 500, rare, 1000) == pytest.approx(common / rare)
    assert scoring.telling(akin, 1, common, 1000) == scoring.telling(translated, 500, rare, 1000) == 1.0


@pytest.mark.parametrize("words", [1, 24])
def test_latin_letters_of_many_readings_cost_little(town, monkeypatch, words):
    analysed, terms = [], widening.analysis.terms
    monkeypatch.setattr(widening.analysis, "terms", lambda word: analysed.append(word) or terms(word))
    assert town.search(" ".join(f"iiii{letter}iiii" for letter in string.ascii_lowercase[:words]), {}).ids == ()
    assert len(analysed) < 200 + 15 * words


def test_many_prefixes_stand_for_no_more_terms_than_three():
    vocabulary = Vocabulary({letter + other + last: 1 for letter in CYRILLIC for other in CYRILLIC for last in CYRILLIC})
    terms = [len(terms_of(planner.plan(query, vocabulary))) for query in ("а*", "а* б* в*", "а* б* в* г* -д* -е* ж* з*")]
    assert terms == [200, 600, 450]


def test_function_words_alone_are_searched_and_beside_others_are_not_required(town):
    assert 1 in town.search("біля", {}).ids
    assert town.search("як там у школах", {}).complete == 1


def test_renamed_streets_are_found_by_either_name(index):
    engine = index("Аварійне дерево на проспекті Леніна", "Аварійне дерево на вулиці Лісовій")
    assert engine.search("Центральний проспект", {}).ids[0] == 1


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "-", "--", "*", '"', '""', '"«»', "-*", "(", "a AND (b OR", "title:x [1 TO", "\\", "^~", "\x00", "\ud800",
        "а\u0301" * 50,
        "🙂", "🙂*", "\u202eдорога", "(((((((((" * 50, "a*" * 200, "(a+)+$" * 40, "-" * 500, '"' * 501, "дорога " * 2000,
        "щ" * 10_000,
        "%", "'; drop table questions; --", "‮שלום", "١٢٣", "ß", "İ", "\u200b", "’", "q*w*e*",
    ],
)  # fmt: skip
def test_nothing_that_can_be_typed_raises(town, query):
    hits = town.search(query, {})
    assert hits.total >= len(hits.ids)


@settings(max_examples=150)
@given(st.text(st.characters(blacklist_categories=[]) | st.sampled_from('"*-«»МК0/ [];\''), max_size=40))
def test_nothing_at_all_raises(town, query):
    hits = town.search(query, {})
    assert hits.total >= len(hits.ids)


def test_ten_thousand_characters_are_cut_and_answered(town):
    assert town.search("дорога " + "щось " * 2000, {}).ids[0] == 1


def test_a_query_is_cut_into_words_phrases_numbers_and_exclusions():
    parts = parse('дорога -ліфт "дитячий майданчик" К-401 бібл*')
    assert [(part.words, part.minus, part.prefix) for part in parts] == [
        (("дорога",), False, False), (("ліфт",), True, False), (("дитячий", "майданчик"), False, False),
        (("К", "401"), False, False), (("бібл",), False, True),
    ]  # fmt: skip
