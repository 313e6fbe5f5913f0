"""A library adds words of its own town to the lists of the search, in files that any editor writes."""

import pytest

from reception.search import thesaurus, word_lists

STREET = "вулиця Паровозна = вулиця Тепловозна"


@pytest.fixture
def folder(tmp_path):
    """The library's folder of words; afterwards the process has only those of the program again."""
    folder = tmp_path / "words"
    folder.mkdir()
    yield folder
    thesaurus.read_also(tmp_path / "no such folder")


@pytest.fixture
def added(folder):
    """Return a function that writes a list and has it read."""

    def add(name, text, encoding="utf-8"):
        (folder / name).write_bytes(text.encode(encoding))
        thesaurus.read_also(folder)

    return add


@pytest.fixture
def pit(index):
    """An index with one question about a street by its new name."""
    return index("Яма на вулиці Тепловозній, 5")


def test_a_street_is_found_by_its_old_name_once_that_is_written_down(pit, added):
    assert pit.search("Паровозна", {}).total == 0
    added("streets.txt", f"# рішення міської ради\n{STREET}  # 2024\n")
    assert pit.search("вулиця Паровозна", {}).ids == (1,)
    assert pit.search("на вулиці Паровозній", {}).ids == (1,)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_it_may_be_written_with_any_editor(pit, added, encoding):
    added("streets.txt", f"{STREET}\r\n", encoding)
    assert pit.search("вулиця Паровозна", {}).ids == (1,)


def test_the_programs_own_words_stay(index, added):
    added("abbreviations.txt", "ТРЦ = торговельно-розважальний центр\n")
    engine = index("Немає гарячого водопостачання", "Паркування біля торговельно-розважального центру")
    assert engine.search("ГВП", {}).ids == (1,)
    assert engine.search("ТРЦ", {}).ids == (2,)


def test_a_word_that_is_taken_out_again_means_nothing_more(pit, added):
    added("streets.txt", STREET)
    added("streets.txt", "# нічого\n")
    assert pit.search("Паровозна", {}).total == 0


def test_what_cannot_be_understood_is_said_with_its_line(folder):
    (folder / "streets.txt").write_text(f"{STREET}\nвулиця Зелена\n\n= Нова =\n№ = номер\n", encoding="utf-8")
    (folder / "вулиці.txt").write_text(STREET, encoding="utf-8")
    (folder / "stopwords.txt").write_text("агов\n", encoding="utf-8")
    said = list(word_lists.problems(folder))
    assert [line.split(" says")[0].split(" is")[0] for line in said] == [
        "line 2 of streets.txt", "line 4 of streets.txt", "line 5 of streets.txt", "вулиці.txt",
    ]  # fmt: skip
    assert all(name in said[3] for name in (*word_lists.EQUALS, *word_lists.PLAIN))


def test_a_line_that_says_nothing_stops_no_search(pit, added):
    added("streets.txt", f"вулиця Зелена\n=\n= =\n№ = яма\n... = вулиця\n{STREET}")
    assert pit.search("вулиця Паровозна", {}).ids == (1,)
    assert pit.search("яма на вулиці", {}).ids == (1,)


def test_a_list_that_cannot_be_read_is_said_and_stops_nothing(folder, pit, added):
    (folder / "streets.txt").symlink_to("/proc/self/mem")  # whose beginning even root may not read
    added("synonyms.txt", "яма = вирва")
    assert pit.search("вирва", {}).ids == (1,)
    assert "streets.txt cannot be read" in "".join(word_lists.problems(folder))
