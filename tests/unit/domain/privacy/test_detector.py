"""The detector over labelled letters and over whatever can be typed."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reception.domain.privacy.detector import find
from reception.domain.privacy.findings import Kind
from reception.search.names import DictionaryNames
from tests.unit.domain.privacy.labelled import Score, letters

SAMPLE = Path(__file__).resolve().parents[5] / "shared" / "data" / "appeals-sample.jsonl"
NAMES = DictionaryNames()
MANY = 100_000
MOST_SECONDS = 8
"""On a busy machine; what grows with the square of the text takes minutes."""


@pytest.fixture(scope="module")
def score():
    """The detector's score over the labelled letters."""
    result = Score()
    for letter in letters():
        result.count(letter, find(letter.text, NAMES))
    return result


def test_the_labelled_letters_are_many():
    every = letters()
    labels = [piece.kind for letter in every for piece in letter.pieces]
    assert len(every) >= 300
    assert {kind: labels.count(kind) for kind in Kind if labels.count(kind) < 40} == {}
    assert sum(not letter.pieces for letter in every) >= 80


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_found_and_little_else(score, kind):
    least = 0.9 if kind in (Kind.NAME, Kind.HANDLE, Kind.LINK) else 0.98
    assert score.recall(kind) >= least, score.remarks
    assert score.precision(kind) >= 0.9, score.remarks


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared")
def test_real_appeals_raise_few_false_alarms():
    """Personal data was taken out of them by rule, but for one flat, so nearly all else is a false alarm or an official."""
    texts = [json.loads(line)["text"] for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    found = [finding for text in texts for finding in find(text, NAMES)]
    assert [finding.text for finding in found if finding.kind is not Kind.NAME] == ["кв,37"]
    assert len(found) <= len(texts) / 50, found


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "12 ",
        "0 5 ",
        "4149 ",
        "а",
        "Аа ",
        "ович",
        "о1",
        "@",
        "a@",
        "a.",
        "(",
        "+38 ",
        "UA00 ",
        "кв. 1, ",
        "паспорт ",
        "1.1.2000 ",
        "тел. 12345 ",
        "http://",
        "І. ",
        "Шевченко ",
        "вул. Шевченка та ",
        "живу вул. 1/",
        "ванівна оглы ",
        "мене звати ",
        " ",
        "\n",
        "\u200b",
        "и\u0306",
        "\ud800",
        "\0",
        "😀",
    ],
)
def test_no_text_takes_long(piece):
    text = (piece * MANY)[:MANY]
    start = time.process_time()
    find(text, NAMES, "Шевченко Олена")
    assert time.process_time() - start < MOST_SECONDS


def test_random_digits_and_letters_do_not_take_long():
    chance = random.Random(4)
    start = time.process_time()
    find("".join(chance.choices("0123456789 -о", k=MANY)), NAMES)
    find("".join(chance.choices("абвгдеийклмнопрстуАКО .,", k=MANY)), NAMES)
    assert time.process_time() - start < 2 * MOST_SECONDS


PIECES = st.sampled_from(
    [
        "067",
        "000",
        "12",
        "34",
        "кв.",
        "UA",
        "@",
        "gmail.com",
        " ",
        "\n",
        "-",
        "\u00a0",
        "\u200b",
        "паспорт",
        "Олена",
        "Петрівна",
        "І.",
        "ЕО123456",
        "народився",
        "12.03.1985",
        "вул.",
        "+",
        "(",
        ")",
        "о",
        "мене звати",
        "нік",
        ":",
        "1759013776",
        "и\u0306",
        "\U0001d7d9",
        "İ",
        "ß",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
@settings(max_examples=300)
def test_findings_are_slices_in_order_without_overlap(text):
    found = find(text, NAMES, "Олена Петрівна")
    assert all(each.text == text[each.start : each.end] and each.text for each in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
