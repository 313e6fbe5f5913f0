"""`python -m bench` runs, and what it imports is what it means to."""

import json
import re
import subprocess
import sys

import pytest

from bench import questions
from reception.domain.records import read_record
from tests.house_rules.source import ROOT

LISTS = ("/", "/archive", "/archive?q=", "/stats", "/authorities/", "/desk/?tab=all")


@pytest.fixture(scope="module")
def tiny():
    """What a run over a few questions prints."""
    options = ["--questions", "60,120", "--rounds", "1", "--seconds", "0"]
    done = subprocess.run([sys.executable, "-m", "bench", "pages", *options], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def row(printed, name):
    """Return the cells of a table's row."""
    found = [line for line in printed.splitlines() if re.match(rf"\s*{re.escape(name)}\s\s", line)]
    assert len(found) == 1, f"{name!r} in {printed}"
    return re.split(r"\s\s+", found[0].strip())


@pytest.mark.parametrize("page", LISTS)
def test_a_list_makes_as_many_queries_over_more_questions(tiny, page):
    assert row(tiny, page)[-1] == "constant"


def test_pages_are_measured_beside_a_bare_view(tiny):
    assert re.fullmatch(r"1 : \d{1,3}(,\d{3})*", row(tiny, "/q/<n>")[2])
    assert row(tiny, "a bare Flask view")[2] == "1 : 1"


def test_the_rest_is_printed_for_each_size(tiny):
    for name in ("imported", "indexed", "memory of a web process, after every page", "published, then found on a page"):
        assert len(row(tiny, name)) == 3


def test_its_questions_are_all_good_records_and_always_the_same():
    made = [json.dumps(each) for each in questions.records(300)]

    records = [read_record(line.encode()) for line in made]

    assert made == [json.dumps(each) for each in questions.records(300)]
    assert 0.6 < sum(bool(record.answers) for record in records) / 300 < 0.9
    assert len({record.state for record in records}) == len(questions.STATES)
    assert not [record.text for record in records if re.search(r"[{}]", record.text)]


def test_an_unknown_part_is_refused():
    done = subprocess.run([sys.executable, "-m", "bench", "coffee"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 2
    assert "search-speed" in done.stderr
