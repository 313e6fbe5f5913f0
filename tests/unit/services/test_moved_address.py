"""An official's address is changed in the directory: old links end, and the questions that wait go on at the new address."""

import datetime as dt

from sqlalchemy import select

from reception.domain.outcomes import Commitment, Outcome
from reception.domain.roles import SYSTEM
from reception.models import Letter, LetterState, Official, Promise, Question, Referral
from reception.queries.links import mailed_anew
from reception.queries.office import is_alive
from reception.services import delivery, directory, promise_letters

OLD, NEW = "koval@city.example", "o.koval@city.example"


def sent(world):
    with world.inside():
        delivery.send_due()


def moves(world, official, email=NEW):
    with world.inside() as session:
        directory.save(SYSTEM, Official, {"email": email}, session.get(Official, official))
    sent(world)


def alive(world, made):
    """Return, link by link, whether it still opens the question."""
    with world.inside() as session:
        return [is_alive(link) for link in session.get(Referral, made.referral_ids[0]).links]


def to_new(world):
    with world.inside() as session:
        return list(session.scalars(select(Letter.name).where(Letter.to_address == NEW).order_by(Letter.id)))


def test_what_left_to_the_old_address_opens_nothing_and_one_letter_brings_fresh_links(world, client, smtp):
    official = world.official(email=OLD)
    made = world.referred(official), world.referred(official)
    sent(world)
    old = f"/answer/{world.token_of(made[0].referral_ids[0])}"
    smtp.reset()

    moves(world, official)

    assert [alive(world, each) for each in made] == [[False, True], [False, True]]
    assert "Є новіше посилання" in client.page(old, 410).text
    [letter] = smtp.messages
    assert letter.recipients == [NEW]
    assert "посилання в листах на попередню адресу вже не діють" in " ".join(letter.text.split())
    for each in made:
        fresh = f"/answer/{world.token_of(each.referral_ids[0])}"
        assert fresh in letter.text
        assert "ваша відповідь" in client.page(fresh).heading


def test_a_letter_that_has_not_left_goes_to_the_new_address_with_its_own_link(world):
    official = world.official(email=OLD)
    made = world.referred(official)

    moves(world, official)

    assert alive(world, made) == [True]
    assert to_new(world) == ["referral"]


def test_an_address_that_was_taken_out_before_the_new_one_was_known_is_an_old_address_too(world, smtp):
    official = world.official(email=OLD)
    made = world.referred(official), world.referred(official)
    sent(world)

    moves(world, official, "")
    assert [alive(world, each) for each in made] == [[True], [True]]
    moves(world, official)

    assert [alive(world, each) for each in made] == [[False, True], [False, True]]
    assert to_new(world) == ["links_moved"]
    with world.inside() as session:
        question = session.get(Question, made[0].id)
        [letter] = mailed_anew(question).values()
        assert (letter.to_address, letter.state) == (NEW, LetterState.SENT)


def test_the_same_address_taken_out_and_entered_again_ends_no_link(world):
    official = world.official(email=OLD)
    made = world.referred(official)
    sent(world)

    moves(world, official, "")
    moves(world, official, OLD)

    assert alive(world, made) == [True]


def test_other_capitals_are_the_same_address(world):
    official = world.official(email=OLD)
    made = world.referred(official)
    sent(world)

    moves(world, official, OLD.upper())

    assert alive(world, made) == [True]


def test_what_was_answered_is_shown_no_more_by_the_old_link_and_brings_no_letter(world):
    official = world.official(email=OLD)
    made = world.answered(official)
    sent(world)

    moves(world, official)

    assert alive(world, made) == [False]
    assert "links_moved" not in to_new(world)


def test_who_was_asked_about_a_promise_at_the_old_address_is_asked_at_the_new_one(world, clock, smtp):
    clock.on(2, 3)
    official = world.official(email=OLD)
    made = world.referred(official)
    promise = {"commitment": Commitment.PLANNED, "promised_on": dt.date(2026, 4, 15)}
    world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, **promise)
    world.publish(made, Outcome.EXPLAINED)
    clock.on(15, 4)
    with world.inside():
        assert promise_letters.ask() == 1
    sent(world)

    moves(world, official)

    assert to_new(world) == ["promise_due"]
    with world.inside() as session:
        link = session.scalars(select(Promise)).one().link
        assert is_alive(link)
        [letter] = session.scalars(select(Letter).where(Letter.to_address == NEW))
        assert (letter.answer_link, letter.state) == (link, LetterState.SENT)
