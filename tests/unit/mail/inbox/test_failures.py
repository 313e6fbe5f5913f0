"""Reports of delivery: whether the address is no good (hard), or something else is wrong (soft), as servers say it."""

import json
from pathlib import Path

import pytest

from reception.mail.inbox import Kind, read
from tests.unit.mail.inbox.messages import OURS, THEIRS, message, report

SHARED = Path(__file__).parents[5] / "shared" / "data" / "mail"

NO_SUCH_ADDRESS = [
    ("550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table", "5.1.1"),
    ("550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the address", "5.1.1"),
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "5.1.10"),
    ("550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5.eop.example]", "5.4.1"),
    ("554 delivery error: dd This user doesn't have a yahoo.example account (a@yahoo.example) [0]", "5.0.0"),
    ("550 Message was not accepted -- invalid mailbox. Local mailbox a@mail.example is unavailable: user not found", "5.0.0"),
    ("550 5.7.1 No such user!", "5.7.1"),
    ("550 Addressee unknown, relay=[192.0.2.1]", "5.0.0"),
    ("550 No Such User Here", "5.0.0"),
    ("550 5.2.1 This mailbox does not exist", "5.2.1"),
    ("511 5.1.1 unknown address or alias: a@b.example", "5.1.1"),
    ("550 Користувача не знайдено", "5.0.0"),
    ("550 Пользователь не найден", "5.0.0"),
    ("550 unrouteable address", "5.0.0"),
    ("550 用户不存在", "5.0.0"),
    ("Empfänger unbekannt", "5.0.0"),
    ("Host or domain name not found. Name service error for name=b.example type=AAAA: Host not found", "5.4.4"),
    ("550 5.1.2 The recipient's domain was not found in DNS", "5.1.2"),
    ("Domain b.example does not accept mail (nullMX)", "5.1.10"),
    ("551 5.1.6 User has moved; please try <new@b.example>", "5.1.6"),
    ("550 Invalid Recipient - https://community.mimecast.example/docs/DOC-1369#550", "5.0.0"),
    ("501 5.1.3 Bad recipient address syntax", "5.1.3"),
    ("550 Nie ma takiego uzytkownika", "5.0.0"),
    ("550 Podany adres nie istnieje", "5.0.0"),
    ("550 5.1.1 Nicht existierende Mailbox", "5.1.1"),
    ("550 5.1.1 Одержувач невідомий", "5.0.0"),
    ("550 Абонента з таким ім’ям немає", "5.0.0"),
    ("550 Обліковий запис не існує в організації", "5.0.0"),
    ("550 Пользователь петренко не указан в каталоге", "5.0.0"),
    ("Requested action not taken", "5.1.1"),
]
OTHERWISE = [
    ("552 5.2.2 The email account that you tried to reach is over quota", "5.2.2", "mailbox_full"),
    ("552 Message rejected: mailbox of user a is full", "5.0.0", "mailbox_full"),
    ("550 Ящик переполнен", "5.0.0", "mailbox_full"),
    ("450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted, try again in 300 seconds", "4.2.0", "greylisted"),
    ("451 4.7.1 Greylisting in action, please come back later", "4.7.1", "greylisted"),
    ("421 4.7.0 Too many connections from your host", "4.7.0", "too_many"),
    ("452 4.5.3 Too many recipients", "4.5.3", "too_many"),
    ("552 5.3.4 Message size exceeds fixed limit", "5.3.4", "too_big"),
    ("554 5.7.1 Message rejected as spam by Content Filtering", "5.7.1", "spam"),
    ("550 High probability of spam", "5.0.0", "spam"),
    ("550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.example", "5.7.1", None),
    ("554 5.7.1 <a@b.example>: Relay access denied", "5.7.1", "relaying"),
    ("550 5.7.26 This mail is unauthenticated; the sender must authenticate with SPF or DKIM", "5.7.26", "authentication"),
    ("450 4.7.25 Client host rejected: cannot find your reverse hostname", "4.7.25", "authentication"),
    ("550 5.1.8 Sender address rejected: Domain not found", "5.1.8", "sender_refused"),
    ("550 5.2.1 The user's account is disabled", "5.2.1", "suspended"),
    ("550 5.7.1 Your email contains a virus: Eicar-Test-Signature", "5.7.1", "virus"),
    ("421 4.4.2 mx.b.example Error: timeout exceeded", "4.4.2", None),
    ("connect to mx.b.example[192.0.2.1]:25: Connection timed out", "4.4.1", "try_again"),
    ("451 4.3.0 Temporary local problem - please try later", "4.3.0", "try_again"),
    ("452 4.3.1 Insufficient system storage", "4.3.1", "system_full"),
    ("554 5.4.6 Too many hops", "5.4.6", None),
    ("450 4.1.1 <a@b.example>: Recipient address rejected: unverified address: Address verification in progress", "4.1.1", None),
    ("450 Requested mail action not taken: mailbox unavailable", "4.2.0", None),
    ("554 5.3.0 unknown mailer error 1", "5.3.0", None),
    ("552 5.2.2 Квоту скриньки вичерпано", "5.2.2", "mailbox_full"),
    ("550 Das Postfach des Empfaengers ist voll", "5.0.0", "mailbox_full"),
    ("550 Konto zablokowane", "5.0.0", "suspended"),
    ("550 5.7.0 See https://support.example/user-unknown", "5.7.0", "policy"),
    ("550 Something nobody has heard of", "5.0.0", "unknown"),
]


