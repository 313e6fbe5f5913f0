"""Mail that came in: kept as long as somebody may need it, and not longer."""

import datetime as dt
import os

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import State
from reception.models import (
    Attachment,
    Delegation,
    Draft,
    Incoming,
    IncomingState,
    Letter,
    LetterState,
    Official,
    Question,
    Subscription,
    WhyHeld,
)
from reception.services import hold_pen, incoming
from reception.services.housekeeping import sweep
from tests.application import settings_in
from tests.pdfs import pdf

BOUNDARY = "Content-Type: multipart/mixed; boundary=B\n\n--B\n\n"


def reply_to(world, made, text="Трубу замінено.", sender=None, files=()) -> bytes:
    """Return an official's reply to the letter that handed a question over."""
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == "referral")).one()
        sender, thread = sender or letter.to_address, letter.message_id
    head = f"From: {sender}\nIn-Reply-To: {thread}\nSubject: Re: x\n".encode()
    attached = (f"\n--B\nContent-Type: application/pdf; name={name}\n\n".encode() + content for name, content in files)
    return head + (BOUNDARY + text).encode() + b"".join(attached) + b"\n--B--\n"


def take_in(world, raw) -> IncomingState:
    with world.inside():
        return incoming.receive(raw).state


def age(settings, days) -> None:
    """Let the files be as old as the clock says."""
    for path in settings.uploads.glob("*"):
        moment = house_clock.now().timestamp() - days * 86400
        os.utime(path, (moment, moment))


@pytest.mark.parametrize(
    ("address", "good"), [("", True), ("answers+*@b.example", True), ("*@b.example", True), ("a@b.example", False)]
)
def test_an_address_for_answers_needs_a_place_for_the_mark(tmp_path, address, good):
    problems = settings_in(tmp_path, mail_reply_address=address).problems()

    assert [line.partition(":")[0] for line in problems] == ([] if good else ["RECEPTION_MAIL_REPLY_ADDRESS"])


def test_files_of_a_draft_stay_until_it_is_confirmed(world, settings, clock):
    clock.set(house_clock.now())
    made = world.referred()
    assert take_in(world, reply_to(world, made, files=[("plan.pdf", pdf("План"))])) is IncomingState.DRAFTED

    clock.advance(days=5)
    age(settings, 5)

    with world.inside() as session:
        sweep()
        [file] = session.scalars(select(Attachment))
        assert (settings.uploads / file.stored_as).exists()


def test_what_was_seen_to_goes_after_forty_days_and_what_waits_stays(world, settings, clock):
    clock.set(house_clock.now())
    made = world.referred()
    take_in(world, reply_to(world, made))
    take_in(world, reply_to(world, made, sender="stranger@mail.example"))

    clock.advance(days=41)
    age(settings, 41)

    with world.inside() as session:
        sweep()
        assert [row.state for row in session.scalars(select(Incoming))] == [IncomingState.HELD]
    assert len(list(settings.uploads.glob("*.eml"))) == 1


def test_a_message_that_cannot_be_taken_in_leaves_no_file(world, settings, monkeypatch):
    def failing(*_arguments):
        raise OSError("the database is away")

    monkeypatch.setattr(incoming, "_row", failing)
    with world.inside(), pytest.raises(OSError, match="away"):
        incoming.receive(b"From: a@b.example\n\nDobryi den")

    assert list(settings.uploads.glob("*.eml")) == []


def test_a_message_is_seen_to_once(world):
    staff = world.staff()
    take_in(world, b"From: a@b.example\n\nx")

    with world.inside() as session:
        row = session.scalars(select(Incoming)).one()
        hold_pen.discard(staff, row)
        with pytest.raises(NotAllowed):
            hold_pen.discard(staff, row)
        assert (row.text, row.stored_as) == ("", None)


def test_a_reply_to_a_question_that_is_answered_waits_for_a_look(world):
    made = world.answered()

    assert take_in(world, reply_to(world, made)) is IncomingState.HELD


