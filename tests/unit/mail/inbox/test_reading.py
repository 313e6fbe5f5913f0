"""What a message is taken for: a person's answer, an automatic reply, our own letter, or nothing that can be read."""

import datetime as dt
import quopri
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reception.mail.inbox import Kind, read
from tests.unit.mail.inbox.messages import OURS, message

SHARED = Path(__file__).parents[5] / "shared" / "data" / "mail"
ADDRESS = "answers+*@library.example"
WORDS = "Трубу замінено, тиск у нормі."

AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-replied (vacation)", "In_Reply_To": "<1@library.example>"},
    {"X_Autoreply": "yes"},
    {"X_Auto_Response_Suppress": "All"},
    {"Precedence": "bulk"},
    {"Precedence": "auto_reply"},
    {"List_Id": "<news.voda.example>"},
    {"Return_Path": "<>"},
    {"From": "no-reply@voda.example"},
    {"Subject": "Автоматична відповідь: МК-2026-000123 – Вода"},
    {"Subject": "Re: Автоматический ответ: Вода"},
    {"Subject": "Out of office: Вода"},
    {"Subject": "Прочитано: МК-2026-000123 – Вода"},
    {"Subject": "Ваше звернення зареєстровано за № 45"},
    {"Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"},
]


@pytest.mark.parametrize("headers", AUTOMATIC, ids=str)
def test_what_no_person_wrote_is_automatic(headers):
    reading = read(message(WORDS, **headers), OURS)

    assert (reading.kind, reading.hard) == (Kind.AUTO, False)


@pytest.mark.parametrize("words", [
    "Це автоматичне повідомлення, не відповідайте на нього.",
    "Добрий день! Я перебуваю у відпустці до 20 серпня.",
    "Меня не будет в офисе до понедельника.",
    "I am out of the office until Monday.",
])  # fmt: skip
def test_an_absence_shows_by_its_first_words(words):
    assert read(message(words, Subject="Re: Вода"), OURS).kind is Kind.AUTO


def test_the_words_of_our_own_letter_in_a_quotation_do_not_make_an_answer_automatic():
    reading = read(message(f"{WORDS}\n\n> Це автоматичне повідомлення, не відповідайте на нього.\n"), OURS)

    assert (reading.kind, reading.text) == (Kind.ANSWER, WORDS)


@pytest.mark.parametrize("headers", [
    {"From": f"Приймальня <{OURS}>"},
    {"Message_ID": "<2@library.example>", "Auto_Submitted": "auto-generated"},
])  # fmt: skip
def test_our_own_letter_come_back_is_a_loop(headers):
    assert read(message(WORDS, **headers), OURS).kind is Kind.LOOP


def test_a_letter_that_went_round_in_a_circle_is_a_loop():
    hops = b"Received: from a by b\r\n" * 31

    assert read(hops + message(WORDS), OURS).kind is Kind.LOOP


@pytest.mark.parametrize("headers", [
    {"In_Reply_To": "<1@library.example>"},
    {"References": "<1@library.example>"},
    {"Subject": "Re: МК-2026-000123 – Вода"},
    {"Subject": "Відп: МК-2026-000123 – Вода"},
    {"To": "answers+abcdefgh12345678@library.example"},
    {"X_Original_To": "answers+abcdefgh12345678@library.example"},
])  # fmt: skip
def test_a_persons_reply_is_an_answer(headers):
    reading = read(message(WORDS, **headers), OURS, ADDRESS)

    assert (reading.kind, reading.text, reading.hard) == (Kind.ANSWER, WORDS, None)


def test_a_persons_letter_that_replies_to_nothing_is_unmatched_with_its_words():
    reading = read(message(WORDS + "\n\n-- \nПетренко", Subject="Запитання"), OURS, ADDRESS)

    assert (reading.kind, reading.text) == (Kind.UNMATCHED, WORDS)


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\0\0\0", b"X: y\r\n\r\n"])
def test_nothing_to_read_is_broken(raw):
    assert read(raw, OURS).kind is Kind.BROKEN


def test_files_come_along_and_names_are_only_names():
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "petrenko@voda.example", "Re: Вода"
    mail.set_content(WORDS)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="C:\\Temp\\Відповідь.pdf")
    mail.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")

    files = read(mail.as_bytes(), OURS).mail.files

    assert [(file.name, file.media_type) for file in files] == [
        ("Відповідь.pdf", "application/pdf"),
        ("winmail.dat", "application/ms-tnef"),
    ]
    assert files[0].content() == b"%PDF-1.4"


def test_html_alone_is_read_with_its_quotations_and_signature():
    html = (
        "<html><head><style>p {color: red}</style><title>x</title></head><body><p>Добрий день!</p><p>Трубу&nbsp;замінено,<br>"
        "тиск у нормі &amp; вода є.</p><ul><li>Лісова</li><li>Садова</li></ul>"
        '<div class="gmail_signature">Петренко<br>тел. 0512</div>'
        '<div class="gmail_quote">вт, 16 черв. 2026 р. о 07:26 Приймальня &lt;r@library.example&gt; пише:<br>'
        "<blockquote>Коли дадуть воду?</blockquote></div></body></html>"
    )

    reading = read(message(html, Content_Type="text/html", Subject="Re: Вода"), OURS)

    assert reading.text == "Добрий день!\n\nТрубу замінено,\nтиск у нормі & вода є.\n\n- Лісова\n- Садова"


