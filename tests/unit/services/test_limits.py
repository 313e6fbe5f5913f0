"""Limits count over a window, name the minutes to wait, and keep nobody's name."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.errors import TooMany
from reception.extensions import db
from reception.models import Attempt
from reception.services import limits

HOUR = dt.timedelta(hours=1)
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def test_the_limit_is_reached_and_says_when_to_come_again(context, clock):
    clock.set(NOON)
    limits.spend("somebody", 2, HOUR)
    clock.advance(minutes=20)
    limits.spend("somebody", 2, HOUR)
    clock.advance(minutes=10, seconds=1)

    with pytest.raises(TooMany) as raised:
        limits.spend("somebody", 2, HOUR)

    assert raised.value.minutes == 30  # until the first is an hour old


def test_after_those_minutes_the_next_is_taken_and_a_refused_one_did_not_count(context, clock):
    clock.set(NOON)
    for _ in range(2):
        limits.spend("somebody", 2, HOUR)
    for _ in range(5):
        with pytest.raises(TooMany):
            limits.spend("somebody", 2, HOUR)
    clock.advance(hours=1)

    limits.spend("somebody", 2, HOUR)

    assert limits.used("somebody", HOUR) == 1


def test_others_have_a_count_of_their_own(context):
    assert limits.within("one", 1, HOUR)
    assert not limits.within("one", 1, HOUR)
    assert limits.within("other", 1, HOUR)


def test_no_address_is_kept(context):
    limits.note("submit:192.0.2.77")
    assert "192.0.2.77" not in db.session.scalars(select(Attempt.bucket)).one()


def test_what_is_forgotten_or_old_no_longer_counts(context, clock):
    clock.set(NOON)
    limits.note("one")
    limits.note("other")
    limits.forget("one")
    assert (limits.used("one", HOUR), limits.used("other", HOUR)) == (0, 1)

    clock.advance(days=3)
    limits.sweep()
    assert db.session.scalars(select(Attempt)).all() == []