def test_a_colleague_answers_by_mail_and_the_official_who_passed_it_on_no_more(world):
    made = world.referred()
    [referral_id] = made.referral_ids
    colleague = {"name": "Іван Петренко", "email": "petrenko@city.example", "created_at": house_clock.now()}
    world.add(Delegation(referral_id=referral_id, **colleague))

    assert take_in(world, reply_to(world, made)) is IncomingState.HELD
    assert take_in(world, reply_to(world, made, sender="Petrenko@City.example")) is IncomingState.DRAFTED

    with world.inside() as session:
        assert session.scalars(select(Incoming.reason).order_by(Incoming.id)).first() == "other_sender"
        letter = session.scalars(select(Letter).where(Letter.name == "draft_received")).one()
        assert letter.to_address == "petrenko@city.example"


def test_a_reply_too_long_for_an_answer_is_held_whole(world):
    made = world.referred()

    assert take_in(world, reply_to(world, made, "слово " * 5000)) is IncomingState.HELD


@pytest.mark.parametrize(("header", "state"), [
    ("Precedence: bulk", IncomingState.HELD),
    ("X-Auto-Response-Suppress: All", IncomingState.HELD),
    ("Auto-Submitted: auto-replied", IncomingState.NOTED),
])  # fmt: skip
def test_a_file_from_a_document_system_waits_for_a_look(world, header, state):
    raw = reply_to(world, world.referred(), files=[("answer.pdf", pdf("Відповідь"))])

    assert take_in(world, header.encode() + b"\n" + raw) is state


@pytest.mark.parametrize("header", ["Precedence: bulk", "List-Unsubscribe: <mailto:x@y.ua>", "X-Auto-Response-Suppress: All"])
def test_words_of_a_reply_with_a_programs_headers_wait_for_a_look(world, header):
    """Offices' mail systems put such headers into persons' letters; an absence notice with them is no answer all the same."""
    assert take_in(world, header.encode() + b"\n" + reply_to(world, world.referred())) is IncomingState.HELD
    absent = reply_to(world, world.referred(), "Я у відпустці до 5 серпня.").replace(b"Re: x", b"Automatic reply: x")
    assert take_in(world, header.encode() + b"\n" + absent) is IncomingState.NOTED


def test_words_that_sound_like_an_absence_and_go_on_wait_for_a_look(world):
    absent = "Я у відпустці до 5 серпня. З термінових питань звертайтеся, будь ласка, до колеги. "
    with world.inside():
        short, long = (incoming.receive(reply_to(world, world.referred(), absent * times)) for times in (1, 6))
        assert (short.kind, short.state) == ("auto", IncomingState.NOTED)
        assert (long.kind, long.state, long.reason) == ("auto", IncomingState.HELD, WhyHeld.SOUNDS_AUTOMATIC)


@pytest.mark.parametrize("words", [
    "У суботу відділ не працює.",
    "Довідку буде надано протягом п’яти робочих днів.",
    "Дякуємо за звернення. Звертайтеся до відділу освіти.",
    "Спасибо за обращение. Приём каждый день с 9 до 12.",
])  # fmt: skip
def test_an_answer_of_hours_and_addresses_is_not_thrown_away_as_a_programs(world, words):
    """It has no words but those of automatic replies: a librarian looks. With the question quoted below a person wrote it."""
    with world.inside():
        bare = incoming.receive(reply_to(world, world.referred(), words))
        assert (bare.kind, bare.state, bare.reason) == ("auto", IncomingState.HELD, WhyHeld.SOUNDS_AUTOMATIC)
        quoting = reply_to(world, world.referred(), f"{words}\n\n16.06.2026 07:26, Приймальня пише:\n> Коли працює відділ?")
        assert incoming.receive(quoting).kind == "answer"


