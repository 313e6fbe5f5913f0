"""Letters about new answers: what they wait for, what becomes of those that come back."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.models import Letter, LetterState, Subscription
from reception.queries import archive
from reception.queries.selection import read_query, read_selection
from reception.search.engine import IndexUnusable
from reception.services import alerts, delivery, housekeeping, indexing, subscriptions

NOON = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
READER = "reader@mail.example"


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(NOON)


@pytest.fixture
def news(world, clock):
    """A subscriber, and an answer that was published a quarter of an hour ago and is in the index."""
    token = world.subscribed("q=яма")
    clock.advance(minutes=1)
    world.published(email=None)
    with world.inside():
        indexing.catch_up()
        delivery.send_due()
    clock.advance(minutes=15)
    return token


def waiting(session) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.name == alerts.NAME, Letter.state == LetterState.QUEUED)))


def test_a_letter_is_written_once(world, news):
    with world.inside() as session:
        assert [alerts.write_due() for _ in range(3)] == [1, 0, 0]
        assert len(waiting(session)) == 1


def test_one_that_has_not_left_is_written_anew(world, news, clock):
    with world.inside() as session:
        alerts.write_due()
        clock.advance(minutes=6)
        assert alerts.write_due() == 1
        assert [letter.created_at for letter in waiting(session)] == [house_clock.now()]


def test_what_is_taken_down_is_out_of_the_letter_at_once(world, news):
    with world.inside() as session:
        alerts.write_due()
        assert len(waiting(session)) == 1
    made = world.published(subject="Інше")
    world.hide(made)
    with world.inside() as session:
        assert waiting(session) == []


def test_while_the_index_is_behind_nothing_is_written(world, clock):
    world.subscribed("q=яма")
    clock.advance(minutes=1)
    world.published()
    clock.advance(minutes=15)
    with world.inside():
        assert alerts.write_due() == 0
        indexing.catch_up()
        assert alerts.write_due() == 1


def test_while_the_index_cannot_be_used_nothing_is_written(world, news, monkeypatch):
    def broken(*_arguments, **_more):
        raise IndexUnusable("broken")

    with world.inside():
        monkeypatch.setattr(type(archive.engine()), "search", broken)
        assert alerts.write_due() == 0
        monkeypatch.undo()
        assert alerts.write_due() == 1


def test_one_that_came_back_is_written_again_after_an_hour(world, news, smtp, clock):
    smtp.refuse(451)
    with world.inside() as session:
        alerts.write_due()
        assert delivery.send_due().failed == 1
        assert waiting(session) == []
        smtp.refusals.clear()
        clock.advance(minutes=59)
        assert alerts.write_due() == 0
        clock.advance(minutes=1)
        assert alerts.write_due() == 1
        delivery.send_due()
    assert "Яма на вулиці Степовій" in smtp.to(READER)[-1].text


def test_when_nobody_knows_whether_it_arrived_the_same_words_keep_their_name_and_others_do_not(world, news, smtp, clock):
    smtp.disconnect_after_data()
    with world.inside():
        alerts.write_due()
        assert delivery.send_due().failed == 1
        clock.advance(hours=1)
        alerts.write_due()
        assert delivery.send_due().failed == 1
    smtp.disconnects = False
    world.published(email=None, subject="Яма на Садовій")
    clock.advance(hours=1)
    with world.inside():
        indexing.catch_up()
        alerts.write_due()
        delivery.send_due()
    first, second, other = (letter.message["Message-ID"] for letter in smtp.to(READER)[-3:])
    assert first == second != other


def test_a_policy_of_the_server_forgets_nobody_who_confirmed(world, news, smtp):
    smtp.refuse(550, words="5.7.1 not from you")
    with world.inside() as session:
        alerts.write_due()
        delivery.send_due()
        assert session.scalars(select(Subscription)).one().confirmed_at
        assert not session.scalars(select(Letter).where(Letter.state == LetterState.FAILED)).all()


def test_an_address_that_is_gone_is_forgotten_with_its_letters(world, news, smtp):
    smtp.refuse(550, words="5.1.1 no such user")
    with world.inside() as session:
        alerts.write_due()
        delivery.send_due()
        assert not session.scalars(select(Subscription)).all()
        assert not session.scalars(select(Letter).where(Letter.to_address == READER)).all()


def test_who_stops_while_the_letter_is_leaving_is_forgotten_all_the_same(world, news, smtp, monkeypatch):
    send = delivery.Outbox.send

    def send_and_stop(outbox, letter, thread):
        send(outbox, letter, thread)
        subscriptions.stop(news)

    with world.inside() as session:
        alerts.write_due()
        monkeypatch.setattr(delivery.Outbox, "send", send_and_stop)
        assert delivery.send_due().count == 1
        assert not session.scalars(select(Subscription)).all()
        assert not session.scalars(select(Letter).where(Letter.to_address == READER)).all()


def test_letters_that_left_are_kept_for_a_month(world, news, clock):
    with world.inside() as session:
        for days, kept in ((29, 1), (2, 0)):
            clock.advance(days=days)
            housekeeping.sweep()
            assert len(session.scalars(select(Letter).where(Letter.to_address == READER)).all()) == kept
        assert session.scalars(select(Subscription)).one().email == READER


def test_a_subscription_watches_words_and_filters_whatever_has_become_of_a_question():
    typed = {"page": "3", "authority": "zhkh", "q": " ями  ", "state": "referred", "answered": "no", "sort": "oldest"}
    shown = read_selection(typed)
    kept = shown.to_come().query()
    assert kept == "q=%D1%8F%D0%BC%D0%B8&authority=zhkh"
    assert read_query(kept).query() == kept
    assert read_query("").query() == ""
