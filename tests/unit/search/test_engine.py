"""The index as the rest of the house uses it: batches, filters, facets, order, paging, being found again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reception.search import index_folder, whoosh_schema
from reception.search.engine import IndexUnusable, open_engine
from tests.unit.search.conftest import PLAIN, document


def test_a_new_index_is_at_position_nothing_and_cannot_be_searched(engine):
    assert engine.position() == 0
    with pytest.raises(IndexUnusable) as error:
        engine.search("дорога", {})
    assert error.value.reason == "missing"


def test_a_first_batch_begins_the_index(engine):
    engine.apply([document(7, "Яма на дорозі")], (), 12)
    assert (engine.ids(), engine.position(), engine.search("ями", {}).ids) == ({7}, 12, (7,))


def test_a_batch_given_twice_and_an_id_twice_in_it_are_there_once(engine):
    batch = [document(1, "Старий текст"), document(1, "Новий текст про ліфт")]
    engine.apply(batch, (), 1)
    engine.apply(batch, (), 1)
    hits = engine.search("текст", {})
    assert (hits.ids, hits.total) == ((1,), 1)
    assert engine.search("старий", {}).total == 0


def test_what_is_deleted_or_changed_is_no_longer_found(engine):
    engine.apply([document(1, "Яма"), document(2, "Ліфт")], (), 1)
    assert engine.search("ліфт", {}).ids == (2,)
    engine.apply([document(1, "Двір")], [2], 2)
    assert (engine.search("ліфт", {}).total, engine.search("яма", {}).total, engine.search("", {}).ids) == (0, 0, (1,))


def test_what_is_deleted_does_not_stand_for_hits_that_have_every_word(engine):
    both, one = [document(id, "Ліфт і яма") for id in range(1, 13)], [document(id, "Ліфт") for id in range(20, 30)]
    engine.rebuild([*both, *one], 1)
    engine.apply((), range(1, 13), 2)
    assert set(engine.search("ліфт яма", {}).ids) == set(range(20, 30))


def test_a_word_that_went_with_its_last_document_is_no_word_of_the_index(engine):
    engine.apply([document(1, "Ліфти"), document(2, "Ліфрт")], (), 1)
    assert (engine.search("ліфрт", {}).ids, engine.search("ліфрт", {}).suggestion) == ((2,), None)
    engine.apply((), [2], 2)
    for number in range(3, 20):
        engine.apply([document(number, "Яма")], (), number)
    assert (engine.search("ліфрт", {}).ids, engine.search("ліфрт", {}).suggestion) == ((1,), "ліфт")


def test_many_small_batches_and_merges_keep_every_document_once(engine):
    for number in range(1, 31):
        engine.apply([document(number, f"Яма номер {number}"), document(1, "Яма перша")], (), number)
        assert engine.search("яма", {}, limit=50).total == number
    assert (engine.ids(), engine.position()) == (set(range(1, 31)), 30)


def test_another_engine_over_the_same_folder_sees_the_change_at_once(engine, tmp_path):
    other = open_engine("whoosh", tmp_path / "index")
    engine.rebuild([document(1, "Яма")], 1)
    assert other.search("яма", {}).ids == (1,)
    engine.apply([document(2, "Друга яма")], (), 2)
    assert (set(other.search("яма", {}).ids), other.position()) == ({1, 2}, 2)
    engine.rebuild([document(3, "Третя яма")], 3)
    assert (other.search("яма", {}).ids, other.position()) == ((3,), 3)
    other.close()


def test_a_rebuild_leaves_one_folder_and_nothing_of_the_old(engine, tmp_path):
    engine.rebuild([document(1, "Яма")], 1)
    engine.rebuild([document(2, "Ліфт")], 5)
    assert (engine.ids(), engine.position()) == ({2}, 5)
    assert len(list((tmp_path / "index").glob("index-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_old_index_answering(engine):
    engine.rebuild([document(1, "Яма")], 1)

    def half():
        yield document(2, "Ліфт")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(half(), 2)
    assert (engine.search("яма", {}).ids, engine.position()) == ((1,), 1)
    engine.apply([document(3, "Двір")], (), 2)
    assert engine.ids() == {1, 3}


@pytest.mark.parametrize("name", ["whoosh", "tantivy"])
def test_of_two_rebuilds_at_once_none_takes_away_what_the_other_writes(name, tmp_path):
    """The worker's and one that somebody asked for: the second waits for the first."""
    engines = [open_engine(name, tmp_path / "index") for _each in range(2)]
    begun, ended = threading.Event(), threading.Event()

    def slow():
        yield document(1, "Яма")
        begun.set()
        ended.wait(1)
        yield document(2, "Ліфт")

    def second():
        begun.wait(60)
        engines[1].rebuild([document(1, "Яма"), document(3, "Вода")], 9)
        ended.set()

    with ThreadPoolExecutor() as pool:
        both = [pool.submit(engines[0].rebuild, slow(), 8), pool.submit(second)]
        assert [each.result() for each in both] == [None, None]
    assert (engines[0].ids(), engines[0].position()) == ({1, 3}, 9)
    for engine in engines:
        engine.close()