def test_a_note_that_an_answer_follows_waits_for_a_look_and_becomes_a_note(world):
    made = world.referred()
    note = reply_to(world, made, "Отримав, відповім пізніше.")
    assert take_in(world, b"Auto-Submitted: auto-replied\nMessage-ID: <1@x.example>\n" + note) is IncomingState.NOTED
    staff = world.staff()

    assert take_in(world, note) is IncomingState.HELD

    with world.inside() as session:
        row = session.scalars(select(Incoming).where(Incoming.state == IncomingState.HELD)).one()
        assert (row.kind, row.reason, row.question_id) == ("answer", WhyHeld.NOTE, made.id)
        assert not hold_pen.attach(staff, row, session.get(Question, made.id))
        assert (session.scalars(select(Draft)).all(), session.get(Question, made.id).state) == ([], State.REFERRED)


def test_two_machines_that_write_to_each_other_stop(world):
    made = world.referred()
    for n in range(12):
        take_in(world, reply_to(world, made, f"Відповідь {n}."))

    with world.inside() as session:
        assert len(session.scalars(select(Letter).where(Letter.name == "draft_received")).all()) == 5


def bounce(thread, words, number=0) -> bytes:
    """Return a report on the letter of a Message-ID, in a form of its server's own."""
    head = f"From: MAILER-DAEMON@mx.example\nSubject: failure notice\nMessage-ID: <{number}@mx.example>\n\n"
    return f"{head}{words}\n\n--- Below this line is a copy of the message.\n\nMessage-ID: {thread}\n".encode()


def test_failures_of_an_earlier_address_do_not_count_against_the_new_one(world):
    made = world.referred()
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == "referral")).one()
        letter.state, thread = LetterState.SENT, letter.message_id
        session.commit()
    assert take_in(world, bounce(thread, "550 5.1.1 no such user", 1)) is IncomingState.NOTED

    with world.inside() as session:
        official = session.scalars(select(Official)).one()
        official.email = "new@city.example"
        letter = session.scalars(select(Letter).where(Letter.message_id == thread)).one()
        letter.to_address, letter.state = "New@City.example", LetterState.SENT
        session.commit()
    take_in(world, bounce(thread, "550 5.1.1 no such user", 2))
    with world.inside() as session:
        assert session.scalars(select(Official.address_refused_at)).one() is None
        session.scalars(select(Letter).where(Letter.message_id == thread)).one().state = LetterState.SENT
        session.commit()
    take_in(world, bounce(thread, "550 5.1.1 no such user", 3))
    with world.inside() as session:
        assert session.scalars(select(Official.address_refused_at)).one() is not None


def test_five_soft_failures_in_five_weeks_mark_an_address(world, clock):
    clock.set(house_clock.now())
    made = world.referred()
    with world.inside() as session:
        thread = session.scalars(select(Letter.message_id).where(Letter.name == "referral")).one()
    assert made.referral_ids

    for n in range(5):
        with world.inside() as session:
            assert session.scalars(select(Official.address_refused_at)).one() is None
            session.scalars(select(Letter).where(Letter.name == "referral")).one().state = LetterState.SENT
            session.commit()
        take_in(world, bounce(thread, "552 mailbox full", n))
        clock.advance(days=7 if n < 2 else 1)

    with world.inside() as session:
        assert session.scalars(select(Official.address_refused_at)).one() - house_clock.now() > -dt.timedelta(days=2)


def test_a_subscribers_address_that_is_gone_is_forgotten_at_the_first_report(world):
    world.subscribed(email="gone@mail.example", confirmed=False)
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.subscription_id.is_not(None))).one()
        letter.state, thread = LetterState.SENT, letter.message_id
        session.commit()

    take_in(
        world,
        f"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n550 5.1.1 No such user\n\nMessage-ID: {thread}\n".encode(),
    )

    with world.inside() as session:
        assert session.scalars(select(Subscription)).all() == []
