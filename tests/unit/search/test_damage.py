"""A damaged index says so by one error with a reason; a killed writer loses nothing that was committed."""

import gc
import os

import pytest

from reception.search import index_folder, whoosh_schema
from reception.search.engine import IndexUnusable, open_engine
from tests.programs import written_by_a_writer_that_is_killed
from tests.unit.search.conftest import document

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def files_let_go():
    """Whoosh leaves open what it had opened before it met a damaged file: that must not be told of the next test."""
    yield
    gc.collect()


def folder_of(path):
    return path / index_folder.current(path, whoosh_schema.VERSION).folder


@pytest.fixture
def built(engine, tmp_path):
    engine.rebuild([document(id, f"Яма номер {id}") for id in range(1, 40)], 9)
    engine.close()
    return tmp_path / "index"


HARM = {".trm": {"broken"}, ".wrd": {"broken"}} | dict.fromkeys((".toc", ".pst", ".col"), {"broken", "answers"})
"""What damage to each kind of file may do: none may give wrong hits."""


@pytest.mark.parametrize("suffix", HARM)
@pytest.mark.parametrize("damage", ["emptied", "cut", "scrambled"])
def test_a_damaged_file_is_an_unusable_index_or_does_no_harm(built, suffix, damage):
    for file in [each for each in folder_of(built).iterdir() if each.suffix == suffix]:
        content = file.read_bytes()
        half = len(content) // 2
        file.write_bytes({"emptied": b"", "cut": content[:half], "scrambled": os.urandom(len(content))}[damage])
    engine = open_engine("whoosh", built)
    outcome = "answers"
    try:
        assert engine.search("яма", {}).total == 39
    except IndexUnusable as error:
        outcome = error.reason
    assert outcome in HARM[suffix]
    engine.rebuild([document(1, "Яма")], 10)
    assert (engine.search("яма", {}).ids, engine.position()) == ((1,), 10)


ELSEWHERE = f'{{"folder": "../..", "schema": "{whoosh_schema.VERSION}", "words": ""}}'


@pytest.mark.parametrize("content", ["", "{", "[]", '{"folder": "x"}', ELSEWHERE])
def test_a_damaged_pointer_is_an_unusable_index(built, content):
    (built / "CURRENT").write_text(content)
    with pytest.raises(IndexUnusable) as error:
        open_engine("whoosh", built).search("яма", {})
    assert error.value.reason == "broken"


def test_a_file_in_the_place_of_the_folder_is_an_unusable_index(tmp_path):
    (tmp_path / "index").write_text("a file")
    engine = open_engine("whoosh", tmp_path / "index")
    for ask in (engine.outdated, engine.position, lambda: engine.apply((), (), 1)):
        with pytest.raises(IndexUnusable) as error:
            ask()
        assert error.value.reason == "broken"


def test_a_folder_that_went_away_is_an_unusable_index(built):
    engine = open_engine("whoosh", built)
    assert engine.search("яма", {}).total == 39
    for file in folder_of(built).iterdir():
        file.unlink()
    with pytest.raises(IndexUnusable):
        open_engine("whoosh", built).search("яма", {})


def test_a_full_disk_and_a_forbidden_folder_are_named(engine, monkeypatch):
    engine.rebuild([document(1, "Яма")], 1)

    def refuse(number):
        def write(*_, **__):
            raise OSError(number, os.strerror(number))

        return write

    for number, reason in ((28, "full"), (13, "unwritable"), (30, "unwritable")):
        monkeypatch.setattr(index_folder, "sync_folder", refuse(number))
        with pytest.raises(IndexUnusable) as error:
            engine.apply([document(2, "Ліфт")], (), 2)
        assert error.value.reason == reason
    assert 1 in engine.ids()


def test_a_writer_killed_at_any_moment_leaves_a_readable_index_at_a_true_position(tmp_path):
    path = tmp_path / "index"
    engine = open_engine("whoosh", path)
    engine.rebuild([document(1, "Яма перша")], 1)
    for attempt in range(3):
        reported = written_by_a_writer_that_is_killed(("whoosh", path), 2 + attempt, 0.013 * attempt)
        reached = engine.position()
        assert reached >= reported
        assert engine.ids() >= set(range(1, reported + 1))
        assert engine.search("яма", {}).total == len(engine.ids())
    engine.apply([document(500, "Яма після збою")], (), 500)
    assert (engine.position(), engine.search("яма збій", {}).ids[0]) == (500, 500)
