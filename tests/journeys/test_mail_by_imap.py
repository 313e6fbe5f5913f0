"""Each way that mail in can go, over real SMTP out and real IMAP in: the worker collects it from Dovecot, people see to it."""

import dataclasses
import shutil

import pytest
from sqlalchemy import select

from reception.models import Answer, Deadline, Draft, Incoming, IncomingState, Official, Question
from tests.command import run_command
from tests.journeys.actors import Official as Colleague
from tests.journeys.actors import Town, referred
from tests.journeys.test_mail_in import WORDS, count, reply, report

CONFIRM = "Please confirm your answer"
DRAFTED, HELD, NOTED = IncomingState.DRAFTED, IncomingState.HELD, IncomingState.NOTED


@pytest.fixture
def settings(settings, imap):
    """An installation that collects mail and has an address of its own."""
    return dataclasses.replace(imap.read_by(settings), library_email="office@library.example")


@pytest.fixture
def town(app, world, smtp):
    return Town(app, world, smtp, "uk")


@pytest.fixture
def collected(town, imap):
    """Put messages into the mailbox and let the worker collect them: the mailbox is empty, the states of all are returned."""

    def collect(*messages: bytes) -> list[IncomingState]:
        for raw in messages:
            imap.put(raw)
        town.works()
        assert imap.messages() == []
        return all_of(town, Incoming.state)

    return collect


def all_of(town, what) -> list:
    with town.world.inside() as session:
        return list(session.scalars(select(what).order_by(what.class_.id)))


def confirmed(official) -> None:
    official.opens_by_mail(CONFIRM)
    official.sees("Your letter is in the form")
    official.presses("Send the answer", result="9.1")


def stranger(number: int, words: str) -> bytes:
    return f"From: somebody@mail.example\r\nSubject: {words}\r\nMessage-ID: <{number}@mail.example>\r\n\r\n{words}\r\n".encode()


def test_a_reply_is_a_draft_that_one_button_confirms(town, people, collected):
    referred(people)

    assert collected(reply(people[2].letter())) == [DRAFTED]

    assert count(town, Answer) == 0
    confirmed(people[2])
    assert all_of(town, Answer.text) == [WORDS]


def test_a_colleague_to_whom_it_was_delegated_replies_and_the_official_no_more(town, people, collected):
    number = referred(people)
    official = people[2]
    first = official.letter()
    official.follows("Delegate to a colleague")
    official.presses("Pass the question on", name="Тарас Гнатюк", email="hnatiuk@city.example")
    hnatiuk = Colleague(town, "Тарас Гнатюк", "hnatiuk@city.example", 0)

    stale = reply(first, "Я ще раз.", message_id="<stale@city.example>")
    assert collected(reply(hnatiuk.letter()), stale) == [DRAFTED, HELD]

    confirmed(hnatiuk)
    assert all_of(town, Answer.text) == [WORDS]
    people[1].publishes(number)
    people[0].opens(f"/q/{number}")
    people[0].sees("Тарас Гнатюк", "Щебінь завезено.")


def test_two_hard_bounces_mark_the_address_and_the_deputy_gets_its_questions(town, people, collected):
    librarian, official, deputy = people[1], people[2], town.official("Тарас Гнатюк")
    with town.world.inside() as session:
        session.get(Official, official.id).deputy_id = deputy.id
        session.commit()
    numbers, letters = [], []
    for _ in range(2):
        numbers.append(referred(people))
        letters.append(official.letter())

    assert collected(*(report(letter, "550 5.1.1 No such user", "5.1.1") for letter in letters)) == [NOTED] * 2

    librarian.opens("/desk/addresses")
    librarian.sees("Addresses that do not work", official.email, "Тарас Гнатюк", *numbers)
    handed = {"action": f"/desk/addresses/{official.id}/deputy", f"d{official.id}-reason": "Скринька не працює."}
    librarian.browser.submit(librarian.page, **handed)
    assert len([letter for letter in deputy.mail() if any(number in letter.text for number in numbers)]) == 2
    assert count(town, Answer) == 0


ABSENCES = {
    "said by a header": ("У відпустці до 5 травня.", {"Auto_Submitted": "auto-replied"}),
    "said by words alone": ("Я у відпустці до 5 травня, доступ до пошти обмежений.", {}),
    "a registration": ("Ваше звернення зареєстровано за № 1234/05 від 02.03.2026.", {}),
}


@pytest.mark.parametrize(("words", "headers"), ABSENCES.values(), ids=ABSENCES)
def test_an_automatic_reply_stops_no_clock_and_the_official_is_reminded(town, people, collected, clock, words, headers):
    clock.on(2, 3)
    referred(people)
    official = people[2]
    clocks = [town_clocks(town), len(official.mail())]

    assert collected(reply(official.letter(), words, **headers)) == [NOTED]

    assert [town_clocks(town), len(official.mail())] == clocks
    assert (count(town, Draft), count(town, Answer)) == (0, 0)
    clock.advance(days=30)
    assert run_command(town.app, "sweep").exit_code == 0
    assert len(official.mail()) > clocks[1]


def town_clocks(town) -> list:
    """Return the state of each question, and every entry of its terms."""
    return [all_of(town, Question.state), all_of(town, Deadline.event), all_of(town, Deadline.due_on)]


def test_a_note_that_an_answer_follows_stops_no_clock_and_waits_at_the_desk(town, people, collected):
    number = referred(people)
    clocks = town_clocks(town)

    assert collected(reply(people[2].letter(), "Лист отримала, відповім завтра.")) == [HELD]

    assert (town_clocks(town), count(town, Draft)) == (clocks, 0)
    assert number in people[1].opens("/desk/mail").text
    people[1].sees("It says only that the letter has come or that an answer follows. Attached to the question it is a note.")