def test_a_batch_that_fails_changes_nothing_and_does_not_lock_the_next(engine):
    engine.apply([document(1, "Яма")], (), 1)
    broken = replace(document(2, "Ліфт"), asked_on=None)
    with pytest.raises((IndexUnusable, AttributeError)):
        engine.apply([broken], (), 2)
    engine.apply([document(3, "Двір")], (), 3)
    assert (engine.ids(), engine.position()) == ({1, 3}, 3)


@pytest.fixture
def year(engine):
    def place(id):
        return replace(
            document(id, "Яма на дорозі"), topic=("Дороги", "Двори")[id % 2], authority=f"Орган {id % 3}",
            asked_on=date(2025, 1, 1) + timedelta(days=40 * id),
        )  # fmt: skip

    engine.rebuild([place(id) for id in range(1, 13)], 1)
    return engine


def test_filters_narrow_and_facets_count(year):
    hits = year.search("ями", {"topic": "Дороги"}, limit=20)
    assert set(hits.ids) == {2, 4, 6, 8, 10, 12}
    assert hits.total == 6
    assert hits.facets["topic"] == {"Дороги": 6, "Двори": 6}
    assert hits.facets["authority"] == {"Орган 0": 2, "Орган 1": 2, "Орган 2": 2}
    assert hits.facets["year"] == {"2025": 4, "2026": 2}


def test_filters_combine_and_an_empty_one_does_not_filter(year):
    assert set(year.search("ями", {"topic": "Дороги", "authority": "Орган 0", "year": ""}).ids) == {6, 12}
    assert year.search(None, {"month": "2025-02"}).ids == (1,)
    assert year.search(None, {"topic": "Немає такої"}).total == 0


def test_order_by_date_both_ways_and_paging_without_gap_or_overlap(year):
    assert year.search("яма", {}, "newest", 0, 3).ids == (12, 11, 10)
    assert year.search("яма", {}, "oldest", 0, 3).ids == (1, 2, 3)
    pages = [id for offset in range(0, 12, 5) for id in year.search("яма", {}, "relevance", offset, 5).ids]
    assert sorted(pages) == list(range(1, 13))
    assert year.search("яма", {}, "relevance", 1000, 5).ids == ()


def test_equal_documents_come_in_the_same_order_every_time(index):
    engine = index(*["Яма на дорозі"] * 8)
    assert engine.search("яма", {}).ids == engine.search("яма", {}).ids == (8, 7, 6, 5, 4, 3, 2, 1)


def test_among_keeps_to_the_given_ids(year):
    hits = year.search("яма", {}, among=[3, 5, 99])
    assert (set(hits.ids), hits.total) == ({3, 5}, 2)
    assert year.search(None, {}, among=[]).total == 0


def test_without_a_query_everything_is_there_newest_first(year):
    hits = year.search("  ", {}, limit=2)
    assert (hits.ids, hits.total, hits.relaxed) == ((12, 11), 12, False)


def test_a_word_of_the_subject_counts_more_than_one_of_an_attachment(engine):
    engine.rebuild([document(1, "Ліфт", attachments="дорога"), document(2, "Ліфт", subject="Дорога")], 1)
    assert engine.search("дорога", {}).ids == (2, 1)


def test_words_that_stand_together_come_before_words_that_are_scattered(index):
    engine = index(
        "Вода у підвалі стоїть, а кажуть, що гаряча лінія відповість завтра",
        "Коли буде гаряча вода в будинку, чому у підвалі лінія прорвана",
    )
    assert engine.search("гаряча вода", {}).ids[0] == 2


def test_the_very_form_that_was_typed_decides_between_equals(index):
    engine = index("Школами опікується відділ", "Школа опікується відділом")
    assert engine.search("школами", {}).ids[0] == 1
    assert engine.search("школа", {}).ids[0] == 2


def test_filter_values_may_be_anything(engine):
    engine.rebuild([document(1, "Яма", topic="\ud800 'x' \x00", branch="я" * 500)], 1)
    assert engine.search("яма", {"branch": "я" * 500}).ids == (1,)
    assert engine.search("яма", {"branch": "\ud800"}).total == 0


