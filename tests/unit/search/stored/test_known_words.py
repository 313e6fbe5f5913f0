"""How words are found is written once for each, and outlives the questions that brought them."""

from reception.search.engine import open_engine
from tests.unit.search.conftest import document


def test_a_word_is_found_by_its_sound_and_in_phrases_after_its_first_question_has_gone(tmp_path):
    engine = open_engine("tantivy", tmp_path)
    engine.rebuild([document(1, "Не працює ліфт у під'їзді"), document(2, "Яма")], 1)
    engine.apply([], [1], 2)
    engine.apply([document(3, "Зламаний ліфт у під'їзді"), document(2, "Яма та мати дітей")], [], 3)
    assert engine.search("подъезд", {}).ids == (3,)
    assert engine.search('"мати дітей"', {}).ids == engine.search('"мат дитини"', {}).ids == (2,)
    engine.apply([document(number, "Ліфт") for number in range(4, 9)], [3], 4)
    assert (engine.search("подъезд", {}).total, engine.search("", {}).total, len(engine.ids())) == (0, 6, 6)
    engine.close()


def test_nothing_is_written_of_words_that_are_known(tmp_path):
    engine = open_engine("tantivy", tmp_path)
    engine.rebuild([document(1, "Ліфт і ями")], 1)
    for position in (2, 3):
        engine.apply([document(1, "Ями і ліфт")], [], position)
    with engine.reading() as view:
        assert (view.live, view._searcher.num_docs) == (1, 3)
        assert view._known("=яма:") == ["яма|ями"]
    engine.close()
