"""Numbers and PINs as people type them, titles as addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.numbers import PIN_ALPHABET, PIN_LENGTH, format_number, make_pin, normalize_pin, parse_number, slugify


@pytest.mark.parametrize(
    "typed",
    ["МК-2026-00127", "мк-2026-127", "MK-2026-00127", "mk 2026 127", " 2026-00127 ", "МК–2026–00127", "МК2026/127"],
)
def test_a_number_is_understood_however_it_is_typed(typed):
    assert parse_number(typed, "МК") == "МК-2026-00127"


@pytest.mark.parametrize("typed", ["", "127", "ВП-2026-00127", "МК-26-127", "МК-2026-", "DROP TABLE", "МК-2026-00127-9", "\x00"])
def test_what_is_no_number_of_ours_is_none(typed):
    assert parse_number(typed, "МК") is None


@given(st.integers(1900, 2100), st.integers(1, 999_999))
def test_every_number_we_give_is_understood(year, serial):
    number = format_number("МК", year, serial)
    assert parse_number(number, "МК") == number


@given(st.text())
def test_nothing_that_is_typed_breaks_the_reading(typed):
    number = parse_number(typed, "МК")
    assert number is None or number.startswith("МК-")
    assert isinstance(normalize_pin(typed), str)


def test_a_pin_is_the_same_each_time_and_another_for_another_question():
    pin = make_pin("key", "nonce")
    assert pin == make_pin("key", "nonce")
    assert len(pin) == PIN_LENGTH
    assert set(pin) <= set(PIN_ALPHABET)
    assert len({make_pin("key", str(n)) for n in range(200)}) > 190
    assert make_pin("other key", "nonce") != pin


def test_a_pin_may_be_typed_in_cyrillic_and_with_spaces():
    assert normalize_pin("асе кмт") == "ACEKMT"
    assert normalize_pin("2З4-5рх") == "2345PX"


def test_signs_of_a_pin_cannot_be_taken_for_one_another():
    assert not set(PIN_ALPHABET) & set("0O1IBLSZ")
    assert len(set(PIN_ALPHABET)) == len(PIN_ALPHABET)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Згурський і знам’янський", "zghurskyi-i-znamianskyi"),
        ("Їжакевич Юрій", "yizhakevych-yurii"),
        ("Коли засиплють яму?", "koly-zasypliut-yamu"),
        ("Почему нет воды", "pochemu-net-vody"),
        ("!!!", "q"),
        ("🙂", "q"),
    ],
)
def test_a_title_becomes_latin_by_resolution_55(title, slug):
    assert slugify(title) == slug


def test_a_long_title_is_cut_at_a_word():
    assert slugify("слово " * 40).endswith("slovo")
    assert len(slugify("слово " * 40)) <= 60