def test_similar_questions_are_the_nearest_answered_ones(engine):
    engine.rebuild([
        document(1, "Не світять ліхтарі у дворі по вулиці Садовій"),
        document(2, "Ліхтар на вулиці Садовій не світить увечері", answered_on=None),
        document(3, "Коли відремонтують ліфт"),
        document(4, "Темно, ліхтарі не світять у дворі за школою"),
    ], 1)  # fmt: skip
    text = "У нашому дворі на Садовій уже тиждень не світить жоден ліхтар"
    assert engine.similar(text)[0] == 1
    assert 2 not in engine.similar(text)
    assert 2 in engine.similar(text, answered_only=False)
    assert engine.similar(text, exclude=[1])[0] == 4
    assert len(engine.similar(text, limit=1)) == 1
    assert engine.similar("") == engine.similar("🙂 ???") == []


def test_a_question_in_one_language_finds_those_in_the_other(engine):
    engine.rebuild([
        document(1, "У під'їзді третій тиждень не працює ліфт, літнім людям важко підніматися сходами"),
        document(2, "Коли відремонтують дорогу біля школи на вулиці Садовій?"),
        document(3, "Чому у бібліотеці немає нових підручників для першого класу?"),
    ], 1)  # fmt: skip
    assert engine.similar("В подъезде третью неделю не работает лифт, пожилым людям трудно подниматься")[:1] == [1]
    assert engine.similar("Когда отремонтируют дорогу возле школы на улице Садовой")[:1] == [2]


def test_beside_a_question_that_is_much_alike_none_is_shown_that_is_little(engine):
    asked = "У дворі на Садовій тиждень висить зламана гойдалка, діти бавляться поруч, просимо полагодити майданчик"
    engine.rebuild([
        document(1, asked),
        document(2, "Діти тиждень дивляться у двір"),
        document(3, "На вулиці Садовій зламана гойдалка, просимо полагодити майданчик, діти бавляться поруч"),
    ], 1)  # fmt: skip
    assert engine.similar(asked) == [1, 3]


def test_a_word_or_two_in_common_make_no_question_similar(engine):
    engine.rebuild([
        document(1, "Висить зламана гойдалка на дитячому майданчику у дворі, діти бавляться поруч, просимо полагодити"),
        document(2, "Комарі з підвалу цілий рік, діти не сплять, вікна зачинені, управитель мовчить"),
        document(3, "Замок на дверях підвалу, ключі в управителя, зайти неможливо"),
    ], 1)  # fmt: skip
    text = "У дворі висить зламана гойдалка, майданчик дитячий, просимо полагодити: діти бавляться поруч, а двері підвалу розбиті"
    assert engine.similar(text) == [1]
    assert set(engine.similar("підвал")) == {2, 3}


def test_two_common_words_of_a_short_text_make_no_question_similar(engine):
    engine.rebuild([
        document(1, "Ліфт у під'їзді не працює п'ятий місяць, будівельні роботи стоять, купа паперів і жодної відповіді"),
        document(2, "Біля арки лежить купа будівельного сміття, діти лазять по цеглі"),
        *(document(number, f"Питання про пенсію та субсидію {number}") for number in range(3, 12)),
    ], 1)  # fmt: skip
    assert engine.similar("Купа будівельного сміття біля арки, бита цегла і мішки, хто прибере") == [2]


def test_an_index_built_by_other_rules_answers_and_says_that_it_is_outdated(engine, monkeypatch):
    engine.rebuild([document(1, "Яма")], 1)
    assert not engine.outdated()
    monkeypatch.setattr(index_folder, "words_version", lambda: "of tomorrow")
    assert engine.outdated()
    assert engine.search("яма", {}).ids == (1,)


def test_an_index_of_another_version_is_not_read_and_a_rebuild_mends_it(engine, monkeypatch):
    engine.rebuild([document(1, "Яма")], 1)
    monkeypatch.setattr(whoosh_schema, "VERSION", "of tomorrow")
    for asked in (lambda: engine.search("яма", {}), engine.position, lambda: engine.apply([], (), 2)):
        with pytest.raises(IndexUnusable) as error:
            asked()
        assert error.value.reason == "version"
    engine.rebuild([document(1, "Яма")], 2)
    assert engine.search("яма", {}).ids == (1,)


def test_an_unknown_engine_is_named(tmp_path):
    with pytest.raises(ValueError, match="whoosh"):
        open_engine("sphinx", tmp_path)


def test_the_document_says_when_it_was_asked_and_whether_it_is_answered():
    assert (PLAIN.year, PLAIN.month, PLAIN.answered) == ("2026", "2026-03", True)
