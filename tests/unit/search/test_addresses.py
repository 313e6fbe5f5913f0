"""Addresses in a text: the same street in any form and spelling, with its house if there is one."""

import pytest

from reception.search.addresses import addresses, same_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Яма на вулиці Степовій", "Вул. Степова: коли ремонт?"),
        ("яма, вул. Садова, буд. № 15", "У будинку на Садовій, 15 немає води"),
        ("Центральний проспект, 20", "на проспекті Центральному темно"),
        ("яма на вул. Садовій, 15", "на вулиці Садовій темно"),
    ],
)
def test_one_place_is_known_in_other_words(one, other):
    assert same_place(addresses(one), addresses(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вул. Садова, 15", "вул. Садова, 17"),
        ("вул. Садова, 15", "вул. Степова, 15"),
        ("на вулиці темно", "на вулиці темно"),
        ("Яма біля зупинки", "Яма біля зупинки"),
        ("вулиця", "вул."),
        ("", "вул. Садова"),
    ],
)
def test_other_places_and_none_are_not_one(one, other):
    assert not same_place(addresses(one), addresses(other))