def test_what_fits_nowhere_is_attached_sent_on_or_thrown_away_with_a_button(town, people, collected):
    citizen, librarian, official = people
    number = citizen.asks()

    assert collected(*(stranger(n, words) for n, words in enumerate(("Щодо ями.", "Щодо саду.", "Купіть слона.")))) == [HELD] * 3

    first, second, third = all_of(town, Incoming.id)
    page = librarian.opens("/desk/mail")
    librarian.browser.submit(page, action=f"/desk/mail/{first}/attach", **{f"m{first}-number": number})
    assert "Щодо ями." in librarian.takes(number).text
    librarian.opens(f"/desk/mail/{second}/forward")
    librarian.presses("Send it on", to=str(official.id))
    sent_on = official.letter("A message that came to the library").message.get_payload()[-1]
    assert "Щодо саду." in sent_on.get_payload(decode=True).decode()
    librarian.browser.submit(librarian.opens("/desk/mail"), action=f"/desk/mail/{third}/discard")
    librarian.opens("/desk/mail")
    librarian.sees("Nothing waits here.")
    assert all_of(town, Incoming.state) == [IncomingState.ATTACHED, IncomingState.FORWARDED, IncomingState.DISCARDED]


def test_what_cannot_be_kept_stays_on_the_server_until_there_is_room(town, people, imap, settings):
    """The folder of files is no folder: whatever is wrong with a disk, the message is not ours yet."""
    referred(people)
    imap.put(reply(people[2].letter()))
    shutil.rmtree(settings.uploads, ignore_errors=True)
    settings.uploads.write_bytes(b"")

    assert run_command(town.app, "mail", "fetch").output.endswith("Left on the server: 1.\n")
    assert (count(town, Incoming), len(imap.messages())) == (0, 1)

    settings.uploads.unlink()
    assert run_command(town.app, "mail", "fetch").output == "Taken in: 1. Left on the server: 0.\n"
    confirmed(people[2])


BROKEN = {
    "a part without an end": b"Content-Type: multipart/mixed; boundary=x\r\nFrom: a@b.example\r\n\r\n--x\r\n\xcf\xd2\xff\r\n",
    "no head at all": b"\r\n\xd0\x97\xff\xfe\r\n",
    "a charset that nobody knows": b"From: a@b.example\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe\r\n",
    "base64 cut off": b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\n0J/RgNC4\r\n=w=\r\n",
    "a head that says nothing true": b"From: <<>>\r\nDate: x\r\nContent-Type: /;;=\r\nSubject: =?x?q?=ff?=\r\n\r\nx\r\n",
}


def test_broken_messages_are_taken_as_they_are_and_the_next_one_too(town, people, collected, settings):
    referred(people)

    states = collected(*BROKEN.values(), reply(people[2].letter()))

    assert states == [HELD] * len(BROKEN) + [DRAFTED]
    kept = [(settings.uploads / name).read_bytes() for name in all_of(town, Incoming.stored_as)]
    assert kept[:-1] == list(BROKEN.values())
    people[1].opens("/desk/mail")
    confirmed(people[2])


def test_the_same_message_twice_is_one_draft_and_one_acknowledgement(town, people, collected):
    referred(people)
    official = people[2]
    raw = reply(official.letter())

    assert collected(raw, b"Received: by another way\r\n" + raw) == [DRAFTED]
    assert collected(raw) == [DRAFTED]

    assert [letter.subject for letter in official.mail()].count(official.letter(CONFIRM).subject) == 1
    confirmed(official)
    assert all_of(town, Answer.text) == [WORDS]


def test_thirty_megabytes_come_whole_and_the_words_are_a_draft(town, people, collected, settings):
    """The file is larger than an answer may have: it is named in the acknowledgement, and kept with the message."""
    referred(people)
    official = people[2]
    head, body = reply(official.letter()).split(b"\n\n", 1)
    kind, rest = [line for line in head.splitlines(keepends=True) if line.startswith(b"Content-")], b"\r\n--B\r\n"
    lines = [line for line in head.splitlines(keepends=True) if line not in kind]
    words = b"".join(kind) + b"\n\n" + body
    file = b"Content-Type: application/pdf; name=plan.pdf\nContent-Disposition: attachment; filename=plan.pdf\n\n%PDF-1.4\n"
    top = b"".join(lines).rstrip() + b"\nContent-Type: multipart/mixed; boundary=B\n"
    raw = top + rest + words + rest + file + b"%% scanned\n" * 2_800_000 + b"\r\n--B--\r\n"

    assert collected(raw) == [DRAFTED]

    [name] = all_of(town, Incoming.stored_as)
    assert (settings.uploads / name).stat().st_size > 30_000_000
    assert "plan.pdf" in official.letter(CONFIRM).text
    confirmed(official)


@pytest.mark.parametrize("taken_for", ["latin-1", "cp1251"])
def test_words_that_a_server_encoded_twice_reach_the_citizen_as_they_were_written(town, people, collected, taken_for):
    referred(people)
    letter = people[2].letter()
    twice = WORDS.replace("’", "'").encode().decode(taken_for, "replace").encode()
    head = f"From: {people[2].email}\r\nTo: {letter.message['Reply-To']}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"

    assert collected(head.encode() + twice) == [DRAFTED]

    confirmed(people[2])
    assert all_of(town, Answer.text) == [WORDS.replace("’", "'")]
