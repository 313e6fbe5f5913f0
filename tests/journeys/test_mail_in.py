"""Officials who answer by mail, and mail that goes astray: over real SMTP out, and as a mail server pipes it in."""

import dataclasses
import re
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from reception import disk
from reception.domain.lifecycle import State
from reception.mail.inbox import Kind
from reception.models import Answer, Incoming, IncomingState, Letter, LetterState, Official, Question
from tests.command import run_command
from tests.journeys.actors import referred
from tests.pdfs import pdf
from tests.unit.mail.inbox.packets import packet

WORDS = "Яму засиплють до п’ятниці.\n\nЩебінь завезено."


@pytest.fixture
def settings(settings):
    """An installation that takes answers by mail."""
    return dataclasses.replace(settings, mail_sender="reception@library.example", mail_reply_address="answers+*@library.example")


def reply(letter, text=WORDS, sender=None, **headers) -> bytes:
    """Return the reply to a letter as a mail program makes it, the letter quoted under it."""
    message = EmailMessage()
    message["From"] = sender or letter.recipients[0]
    message["To"] = headers.pop("to", letter.message["Reply-To"])
    message["Subject"] = f"Re: {letter.subject}"
    message["Message-ID"] = headers.pop("message_id", "<reply-1@city.example>")
    message["In-Reply-To"] = letter.message["Message-ID"]
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    message.set_content(f"{text}\n\n16.06.26 07:26, Приймальня пише:\n{quoted}\n\n-- \nОлена Коваль, тел. 37-00-00\n")
    return message.as_bytes()


def pipe(town, raw: bytes) -> str:
    """Let the mail server pipe a message in; return the kind and what became of it."""
    done = run_command(town.app, "mail", "receive", typed=raw)
    assert done.exit_code == 0, done.output
    return done.output.strip()


def count(town, model, *where) -> int:
    with town.world.inside() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where))


def test_an_official_answers_by_mail_and_confirms_with_one_button(town, people):
    number = referred(people)
    official = people[2]
    letter = official.letter()
    assert official.says("This letter was written by a program: a reply to it is read by nobody.") not in letter.text
    assert re.fullmatch(r"answers\+\d+-[0-9a-f]{24}@library\.example", letter.message["Reply-To"])

    assert pipe(town, reply(letter)) == "answer: drafted"

    assert count(town, Answer) == 0
    with town.world.inside() as session:
        assert session.scalar(select(Question.state).where(Question.number == number)) is State.REFERRED
    official.opens_the_link(official.letter("Please confirm your answer"))
    official.sees("Your letter is in the form")
    assert count(town, Answer) == 0
    official.presses("Send the answer", result="9.1")
    with town.world.inside() as session:
        assert session.scalar(select(Answer.text)) == WORDS


def test_the_same_letter_twice_is_one_draft_and_one_acknowledgement(town, people):
    referred(people)
    official = people[2]
    raw = reply(official.letter())

    assert [pipe(town, raw), pipe(town, b"Received: by another way\r\n" + raw)] == ["answer: drafted"] * 2

    assert count(town, Incoming) == 1
    assert [letter.subject for letter in official.mail()].count(official.letter("Please confirm your answer").subject) == 1
    official.opens_the_link(official.letter("Please confirm your answer"))
    assert official.page.text.count("Щебінь завезено") == 1


def test_files_come_along_and_what_cannot_be_published_is_named(town, people):
    referred(people)
    official = people[2]
    message = EmailMessage()
    message["From"], message["To"] = official.email, official.letter().message["Reply-To"]
    message["Message-ID"] = "<2@city.example>"
    message.set_content(WORDS)
    message.add_attachment(pdf("План робіт"), maintype="application", subtype="pdf", filename="план.pdf")
    packed = packet(("схема.pdf", pdf("Схема"))) + b"cut off"
    message.add_attachment(packed, maintype="application", subtype="ms-tnef", filename="winmail.dat")

    assert pipe(town, message.as_bytes()) == "answer: drafted"

    acknowledged = official.letter("Please confirm your answer")
    assert "winmail.dat" in acknowledged.text
    official.opens_the_link(acknowledged)
    assert "план.pdf" in official.page.text
    official.presses("Send the answer", result="9.1")
    with town.world.inside() as session:
        assert [file.file_name for file in session.scalars(select(Answer)).one().attachments] == ["план.pdf", "схема.pdf"]


def test_without_the_address_the_thread_tells_what_is_answered(town, people):
    referred(people)

    assert pipe(town, reply(people[2].letter(), to="reception@library.example")) == "answer: drafted"


def test_a_second_letter_goes_below_what_is_typed_already(town, people):
    referred(people)
    official = people[2]
    official.presses("Save the draft", text="Набрано на сторінці.")
    letter = official.letter()

    assert pipe(town, reply(letter)) == "answer: drafted"

    official.opens_by_mail("Please confirm your answer")
    assert "Набрано на сторінці.\n\nЯму засиплють" in official.page.all("textarea")[0].text


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}])
def test_an_absence_is_no_answer_and_is_not_answered(town, people, headers):
    referred(people)
    letters = len(people[2].mail())

    assert pipe(town, reply(people[2].letter(), "Я у відпустці.", **headers)) == "auto: noted"

    assert (count(town, Answer), len(people[2].mail())) == (0, letters)


def test_our_own_letter_come_back_is_a_loop(town, people):
    referred(people)
    letter = people[2].letter()

    assert pipe(town, letter.message.as_bytes()) == "loop: noted"


