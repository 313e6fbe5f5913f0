"""Replies, reports and automatic letters of many programs in three languages: what a person wrote, and what no person did."""

import re

import pytest

from reception.mail.inbox import Kind, read
from tests.unit.mail.inbox.letters import as_message, letters
from tests.unit.mail.inbox.messages import OURS

REPLIES = letters("replies.txt")


def folded(text: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", text.strip())


@pytest.mark.parametrize("letter", REPLIES.values(), ids=REPLIES)
def test_a_reply_gives_its_writers_own_words(letter):
    body, words = letter.split("%% words\n")

    reading = read(as_message(body, Subject="Re: МК-2026-000123", In_Reply_To="<1@library.example>"), OURS)

    assert (reading.kind, folded(reading.text)) == (Kind.ANSWER, folded(words))
