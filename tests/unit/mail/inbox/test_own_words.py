"""A reply's own words, as the mail programs of officials send them: quotations, signatures and additions are cut."""

import csv
import json
from pathlib import Path

import pytest

from reception.mail.inbox.own_words import has_quotation, is_quotation_head, own_words

SHARED = Path(__file__).parents[5] / "shared" / "data" / "mail"
WORDS = "Доброго дня!\n\nТрубу замінено 20 серпня 2026 року, тиск у нормі.\n\nІван Петренко"

QUOTED = {
    "gmail, uk": "вт, 16 черв. 2026 р. о 07:26 Приймальня <reception@library.example> пише:\n\n> Коли дадуть воду?\n>\n",
    "gmail, uk, folded": "вт, 16 черв. 2026 р. о 07:26 Центральна міська бібліотека <\n"
    "reception@library.example> пише:\n\n> Коли?\n",
    "gmail, ru": "ср, 19 янв. 2022 г. в 20:54, Приёмная <reception@library.example>:\n\n> Когда?\n",
    "gmail, en": "On Tue, 16 Jun 2026 at 07:26, Reception <reception@library.example>\nwrote:\n\n> When?\n",
    "thunderbird, uk": "16.06.26 07:26, Приймальня пише:\n> Коли?\n",
    "thunderbird, ru": "16.06.2026 07:26, Приёмная пишет:\n> Когда?\n",
    "thunderbird, en": "On 16/06/2026 07:26, Reception wrote:\n> When?\n",
    "apple, uk": "> 16 черв. 2026 р. о 07:26 Приймальня <reception@library.example> пише:\n> \n> Коли?\n",
    "apple, ru": "> 16 июня 2026 г., в 07:26, Приёмная <reception@library.example> написал(а):\n> \n> Когда?\n",
    "yandex": "16.06.2026, 07:26, \"Приёмная\" <reception@library.example>:\n\n> Когда?\n",
    "yandex, no marks": "16.06.2026, 07:26, \"Приёмная\" <reception@library.example>:\nКогда дадут воду?\nЖители дома\n",
    "mail.ru": "Вторник, 16 июня 2026, 07:26 +03:00 от Приёмная <reception@library.example>:\n \nКогда дадут воду?\n",
    "ukr.net": "16 червня 2026, 07:26:31, від \"Приймальня\" <reception@library.example>:\n\nКоли дадуть воду?\n",
    "ukr.net, old": "--- Оригінальне повідомлення ---\n"
    "Від кого: \"Приймальня\" <reception@library.example>\nДата: 16 червня 2026\n\nКоли?\n",
    "outlook, uk": "Від: Приймальня <reception@library.example>\nНадіслано: вівторок, 16 червня 2026 р. 07:26\n"
    "Кому: Петренко <petrenko@voda.example>\nТема: МК-2026-000123 – Вода\n\nКоли дадуть воду?\n",
    "outlook, ru": "-----Исходное сообщение-----\nОт: Приёмная\nОтправлено: 16 июня 2026 г.\n"
    "Кому: Петренко\nТема: Вода\n\nКогда?\n",
    "outlook, web": "________________________________\nВід: Приймальня <reception@library.example>\n"
    "Надіслано: 16 червня 2026 р. 07:26\n"
    "Кому: petrenko@voda.example\nТема: Вода\n\nКоли?\n",
    "outlook, bold": "*From:* Reception <reception@library.example>\n"
    "*Sent:* Tuesday, June 16, 2026 7:26 AM\n*To:* P\n*Subject:* Water\n\nWhen?\n",
    "unknown language": "Orodja: Reception <reception@library.example>\nWakat: 16.06.2026 07:26\n"
    "Tujuan: petrenko@voda.example\nJudul: Water\n\nWhen?\n",
    "forwarded": "---------- Переслане повідомлення ---------\nВід: Приймальня <reception@library.example>\n\nКоли?\n",
    "quote alone": "> Коли дадуть воду?\n> Мешканці будинку\n",
}  # fmt: skip
SIGNATURES = {
    "dashes": "-- \nІван Петренко\nКП «Водоканал», тел. 0512 00-00-00\n",
    "iphone, uk": "Надіслано з iPhone\n",
    "iphone, ru": "Отправлено с iPhone\n",
    "iphone, en": "Sent from my iPhone\n",
    "mail.ru": "Отправлено из Почты Mail ( https://trk.mail.example/c/1 )\n",
    "ukr.net": "Надіслано з мобільного додатку пошти ukr.net\n",
    "outlook": "Get Outlook for Android<https://aka.example/x>\n",
    "printed": "З повагою,\nпрес-служба КП «Водоканал»\nтел.: +380 512 00 00 00\nhttps://voda.example\n",
    "rule": "-----\nІван Петренко\nтел. 0512 00-00-00\n",
    "line": "_______________\nІван Петренко\n",
}