@pytest.mark.parametrize(("diagnosis", "status"), NO_SUCH_ADDRESS)
def test_an_address_that_is_no_good_is_hard(diagnosis, status):
    reading = read(report(diagnosis, status), OURS)

    assert (reading.kind, reading.hard) == (Kind.BOUNCE, True)
    assert reading.failure.recipients == (THEIRS,)


@pytest.mark.parametrize(("diagnosis", "status", "reason"), OTHERWISE)
def test_all_else_is_soft(diagnosis, status, reason):
    reading = read(report(diagnosis, status), OURS)

    assert (reading.kind, reading.hard) == (Kind.BOUNCE, False)
    assert reason in (reading.reason, None)


@pytest.mark.parametrize("words", [words for words, _status in NO_SUCH_ADDRESS[:-1]])
def test_the_same_words_in_a_letter_without_form_are_read(words):
    notice = (
        f"Your message could not be delivered to the following address:\n\n<{THEIRS}>:\n{words}\n\n--- Original message ---\nspam"
    )

    reading = read(message(notice, From="postmaster@mx.example", Subject="Undeliverable mail"), OURS)

    assert (reading.kind, reading.hard) == (Kind.BOUNCE, True)


@pytest.mark.parametrize(("action", "reason"), [("delayed", "delayed"), ("delivered", "delivered"), ("relayed", "delivered")])
def test_a_report_of_no_failure_is_neither_hard_nor_an_answer(action, reason):
    reading = read(report("250 2.0.0 Ok: User unknown", "4.4.7", action), OURS)

    assert (reading.kind, reading.hard, reading.reason) == (Kind.BOUNCE, False, reason)


def test_a_delay_without_form_is_soft():
    words = "Your message has not yet been delivered; we will keep trying for 4 days. You do not need to resend it."

    reading = read(message(words, From="MAILER-DAEMON@mx.example", Subject="Warning: message delayed 24 hours"), OURS)

    assert (reading.kind, reading.hard, reading.reason) == (Kind.BOUNCE, False, "delayed")


def test_an_unknown_user_after_the_letter_was_taken_is_soft():
    notice = f"<{THEIRS}>: host mx.example[192.0.2.1] said:\n 550 Unknown user (in reply to end of DATA command)"

    reading = read(report("550 Unknown user", "5.0.0", notice=notice), OURS)

    assert (reading.reason, reading.hard) == ("filtered", False)


@pytest.mark.parametrize("command", ["MAIL FROM", "EHLO"])
def test_an_address_that_was_not_named_yet_is_not_judged(command):
    notice = f"<{THEIRS}>: host mx.example[192.0.2.1] said:\n 550 5.1.1 User unknown (in reply to {command} command)"

    assert read(report("550 5.1.1 User unknown", "5.1.1", notice=notice), OURS).hard is False


def test_of_several_addresses_the_worst_off_counts():
    other = b"Final-Recipient: rfc822; other@voda.example\r\nAction: failed\r\nStatus: 4.2.2\r\n"
    full = b"Diagnostic-Code: smtp; 452 4.2.2 Mailbox full\r\n\r\n"

    raw = report("550 5.1.1 User unknown", "5.1.1")
    reading = read(raw.replace(b"Final-Recipient", other + full + b"Final-Recipient", 1), OURS)

    assert (reading.hard, reading.failure.recipients) == (True, ("other@voda.example", THEIRS))


def test_words_of_the_returned_letter_do_not_count():
    returned = "Delivery failed.\n\n--- Below this line is a copy of the message.\n\nNo such user, user unknown"

    assert read(message(returned, From="MAILER-DAEMON@mx.example", Subject="failure notice"), OURS).hard is False


def test_an_official_who_writes_of_undelivered_mail_is_no_bounce():
    words = "Ваш лист від мешканців не було доставлено кур’єром, бо user unknown, адреса не існує."

    assert read(message(words, Subject="Re: МК-2026-000123 – Пошта", In_Reply_To="<1@library.example>"), OURS).kind is Kind.ANSWER


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_reports_are_judged():
    rows = [json.loads(line) for line in (SHARED / "bounces.jsonl").read_text(encoding="utf-8").splitlines()]
    readings = [(read((SHARED / row["file"]).read_bytes(), OURS), row) for row in rows]

    assert {reading.kind for reading, _ in readings} <= {Kind.BOUNCE, Kind.AUTO}
    assert sum(reading.hard == row["hard"] for reading, row in readings) >= 0.95 * len(rows)