def test_who_is_not_the_official_makes_no_draft(town, people):
    number = referred(people)
    librarian, official = people[1], people[2]
    letters = len(official.mail())

    assert pipe(town, reply(official.letter(), sender="stranger@mail.example")) == "answer: held"

    assert len(official.mail()) == letters
    librarian.opens("/desk/")
    librarian.follows("See where they belong")
    librarian.sees("A reply from another address than the official’s. If you attach it, the official still has to confirm it.")
    assert number in [field.get("value") for field in librarian.page.all("input")]
    attached = librarian.browser.submit(librarian.page, f"{librarian.says('To this question')}: {number}")
    assert librarian.says("The message is the draft of an answer now. The official gets a letter to confirm it.") in attached.text
    official.opens_by_mail("Please confirm your answer")
    official.answers(WORDS)
    assert count(town, Answer) == 1


def test_a_forged_address_for_answers_belongs_to_nothing(town, people):
    referred(people)
    letter = people[2].letter()
    forged = letter.message["Reply-To"].replace("answers+1-", "answers+1-0", 1)[:-1]

    raw = reply(letter, to=forged).replace(letter.message["Message-ID"].encode(), b"<none@city.example>")

    assert pipe(town, raw) == "answer: held"


def test_a_letter_that_fits_nowhere_becomes_a_note_or_goes(town, people):
    number = people[0].asks()
    librarian = people[1]
    for n, words in enumerate(("Щодо ями.", "Купіть слона.")):
        message = EmailMessage()
        message["From"], message["Subject"], message["Message-ID"] = "somebody@mail.example", words, f"<{n}@mail.example>"
        message.set_content(words)
        assert pipe(town, message.as_bytes()) == "unmatched: held"
    with town.world.inside() as session:
        ids = list(session.scalars(select(Incoming.id).order_by(Incoming.id)))
    page = librarian.opens("/desk/mail")
    with librarian.browser.get(f"/desk/mail/{ids[0]}/file") as whole:
        assert (whole.status_code, whole.mimetype) == (200, "message/rfc822")

    wrong = librarian.browser.submit(page, action=f"/desk/mail/{ids[0]}/attach", **{f"m{ids[0]}-number": "МК-1999-00001"})
    assert (wrong.status_code, librarian.says("There is no question with this number.") in wrong.text) == (400, True)
    librarian.browser.submit(page, action=f"/desk/mail/{ids[0]}/attach", **{f"m{ids[0]}-number": number})

    assert "Щодо ями." in librarian.opens(f"/desk/q/{number}").text
    librarian.opens("/desk/mail")
    librarian.presses("Throw it away")
    with town.world.inside() as session:
        gone = session.get(Incoming, ids[1])
        assert (gone.state, gone.text, gone.subject, gone.stored_as) == (IncomingState.DISCARDED, "", "", None)
    librarian.sees("Nothing waits here.")


def report(letter, diagnosis, status) -> bytes:
    return f"""From: MAILER-DAEMON@city.example
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; city.example

Final-Recipient: rfc822; {letter.recipients[0]}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {diagnosis}

--B
Content-Type: text/rfc822-headers

Message-ID: {letter.message["Message-ID"]}
--B--
""".encode()


def test_a_bounce_is_a_task_and_two_hard_ones_mark_the_address(town, people):
    referred(people)
    librarian, official = people[1], people[2]
    first = official.letter()

    assert pipe(town, report(first, "550 5.1.1 No such user", "5.1.1")) == "bounce: noted"

    with town.world.inside() as session:
        noted = session.scalar(select(Incoming.id))
    assert librarian.browser.get(f"/desk/mail/{noted}/file").status_code == 404  # it has a letter with its secret link in it
    librarian.opens("/desk/")
    assert "550 5.1.1 No such user" in librarian.page.text
    with town.world.inside() as session:
        assert session.scalar(select(Letter.state).where(Letter.name == "referral")) is LetterState.FAILED
        assert session.scalars(select(Official)).one().address_refused_at is None
        session.scalars(select(Letter).where(Letter.name == "referral")).one().state = LetterState.SENT
        session.commit()
    pipe(town, report(first, "550 5.1.1 Still no such user", "5.1.1"))
    with town.world.inside() as session:
        assert session.scalars(select(Official)).one().address_refused_at is not None


@pytest.mark.parametrize(("diagnosis", "status", "state"), [
    ("552 5.2.2 Mailbox full", "5.2.2", LetterState.FAILED),
    ("Delivery is delayed, will retry", "4.4.7", LetterState.SENT),
])  # fmt: skip
def test_a_soft_bounce_is_a_task_and_a_delay_is_none(town, people, diagnosis, status, state):
    referred(people)
    raw = report(people[2].letter(), diagnosis, status)

    pipe(town, raw.replace(b"failed", b"delayed") if state is LetterState.SENT else raw)

    with town.world.inside() as session:
        assert session.scalar(select(Letter.state).where(Letter.name == "referral")) is state
        assert session.scalars(select(Official)).one().address_refused_at is None


def test_what_cannot_be_stored_stays_with_the_mail_server(town, people, monkeypatch):
    referred(people)

    def full(_file):
        raise OSError("No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)

    done = run_command(town.app, "mail", "receive", typed=reply(people[2].letter()))

    assert (done.exit_code, count(town, Incoming)) == (75, 0)


def test_a_reply_to_two_questions_at_once_waits_for_a_look(town, people):
    referred(people)
    first = people[2].letter()
    referred(people)
    second = people[2].letter()

    raw = reply(second, to=f"{second.message['Reply-To']}, {first.message['Reply-To']}")

    assert first.message["Reply-To"] != second.message["Reply-To"]
    assert pipe(town, raw) == f"{Kind.ANSWER}: held"


def test_nothing_readable_is_held_for_a_look(town):
    assert pipe(town, b"\0\0") == f"{Kind.BROKEN}: held"
