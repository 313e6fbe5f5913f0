"""Words that ask for a second look before something is published in time of war."""

import pytest

from reception.domain.privacy.wartime import Matter, cues, law


@pytest.mark.parametrize(
    ("text", "words", "matter"),
    [
        ("Після обстрілу на Садовій вибиті вікна.", "обстрілу", Matter.STRIKES),
        ("Был прилёт, потом прилет по складу.", "прилет", Matter.STRIKES),
        ("Уламки БпЛА впали на дах.", "БпЛА", Matter.STRIKES),
        ("Біля школи стоїть блок-\nпост без освітлення", "блок- пост", Matter.CHECKPOINTS),
        ("БЛОКПОСТИ на виїзді", "БЛОКПОСТИ", Matter.CHECKPOINTS),
        ("Черга до ТЦК та СП", "ТЦК", Matter.MOBILISATION),
        ("Стоят возле военкомата", "военкомата", Matter.MOBILISATION),
        ("Укриття в будинку замкнене.", "Укриття", Matter.SHELTERS),
        ("Закрыто бомбоубежище", "бомбоубежище", Matter.SHELTERS),
        ("поруч військова частина", "військова частина", Matter.POSITIONS),
        ("работает ПВО", "ПВО", Matter.POSITIONS),
        ("їхала колона військових машин", "колона військових", Matter.MOVEMENTS),
        ("об'єкт критичної інфраструктури", "критичної інфраструктури", Matter.INFRASTRUCTURE),
    ],
)
def test_a_word_asks_for_a_second_look(text, words, matter):
    assert (matter, words) in [(cue.matter, cue.text) for cue in cues(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Коли полагодять трансформатор і овочесховище?",
        "Водосховище обміліло, танцювальний майданчик зламано, у танкері вода.",
        "Ями на дорозі, позиція 5 тарифу, колона машин на світлофорі, тролейбус № 5.",
        "Прошу встановити пандус і полагодити ліфт у будинку.",
    ],
)
def test_plain_letters_ask_for_none(text):
    assert cues(text) == []


def test_the_same_words_are_said_once_and_several_texts_are_one():
    assert [cue.text for cue in cues("Обстріл", "обстріл і обстріл, тцк")] == ["Обстріл", "тцк"]


def test_the_law_is_named_in_both_languages():
    assert "114-2" in law("uk") and "114-2" in law("en")  # noqa: PT018