@pytest.mark.parametrize("quoted", QUOTED.values(), ids=QUOTED)
def test_what_is_quoted_below_is_cut(quoted):
    assert own_words(f"{WORDS}\n\n{quoted}") == WORDS
    assert own_words(f"{WORDS}\n{quoted}") == WORDS
    assert has_quotation(quoted)


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_is_cut_with_and_without_a_quotation_under_it(signature):
    assert own_words(f"{WORDS}\n\n{signature}") == WORDS
    assert own_words(f"{WORDS}\n\n{signature}\n{QUOTED['gmail, uk']}") == WORDS
    assert own_words(f"{WORDS}\n\n{QUOTED['thunderbird, uk']}\n{signature}") == WORDS


def test_words_below_a_quotation_are_the_answer():
    assert own_words(f"{QUOTED['thunderbird, uk']}\n{WORDS}\n") == WORDS


def test_words_between_quotations_keep_what_they_answer():
    mixed = "> Коли дадуть воду?\n\nУ вівторок.\n\n> А тиск?\n\nУ нормі."

    assert own_words(f"16.06.26 07:26, Приймальня пише:\n{mixed}\n") == mixed


def test_words_above_and_below_a_quotation_are_both_kept():
    kept = own_words("Відповіді нижче.\n\n16.06.26 07:26, Приймальня пише:\n> Коли дадуть воду?\n\nУ вівторок.\n")

    assert kept.startswith("Відповіді нижче.")
    assert kept.endswith("У вівторок.")


def test_a_closing_with_a_name_alone_is_ones_own():
    words = "Воду дадуть у вівторок.\n\nЗ повагою,\nІван Петренко"

    assert own_words(words) == words


@pytest.mark.parametrize("text", [
    WORDS,
    "Роботи тривали з 12.05.2026 до 20.05.2026.\nПісля цього тиск перевірили.",
    "Перелік вулиць:\n1. Лісова: до 20.05.2026\n2. Садова: до 25.05.2026\n3. Нова: як складеться",
    "20.05.2026 о 10:00 відбудеться нарада.\nЗапрошуємо мешканців:\nі тих, хто писав.",
    "Адреса для довідок: voda@voda.example\nТелефон: 0512 00-00-00\nЧас: з 9:00 до 18:00",
    "Мешканці писали нам 12.05.2026, і ми відповіли.",
    "Підстава: ст. 20 Закону\nДата: 12.05.2026\nНомер: 45",
    "From the office: the pipe was mended.\nTo be sure, it was tested.",
    "1 > 2, хоч як дивно.",
    "Перше питання вирішено.\n\n---\n\nДруге – ні",
    "Надіслано з супровідним листом № 123 до департаменту.\nВідповідь очікуйте.",
    "Sent from my desk, which is easier than from a telephone.",
])  # fmt: skip
def test_an_answer_that_quotes_nothing_stays_whole(text):
    assert own_words(text) == text


def test_a_letter_that_is_only_forwarded_gives_what_was_forwarded():
    head = "---------- Переслане повідомлення ---------\nВід: Юрист <law@voda.example>\nДата: 16.06.2026\nТема: Вода"

    assert own_words(f"{head}\n\nТрубу замінено.\n") == "Трубу замінено."


@pytest.mark.parametrize("text", ["", "\n\n", "> лише цитата", "-- \nлише підпис", "Sent from my iPhone"])
def test_no_words_are_invented(text):
    assert own_words(text).strip() in text


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_replies_give_their_own_words():
    rows = json.loads((SHARED / "replies.json").read_text(encoding="utf-8"))
    words = [(own_words(row["email"]), row["reply"].strip()) for row in rows]

    assert all(own for own, wanted in words if wanted)
    assert sum(own.strip() == wanted for own, wanted in words) >= 0.95 * len(words)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_heads_of_quotations_are_known():
    with (SHARED / "quote-headers.tsv").open(encoding="utf-8", newline="") as file:
        heads = [row["line"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]

    assert [head for head in heads if not is_quotation_head(head)] == []
