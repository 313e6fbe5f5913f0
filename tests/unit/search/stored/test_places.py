"""Where an index lies: seen by others at once, replaced in one step, named when it is unusable, whole after a kill."""

import os
from pathlib import Path

import psycopg
import pytest

from reception.search import index_folder, postgres_engine, postgres_schema, tantivy_engine, tantivy_schema, tantivy_writer
from reception.search.engine import IndexUnusable, open_engine
from tests.programs import written_by_a_writer_that_is_killed
from tests.unit.search.conftest import document

ROOT = Path(__file__).parents[4]
def test_another_engine_over_the_same_place_sees_each_change_at_once(engine, place):
    other = open_engine(*place)
    engine.rebuild([document(1, "Яма")], 1)
    assert other.search("яма", {}).ids == (1,)
    engine.apply([document(2, "Друга яма")], (), 2)
    assert (set(other.search("яма", {}).ids), other.position()) == ({1, 2}, 2)
    engine.rebuild([document(3, "Третя яма")], 3)
    assert (other.search("яма", {}).ids, other.position()) == ((3,), 3)
    other.close()


def test_the_vocabulary_keeps_count_of_the_documents_that_have_a_word(engine, place):
    if place[0] != "postgresql":
        pytest.skip("Tantivy counts by itself, and forgets when it merges")
    engine.rebuild([document(1, "Яма під каштаном"), document(2, "Яма")], 1)
    engine.apply([document(1, "Ліфт у ямі"), document(3, "Яма")], [2], 2)
    with engine.reading() as view:
        assert [view.vocabulary.count(term) for term in ("яма", "ліфт", "каштан", "нічого")] == [2, 1, 0, 0]
        assert "каштан" not in view.vocabulary
        assert view.live == 2


def test_an_index_built_by_other_rules_answers_and_says_that_it_is_outdated(engine, monkeypatch):
    engine.rebuild([document(1, "Яма")], 1)
    assert not engine.outdated()
    monkeypatch.setattr(index_folder, "words_version", lambda: "of tomorrow")
    assert engine.outdated()
    assert engine.search("яма", {}).ids == (1,)


def test_a_writer_killed_at_any_moment_leaves_a_readable_index_at_a_true_position(engine, place):
    engine.rebuild([document(1, "Яма перша")], 1)
    for attempt in range(4):
        reported = written_by_a_writer_that_is_killed(place, 2 + attempt, 0.007 * attempt)
        assert engine.position() >= reported
        assert engine.ids() >= set(range(1, reported + 1))
        assert engine.search("яма", {}).total == len(engine.ids())
    engine.apply([document(500, "Яма після збою")], (), 500)
    assert (engine.position(), engine.search("яма збій", {}).ids[0]) == (500, 500)


@pytest.fixture
def folder(tmp_path):
    """The folder of a Tantivy index of some questions."""
    engine = open_engine("tantivy", tmp_path / "index")
    engine.rebuild([document(id, f"Яма номер {id}") for id in range(1, 40)], 9)
    engine.close()
    return tmp_path / "index"


def files_of(folder):
    return [each for each in (folder / index_folder.current(folder, tantivy_schema.VERSION).folder).iterdir() if each.is_file()]


def test_what_a_writer_left_that_was_killed_before_its_commit_is_not_in_the_way_of_the_next(folder):
    engine = open_engine("tantivy", folder)
    committed = next(each for each in files_of(folder) if each.name == "meta.json")
    before = committed.read_bytes()
    engine.apply([document(1, "Яма нова")], (), 10)
    committed.write_bytes(before)
    engine.apply([document(1, "Яма нова")], (), 11)
    assert (engine.position(), engine.search("яма нова", {}).ids[0]) == (11, 1)
    engine.close()


def outcome(engine):
    """Return how many documents are found, or why none can be."""
    try:
        return engine.search("яма", {}).total
    except IndexUnusable as error:
        return error.reason


