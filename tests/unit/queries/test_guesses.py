"""Where a message that fits nowhere may belong: the likeliest first, and each with its reason."""

import datetime as dt

from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.models import Delegation, Incoming, Question
from reception.queries import incoming as waiting
from reception.queries.guesses import guesses
from reception.services import hold_pen, incoming


def held(world, sender, subject="Лист", n=0) -> int:
    with world.inside():
        head = f"From: {sender}\nSubject: {subject}\nMessage-ID: <{sender}{n}>\n\nПросимо врахувати.\n"
        return incoming.receive(head.encode()).id


def guessed(world, message_id) -> list[tuple[int, str]]:
    with world.inside() as session:
        return [(each.question.id, each.why) for each in guesses(world._librarian(), session.get(Incoming, message_id))]


def test_by_number_then_by_who_wrote(world):
    official = world.official(email="koval@voda.example")
    first, second = world.referred(official), world.referred(official)
    other = world.referred(world.official(world.authority("Інший", "other"), email="other@city.example"))

    assert guessed(world, held(world, "Koval@voda.example", f"Щодо {other.number}")) == [
        (other.id, "number"), (second.id, "sender"), (first.id, "sender"),
    ]  # fmt: skip


def test_a_colleague_and_the_domain_of_a_body(world):
    made = world.referred(world.official(email="koval@voda.example"))
    world.add(Delegation(
        referral_id=made.referral_ids[0], name="Іван", email="ivan@mail.example", created_at=house_clock.now()
    ))  # fmt: skip

    assert guessed(world, held(world, "ivan@mail.example")) == [(made.id, "sender")]
    assert guessed(world, held(world, "press@voda.example")) == [(made.id, "office")]
    world.question(email="citizen@voda.example")  # then it is a domain of anybody's
    assert guessed(world, held(world, "other@voda.example")) == []


def test_what_the_library_attached_before_is_learnt(world):
    official = world.official(email="koval@voda.example")
    before, staff = world.referred(official), world.staff()
    message_id = held(world, "secretary@mail.example")
    assert guessed(world, message_id) == []
    with world.inside() as session:
        hold_pen.attach(staff, session.get(Incoming, message_id), session.get(Question, before.id))
    world.answer(before.referral_ids[0])
    now = world.referred(official)

    assert guessed(world, held(world, "secretary@mail.example", n=1)) == [(now.id, "learnt")]


def test_the_desk_knows_how_long_the_oldest_waits(world, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    held(world, "a@mail.example")
    clock.advance(days=4)
    held(world, "b@mail.example")

    with world.inside() as session:
        assert (waiting.held_days(), waiting.held_count()) == (4, 2)
        assert [row.id for row in waiting.held(1)] == [session.scalars(select(Incoming.id).order_by(Incoming.id)).first()]
