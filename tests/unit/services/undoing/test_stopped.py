"""An act that stopped letters before they left is undone: they go on waiting, and leave once."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.clock import KYIV
from reception.domain.kinds import Kind
from reception.models import Enclosure, Letter, Official, Question
from reception.queries import asker as asker_queries
from reception.queries import calls
from reception.queries.calls import Reach
from reception.queries.undo import undoable_by
from reception.services import correspondence, daily, delivery, readdress, refer
from tests.unit.services.undoing.acts import undo_last

OLENA, PETRO = "olena@city.example", "petro@city.example"


def recalled_by_a_slip(nina, clock, question, office):
    """Pass a question on and recall it at once; then the letters would have left."""
    refer.refer(nina, question, [office])
    clock.advance(seconds=10)
    refer.recall(nina, question, "Не туди.")
    clock.advance(seconds=25)


def letters(session, made):
    rows = session.scalars(select(Letter).where(Letter.question_id == made.id).order_by(Letter.id))
    return [(letter.name, letter.state.value) for letter in rows]


@pytest.mark.parametrize("again_after", [5, 25], ids=["while_it_would_wait", "when_it_would_have_left"])
def test_a_hand_over_that_was_recalled_by_a_slip_leaves_once(world, nina, smtp, clock, again_after):
    made, office = world.accepted(), world.official(email=OLENA)
    with world.inside() as session:
        question = session.get(Question, made.id)
        delivery.send_due()
        refer.refer(nina, question, [office])
        clock.advance(seconds=10)
        refer.recall(nina, question, "Не туди.")
        assert letters(session, made)[-2:] == [("referral", "stopped"), ("referred", "stopped")]
        clock.advance(seconds=again_after)
        delivery.send_due()
        assert not smtp.to(OLENA)
        assert undo_last(nina).done == [question]
        assert question.state == "referred"
        clock.advance(minutes=1)
        delivery.send_due()
        clock.advance(hours=1)
        delivery.send_due()
        assert letters(session, made)[-2:] == [("referral", "sent"), ("referred", "sent")]
    [letter] = smtp.to(OLENA)
    assert world.token_of(world.again(made).referral_ids[0]) in letter.text
    assert len(smtp.to("petrenko@mail.example")) == 3, "that it came, was taken up, and was passed on"


def test_what_was_stopped_and_not_brought_back_never_leaves(world, nina, smtp, clock):
    made, office = world.accepted(), world.official(email=OLENA)
    with world.inside() as session:
        refer.refer(nina, session.get(Question, made.id), [office])
        refer.recall(nina, session.get(Question, made.id), "Не туди.")
        clock.advance(seconds=31)
        delivery.send_due()
        assert list(undoable_by(nina)) == []
        assert not smtp.to(OLENA)


def test_it_goes_back_to_the_one_from_whom_it_went_and_to_nobody_else(world, nina, smtp, clock):
    made, offices = world.accepted(), (world.official(email=OLENA), world.official(email=PETRO))
    with world.inside() as session:
        question = session.get(Question, made.id)
        refer.refer(nina, question, [offices[0]])
        clock.advance(seconds=10)
        readdress.readdress(nina, question, question.referrals[0].id, offices[1], "Це мережі водоканалу.")
        undo_last(nina)
        clock.advance(minutes=1)
        delivery.send_due()
    assert (len(smtp.to(OLENA)), len(smtp.to(PETRO))) == (1, 0)


def test_it_leaves_in_the_librarians_own_words(world, nina, smtp, clock):
    made, office = world.accepted(), world.official(email=OLENA)
    with world.inside() as session:
        question = session.get(Question, made.id)
        words = {f"letter-referral-{office}-{made.id}": "Прошу відповісти: [особисте посилання]"}
        correspondence.take_with(nina, lambda: refer.refer(nina, question, [office]), words)
        refer.recall(nina, question, "Не туди.")
        undo_last(nina)
        clock.advance(minutes=1)
        delivery.send_due()
    [letter] = smtp.to(OLENA)
    assert "Прошу відповісти:" in letter.text


def test_the_asker_reads_on_the_own_page_what_goes_on_and_nothing_of_what_was_stopped(world, nina, clock):
    made, office = world.accepted(email=None), world.official()
    with world.inside() as session:
        question = session.get(Question, made.id)
        recalled_by_a_slip(nina, clock, question, office)
        assert "referred" not in [letter.name for letter in asker_queries.letters(question)]
        undo_last(nina)
        assert [letter.name for letter in asker_queries.letters(question)][-1] == "referred"


def test_who_is_to_be_called_is_called_of_what_goes_on_alone(world, nina, clock):
    made = world.accepted(kind=Kind.APPEAL, email=None, phone="050 111 22 33", residence="вул. Садова, 1")
    office = world.official()
    with world.inside() as session:
        question = session.get(Question, made.id)
        recalled_by_a_slip(nina, clock, question, office)
        assert calls.counts(nina)[Reach.PHONE] == 0
        undo_last(nina)
        assert calls.counts(nina)[Reach.PHONE] == 1


@pytest.fixture
def of_the_day(world, clock):
    """A question in a letter of the day that is written and has not left."""
    clock.set(dt.datetime(2026, 3, 2, 11, tzinfo=KYIV))
    office = world.official(email=OLENA)
    with world.inside() as session:
        session.get(Official, office).daily_letter = True
        session.commit()
    made = world.referred(office)
    clock.set(dt.datetime(2026, 3, 3, 9, 10, tzinfo=KYIV))
    with world.inside():
        assert daily.write() == 1
    return made


def test_what_was_taken_out_of_the_letter_of_the_day_is_in_it_again(world, nina, smtp, of_the_day):
    with world.inside() as session:
        question = session.get(Question, of_the_day.id)
        refer.recall(nina, question, "Не туди.")
        assert not session.scalars(select(Enclosure)).all()
        undo_last(nina)
        delivery.send_due()
    [letter] = smtp.to(OLENA)
    assert world.token_of(of_the_day.referral_ids[0]) in letter.text


def test_what_the_letter_of_the_day_left_without_comes_with_the_next(world, smtp, clock, of_the_day):
    nina = world.staff()
    with world.inside() as session:
        question = session.get(Question, of_the_day.id)
        refer.recall(nina, question, "Не туди.")
        clock.advance(seconds=5)
        delivery.send_due()
        assert not smtp.to(OLENA)
        undo_last(nina)
        clock.set(dt.datetime(2026, 3, 4, 9, 10, tzinfo=KYIV))
        daily.write()
        delivery.send_due()
    [letter] = smtp.to(OLENA)
    assert world.token_of(of_the_day.referral_ids[0]) in letter.text


@pytest.mark.parametrize("change", [{"email": PETRO}, {"valid_to": dt.date(2026, 3, 3)}], ids=["another_address", "gone"])
def test_a_link_does_not_go_to_an_address_that_was_just_found_wrong_nor_to_one_who_has_left(world, nina, smtp, clock, change):
    clock.set(dt.datetime(2026, 3, 4, 9, 10, tzinfo=KYIV))
    made, office = world.accepted(), world.official(email=OLENA)
    with world.inside() as session:
        question = session.get(Question, made.id)
        refer.refer(nina, question, [office])
        refer.recall(nina, question, "Не туди.")
        for name, value in change.items():
            setattr(session.get(Official, office), name, value)
        session.commit()
        [(_question, error)] = undo_last(nina).refused
        assert error.code == "undo_changed"
        assert question.state == "accepted"
        clock.advance(minutes=1)
        delivery.send_due()
    assert not smtp.to(OLENA) + smtp.to(PETRO)
