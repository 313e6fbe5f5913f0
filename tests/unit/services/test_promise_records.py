"""Promises leave the house with their questions and come back; what was promised before anybody looked after it is not lost."""

import datetime as dt
import io
import json

import pytest
from sqlalchemy import select

from reception.domain.errors import NotFound
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said, Standing
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Promise, Question
from reception.queries import promises as query
from reception.services import promise_letters, promises
from reception.services.exports import export_personal, export_public
from reception.services.imports import import_questions, read_lines
from tests.delegations import pass_on

DUE = dt.date(2026, 4, 15)


@pytest.fixture
def made(world, clock):
    """A question whose answer promised something, on the day before it was to be done."""
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    made = world.referred()
    world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, commitment=Commitment.NEEDS_FUNDING, promised_on=DUE)
    world.publish(made, Outcome.EXPLAINED)
    clock.set(dt.datetime(2026, 4, 14, 9, tzinfo=dt.UTC))
    return made


def say(session, made, said, day=None, actor=SYSTEM):
    promise = session.get(Question, made.id).answers[0].promise
    promises.report(actor, promise, promises.Word(said=said, text="Слова.", day=day))


def taken(records):
    lines = b"".join(json.dumps(record | {"external_id": f"x{n}"}).encode() + b"\n" for n, record in enumerate(records))
    return import_questions(read_lines(io.BufferedReader(io.BytesIO(lines))))


@pytest.mark.parametrize("export", [export_public, export_personal])
def test_it_leaves_with_its_question_and_comes_back_as_it_stands(world, made, export):
    with world.inside() as session:
        say(session, made, Said.LATER, dt.date(2026, 5, 20))
        say(session, made, Said.DONE, dt.date(2026, 4, 14))
        records = list(export())
        assert records[0]["answers"][0]["promise"] == {
            "promised_on": "2026-04-15", "due_on": "2026-05-20", "done_on": "2026-04-14", "commitment": "needs_funding",
            "state": "kept",
        }  # fmt: skip
        assert taken(records).taken == 1
        first, second = session.scalars(select(Promise).order_by(Promise.id))
        for name in ("promised_on", "due_on", "done_on", "state", "standing"):
            assert getattr(first, name) == getattr(second, name), name


def test_what_is_imported_and_comes_due_is_the_desks_to_ask_about(world, made, clock):
    with world.inside():
        assert taken(list(export_public())).taken == 1
    clock.set(dt.datetime(2026, 4, 15, 9, tzinfo=dt.UTC))
    with world.inside():
        assert promise_letters.ask() == 1
        [task] = query.tasks(SYSTEM).to_ask
        assert (task.question.external_id, task.standing) == ("x0", Standing.OPEN)


@pytest.mark.parametrize(
    "promise", ["Так", {}, {"promised_on": "завтра"}, {"promised_on": "2026-04-15", "state": "kept"}, {"promised_on": 5}]
)
def test_a_promise_that_is_none_is_not_taken(world, made, promise):
    with world.inside():
        [record] = list(export_public())
        record["answers"][0]["promise"] = promise
        assert taken([record]).taken == 0


def test_whoever_passed_the_question_on_does_not_speak_for_who_has_it_now(world, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    made = world.referred()
    pass_on(world, made.referral_ids[0])
    with world.inside() as session:
        referral = session.get(Question, made.id).referrals[0]
        before, now = (link.id for link in referral.links)
    world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED, promised_on=DUE)
    world.publish(made, Outcome.EXPLAINED)
    with world.inside() as session:
        actors = [Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0], link_id=link) for link in (before, now)]
        with pytest.raises(NotFound):
            say(session, made, Said.NOT_DONE, actor=actors[0])
        say(session, made, Said.NOT_DONE, actor=actors[1])