def test_what_word_writes_has_its_empty_lines_where_they_were_typed():
    html = (
        '<p class="MsoNormal">Добрий день!<o:p></o:p></p><p class="MsoNormal">Трубу замінено.<o:p></o:p></p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">З повагою, Петренко</p>'
    )

    text = read(message(html, Content_Type="text/html", Subject="Re: Вода"), OURS).text

    assert text == "Добрий день!\nТрубу замінено.\n\nЗ повагою, Петренко"


@pytest.mark.parametrize("encoding", ["quoted-printable;", "Quoted-Printable-8", None])
def test_quoted_printable_is_read_though_its_header_is_wrong(encoding):
    content = quopri.encodestring(WORDS.encode())

    assert read(message(content, Content_Transfer_Encoding=encoding), OURS).text == WORDS


LONG_LINES = [
    b"12 " * 80,
    b"02.03.26 10:15, X <a@b.c",
    b"On 02.03.2026 10:15 <" * 10,
    b"> q\nt",
    b"_" * 200,
    b"-" * 240,
    b"*" * 100,
]


@pytest.mark.parametrize("line", LONG_LINES, ids=range(len(LONG_LINES)))
def test_thousands_of_lines_that_are_nearly_heads_take_no_time(line):
    begun = time.process_time()

    read(message((line + b"\n") * 3000), OURS)

    assert time.process_time() - begun < 2


def test_of_two_forms_the_plain_one_is_taken_unless_it_is_empty():
    mail = EmailMessage()
    mail["From"] = "petrenko@voda.example"
    mail.set_content(WORDS)
    mail.add_alternative(f"<p>{WORDS}</p><p>HTML</p>", subtype="html")
    assert read(mail.as_bytes(), OURS).text == WORDS

    mail.get_payload()[0].set_content("\n")
    assert read(mail.as_bytes(), OURS).text == f"{WORDS}\n\nHTML"


def test_a_flowed_text_has_its_paragraphs_in_one_line():
    flowed = "Трубу замінено, \nтиск у нормі.\n-- \nПетренко"

    assert read(message(flowed, Content_Type="text/plain; format=flowed"), OURS).text == WORDS


def test_a_sign_of_the_writers_own_is_no_quotation_in_a_flowed_text():
    flowed = "Трубу замінено.\n >3 атм на вводі.\n\n16.06.26 07:26, Приймальня пише:\n> Коли?"

    text = read(message(flowed, Content_Type="text/plain; format=flowed"), OURS).text

    assert text == "Трубу замінено.\n    >3 атм на вводі."


@pytest.mark.parametrize(("disposition", "text"), [("inline", WORDS), ("attachment", "")])
def test_a_letter_whose_only_text_has_a_name_is_read_unless_it_was_attached(disposition, text):
    mail = EmailMessage()
    mail["From"] = "petrenko@voda.example"
    mail.add_attachment(WORDS, filename="ATT00001.txt", disposition=disposition)

    reading = read(mail.as_bytes(), OURS)

    assert (reading.text, [file.name for file in reading.mail.files]) == (text, ["ATT00001.txt"])


@settings(deadline=dt.timedelta(minutes=1), max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(raw):
    assert read(raw, OURS, ADDRESS).kind in Kind


_PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=B\r\n",
        b'Content-Type: multipart/report; report-type=delivery-status; boundary=""\r\n',
        b"Content-Type: text/html; charset=idna\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Type: message/delivery-status\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: uuencode\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-Disposition: attachment; filename*0*=utf-8''%D0; filename*x=1\r\n",
        b"Subject: =?utf-8?B?0J?= =?x?Q?=ff?=\r\n",
        b'From: <<@>>,,"\r\n',
        b"To: a@b (((\r\n",
        b"Status: 5.1.1\r\n",
        b"\r\n",
        b"--B\r\n",
        b"--B--\r\n",
        b"> \r\n",
        b"<div><blockquote><!-- <",
        b"\xcf\xd2\xc9\xd7\xc5\xd4\0\r\n",
        b"16.06.26 07:26, \xff pishe:\r\n",
        b"-- \r\n",
        b"begin 644 x\r\n",
        b"=D0=9F=\r\n",
        b"YWJj=\r\n",
        b"From:\r\nTo:\r\nSubject:\r\n",
    ]
)


@settings(deadline=dt.timedelta(minutes=1), max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=25))
def test_no_broken_mime_makes_the_reader_fail(pieces):
    assert read(b"".join(pieces), OURS, ADDRESS).kind in Kind


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_broken_messages_are_read():
    kinds = {path.name: read(path.read_bytes(), OURS).kind for path in (SHARED / "malformed").iterdir()}

    assert set(kinds.values()) <= set(Kind)
    assert len(kinds) > 30
