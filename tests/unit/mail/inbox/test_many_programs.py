"""Replies, reports and automatic letters of many programs in three languages: what a person wrote, and what no person did."""

import re

import pytest

from reception.mail.inbox import Kind, read
from reception.mail.inbox.own_words import own_words
from tests.unit.mail.inbox.letters import as_message, letters
from tests.unit.mail.inbox.messages import OURS

REPLIES, BOUNCES = letters("replies.txt"), letters("bounces.txt")
ANSWERS = letters("answers.txt")
AUTOMATIC, PERSONS = letters("automatic.txt"), letters("persons.txt")


def folded(text: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", text.strip())


@pytest.mark.parametrize("letter", REPLIES.values(), ids=REPLIES)
def test_a_reply_gives_its_writers_own_words(letter):
    body, words = letter.split("%% words\n")

    reading = read(as_message(body, Subject="Re: МК-2026-000123", In_Reply_To="<1@library.example>"), OURS)

    assert (reading.kind, folded(reading.text)) == (Kind.ANSWER, folded(words))


QUOTATIONS = {
    "none": "",
    "gmail": "\n\nпн, 15 черв. 2026 р. о 10:15 Приймальня <r@x.example> пише:\n\n> Доброго дня!\n> Коли?\n",
    "yahoo": "\n\n    On Monday, June 15, 2026 at 10:15 AM GMT+3, R <r@x.example> wrote:  \n \n Доброго дня!\n Коли?",
    "outlook": "\n\nВід: Приймальня <r@x.example>\nНадіслано: 15 червня 2026 р. 10:15\nКому: kp\nТема: Q\n\nКоли?\n",
}


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_looks_like_a_head_or_a_signature_stays_whole(answer, quotation):
    answer = answer.rstrip("\n")

    assert own_words(answer + quotation) == answer


@pytest.mark.parametrize("letter", BOUNCES.items(), ids=lambda named: named[0])
def test_a_report_is_hard_only_if_the_address_is_no_good(letter):
    name, body = letter

    reading = read(as_message(body), OURS)

    assert (reading.kind, "hard" if reading.hard else "soft") == (Kind.BOUNCE, name.partition(":")[0]), reading.reason


@pytest.mark.parametrize("letter", AUTOMATIC.values(), ids=AUTOMATIC)
def test_what_no_person_wrote_is_no_answer(letter):
    reading = read(as_message(letter, In_Reply_To="<1@library.example>"), OURS)

    assert (reading.kind, reading.hard) == (Kind.AUTO, False)


@pytest.mark.parametrize("letter", PERSONS.values(), ids=PERSONS)
def test_what_a_person_wrote_is_an_answer_though_it_sounds_like_a_program(letter):
    reading = read(as_message(letter, Subject="Re: МК-2026-000123 – Вода", In_Reply_To="<1@library.example>"), OURS)

    assert reading.kind is Kind.ANSWER, reading.reason
