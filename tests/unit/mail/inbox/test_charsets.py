"""Letters in the charsets of Ukrainian mail programs, under true and false labels."""

import pytest

from reception.mail.inbox import read
from reception.mail.inbox.charsets import decode
from tests.unit.mail.inbox.messages import OURS, message

UKRAINIAN = "Доброго дня! Трубу замінено, їхній тиск у нормі. ВОДА Є."
RUSSIAN = "Добрый день! Трубу заменили, давление в норме. ВОДА ЕСТЬ."
LABELS = [None, "utf-7", "us-ascii", "iso-8859-1"]
LABELS += ["windows-1252", "utf-8", "koi8-r", "koi8-u", "windows-1251", "no-such-charset", "idna"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("charset", ["utf-8", "koi8-u", "cp1251"])
@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
def test_a_text_is_read_whatever_its_label_says(text, charset, label):
    assert decode(text.encode(charset), label) == text


@pytest.mark.parametrize("charset", ["iso8859-5", "mac-cyrillic", "cp1251", "utf-16"])
def test_a_true_label_is_believed(charset):
    assert decode(RUSSIAN.encode(charset), charset) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "charset"), [("Grüße aus Köln, François", "cp1252"), ("日本語のメール", "iso-2022-jp"), ("한국어", "euc-kr")]
)
def test_other_languages_keep_their_charset(text, charset):
    assert decode(text.encode(charset), charset) == text


@pytest.mark.parametrize("taken_for", ["cp1252", "latin-1", "cp1251"])
@pytest.mark.parametrize("text", ["Вода є, тиск у нормі", "Напор в норме"])
def test_a_text_that_was_encoded_twice_is_set_right(text, taken_for):
    twice = text.encode("utf-8").decode(taken_for, "replace").encode("utf-8")
    if "\ufffd" in twice.decode("utf-8"):
        pytest.skip("this charset has no sign for some of the bytes")

    assert decode(twice, "utf-8") == text


@pytest.mark.parametrize("text", ["Ціна – 100 €; «так»", "naïve café Ñandú", "СССР Р°", "Ãâ"])
def test_a_text_that_is_right_stays(text):
    assert decode(text.encode(), "utf-8") == text


def test_bare_bytes_and_encoded_words_in_a_subject_are_read():
    bare = message("x").replace(b"\r\n\r\n", "\r\nSubject: Відпустка: вода\r\n\r\n".encode("koi8-u"), 1)
    split = "=?utf-8?B?0JLRltC00L8=?= =?utf-8?B?0L7QstGW0LTRjA==?="  # one word in two pieces

    assert read(bare, OURS).mail.header("subject") == "Відпустка: вода"
    assert read(message("x", Subject=split), OURS).mail.header("subject") == "Відповідь"


def test_a_character_cut_between_two_encoded_words_is_read_whole():
    raw = "Вода".encode()
    halves = " ".join(f"=?utf-8?Q?{''.join(f'={byte:02X}' for byte in half)}?=" for half in (raw[:3], raw[3:]))

    assert read(message("x", Subject=halves), OURS).mail.header("subject") == "Вода"


def test_nul_bytes_are_left_out():
    assert read(message(b"a\0b"), OURS).text == "ab"