@pytest.mark.parametrize("kind", [".json", ".idx", ".pos", ".term", ".fast", ".store", ".fieldnorm"])
@pytest.mark.parametrize("damage", ["emptied", "cut", "scrambled", "gone"])
def test_a_damaged_file_is_an_unusable_index_or_does_no_harm(folder, kind, damage):
    for file in [each for each in files_of(folder) if each.suffix == kind]:
        content = file.read_bytes()
        if damage == "gone":
            file.unlink()
        else:
            half = content[: len(content) // 2]
            file.write_bytes({"emptied": b"", "cut": half, "scrambled": os.urandom(len(content))}[damage])
    engine = open_engine("tantivy", folder)
    assert outcome(engine) in (*range(40), "broken")
    engine.rebuild([document(1, "Яма")], 10)
    assert (engine.search("яма", {}).ids, engine.position()) == ((1,), 10)
    engine.close()


def test_an_index_of_another_version_or_engine_is_not_read_and_a_rebuild_mends_it(folder):
    whoosh = open_engine("whoosh", folder)
    whoosh.rebuild([document(1, "Яма")], 1)
    tantivy = open_engine("tantivy", folder)
    for asked in (lambda: tantivy.search("яма", {}), tantivy.position, lambda: tantivy.apply([], (), 2)):
        with pytest.raises(IndexUnusable) as error:
            asked()
        assert error.value.reason == "version"
    tantivy.rebuild([document(2, "Яма")], 2)
    assert tantivy.search("яма", {}).ids == (2,)
    assert len(list(folder.glob("index-*"))) == 1
    whoosh.close()
    tantivy.close()


def test_a_second_writer_is_told_that_the_first_is_at_work(folder, monkeypatch):
    monkeypatch.setattr(tantivy_writer, "LOCK_SECONDS", 0.1)
    engine = open_engine("tantivy", folder)

    def documents():
        with pytest.raises(IndexUnusable) as error:
            engine.apply([document(51, "Двір")], (), 11)
        assert error.value.reason == "busy"
        yield document(50, "Ліфт")

    tantivy_writer._write(files_of(folder)[0].parent, documents(), (), 10)
    assert (50 in engine.ids(), 51 in engine.ids(), engine.position()) == (True, False, 10)
    engine.close()


@pytest.mark.parametrize(("number", "reason"), [(28, "full"), (13, "unwritable"), (30, "unwritable"), (5, "broken")])
def test_a_full_disk_and_a_forbidden_folder_are_named(folder, monkeypatch, number, reason):
    def refuse(_folder):
        raise ValueError(f"An IO error occurred: '{os.strerror(number)} (os error {number})'")

    engine = open_engine("tantivy", folder)
    monkeypatch.setattr(tantivy_writer, "_writer", refuse)
    with pytest.raises(IndexUnusable) as error:
        engine.apply([document(50, "Ліфт")], (), 10)
    assert error.value.reason == reason
    assert engine.search("яма", {}).total == 39
    engine.close()


def test_an_engine_that_cannot_be_had_says_so_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(tantivy_engine, "tantivy", None)
    with pytest.raises(ValueError, match=r"pip install reception\[tantivy\]"):
        open_engine("tantivy", tmp_path)
    with pytest.raises(ValueError, match="RECEPTION_DATABASE_URL"):
        open_engine("postgresql", tmp_path, "sqlite:///reception.sqlite3")
    monkeypatch.setattr(postgres_engine, "psycopg", None)
    with pytest.raises(ValueError, match=r"pip install reception\[postgresql\]"):
        open_engine("postgresql", tmp_path, "postgresql+psycopg://localhost/reception")
    with pytest.raises(ValueError, match="tantivy"):
        open_engine("sphinx", tmp_path)


def test_a_server_that_does_not_answer_is_an_unusable_index(tmp_path):
    engine = open_engine("postgresql", tmp_path, f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")
    for asked in (lambda: engine.search("яма", {}), engine.position, lambda: engine.apply([], (), 2)):
        with pytest.raises(IndexUnusable) as error:
            asked()
        assert error.value.reason == "unreadable"


def test_a_connection_that_the_server_ended_is_replaced(engine, place):
    if place[0] != "postgresql":
        pytest.skip("files have no connections")
    engine.rebuild([document(1, "Яма")], 1)
    with psycopg.connect(place[2].replace("+psycopg", ""), autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert engine.search("яма", {}).ids == (1,)


def test_rum_is_used_where_the_database_has_it(engine, place):
    if place[0] != "postgresql":
        pytest.skip("RUM is an extension of PostgreSQL")
    with psycopg.connect(place[2].replace("+psycopg", ""), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'rum'").fetchone():
            pytest.skip("the server has no RUM")
        server.execute("CREATE EXTENSION rum")
        engine.rebuild([document(1, "Гаряча вода"), document(2, "Вода гаряча")], 1)
        used = server.execute("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%USING rum%'").fetchall()
    assert len(used) == 1
    assert engine.search('"гаряча вода"', {}).ids == (1,)


def test_indexes_of_earlier_versions_go_and_of_later_ones_stay():
    others = ["public", postgres_schema.SCHEMA, postgres_schema.BUILD, "reception_search_999", "reception_search_x"]
    assert postgres_schema.older([*others, "reception_search_0"]) == ["reception_search_0"]
