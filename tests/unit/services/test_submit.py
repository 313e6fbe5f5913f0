"""Submitting: once a form, in numbers that follow, within what one address may send an hour."""

import dataclasses
import threading

import pytest
from sqlalchemy import func, select

from reception.domain.errors import Invalid, TooMany
from reception.domain.submission import Submission
from reception.models import Attempt, Question
from reception.services import submit

HOME = "192.0.2.1"
ASKED = Submission(subject="Яма", text="Велика яма", may_process=True)


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def asked_at_once(app, submission, times):
    """Let so many people send this at the same moment; return the numbers they were given."""
    numbers, start = [], threading.Barrier(times)

    def ask():
        with app.app_context():
            start.wait()
            numbers.append(submit.submit(submission).number)

    people = [threading.Thread(target=ask) for _ in range(times)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return numbers


def test_both_of_two_clicks_at_once_get_the_same_question(world, app):
    numbers = asked_at_once(app, dataclasses.replace(ASKED, form_key="one form"), 4)

    assert len(numbers) == 4
    assert len(set(numbers)) == 1
    with world.inside() as session:
        assert count(session, Question) == 1


def test_twenty_at_once_in_a_new_year_all_get_a_number_of_their_own(world, app):
    numbers = asked_at_once(app, ASKED, 20)

    assert sorted(int(number[-5:]) for number in numbers) == list(range(1, 21))


def test_an_address_sends_six_an_hour_and_the_seventh_waits(world, settings):
    with world.inside() as session:
        for _ in range(settings.submissions_per_hour):
            submit.submit(ASKED, client=HOME)
        with pytest.raises(TooMany) as raised:
            submit.submit(ASKED, client=HOME)
        assert 55 <= raised.value.minutes <= 60
        assert submit.submit(ASKED, client="192.0.2.2")
        assert count(session, Question) == settings.submissions_per_hour + 1


def test_what_was_not_taken_and_what_was_sent_before_do_not_count(world):
    asked = dataclasses.replace(ASKED, form_key="one form")
    with world.inside() as session:
        for _ in range(10):
            submit.submit(asked, client=HOME)
            with pytest.raises(Invalid):
                submit.submit(dataclasses.replace(ASKED, topic_id=77), client=HOME)
        assert count(session, Attempt) == 1
