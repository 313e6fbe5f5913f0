"""The sentences of a long letter that ask for something, word by word."""

import pytest

from reception.domain.asked import SHORT, asked_for, sentences

LONG = "Я живу на вул. Соборній, буд. 5, з 1998 р. і пам’ятаю, що двір був чистий. " * 8


def test_a_long_letter_says_what_it_asks_for():
    text = f"{LONG}\n\nПрошу вас відремонтувати дорогу біля буд. 5.\nКоли це буде зроблено? З повагою, І. П. Петренко"
    assert asked_for(text) == ["Прошу вас відремонтувати дорогу біля буд. 5.", "Коли це буде зроблено?"]
    assert all(words in text for words in asked_for(text))


MANY = "Прошу дати відповідь на всі питання. " * 40


@pytest.mark.parametrize("text", ["Коли відремонтують дорогу?", LONG, MANY, "?" * SHORT * 2])
def test_what_is_short_asks_nothing_or_little_else_is_read_as_it_is(text):
    assert asked_for(text) == []


@pytest.mark.parametrize(("text", "count"), [
    ("Живу на вул. Соборній. Тут яма!", 2),
    ("Писав І. П. Коваль. Він мовчить…  Що робити? не знаю", 3),
    ("Перше\nдруге\n\nтретє", 3),
    ("Ремонт коштує 5 тис. грн. на рік. Забагато.", 2),
    ("", 0),
    (" \n ", 0),
])  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(sentences(text)) == count
