"""What an older answer promised, a newer one of the same authority takes over: nobody is asked of both, and it counts once."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import NotAllowed
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said, Standing
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Account, Answer, Promise, Question
from reception.queries.facts import facts
from reception.queries.public_view import public_view
from reception.queries.undo import undoable_by
from reception.services import corrections, promise_letters, promises, publish, refer, respond, triage
from reception.services.undo import undo

FIRST, SECOND = dt.date(2026, 4, 15), dt.date(2026, 5, 20)


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, undo_seconds=30)


def promised(due):
    return {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": due}


@pytest.fixture
def official(world):
    return world.official()


def given_out(world, official):
    """Return a question with a published answer that promises something."""
    made = world.referred(official)
    world.answer(made.referral_ids[0], **promised(FIRST))
    world.publish(made, Outcome.EXPLAINED)
    return made


@pytest.fixture
def made(world, clock, official):
    """A question whose answer promised something, and which was taken up again a month later."""
    clock.on(2, 3)
    made = given_out(world, official)
    clock.on(1, 4)
    with world.inside() as session:
        triage.reopen(SYSTEM, session.get(Question, made.id), "Знову")
    return world.again(made)


def answer_anew(world, made, official, **reply):
    with world.inside() as session:
        question = session.get(Question, made.id)
        refer.refer(SYSTEM, question, (official,))
        referral_id = question.open_referrals[-1].id
    world.answer(referral_id, **reply)
    return referral_id


def publish_anew(world, made, official, **reply):
    answer_anew(world, made, official, **reply)
    world.publish(made, reply["outcome"])


def standings(world, made):
    with world.inside() as session:
        rows = session.scalars(select(Promise).where(Promise.question_id == made.id).order_by(Promise.id))
        return [(row.standing, row.promised_on, row.due_on, row.done_on) for row in rows]


def asked(world, clock, day, month):
    clock.on(day, month)
    with world.inside():
        return promise_letters.ask()


def counted(world, made):
    with world.inside() as session:
        [promise] = facts().counts("promise")
        question = public_view(session.get(Question, made.id))
        assert promise == question.promise.value
        return promise, [each.promise and each.promise.now_by for each in question.answers]


def test_another_date_replaces_the_older_promise_and_the_first_date_still_counts(world, clock, made, official):
    publish_anew(world, made, official, **promised(SECOND))

    assert standings(world, made) == [(Standing.REPLACED, FIRST, FIRST, None), (Standing.MOVED, FIRST, SECOND, None)]
    assert counted(world, made) == ("moved", [SECOND, None])
    assert (asked(world, clock, 15, 4), asked(world, clock, 16, 4)) == (0, 0)
    assert standings(world, made)[1][0] is Standing.LATE
    with world.inside() as session:
        older = session.scalars(select(Promise).order_by(Promise.id)).first()
        with pytest.raises(NotAllowed):
            promises.report(Actor(ActorKind.STAFF), older, promises.Word(said=Said.DONE, text="x", day=FIRST))
    assert asked(world, clock, 20, 5) == 1


def test_an_answer_that_it_is_resolved_keeps_the_older_promise(world, clock, made, official):
    publish_anew(world, made, official, outcome=Outcome.POSITIVE)

    assert standings(world, made) == [(Standing.KEPT, FIRST, FIRST, dt.date(2026, 4, 1))]
    assert counted(world, made) == ("kept", [None, None])
    assert asked(world, clock, 15, 4) == 0


@pytest.mark.parametrize("other", [{"body": True}, {"outcome": Outcome.EXPLAINED}])
def test_another_bodys_answer_and_one_that_says_neither_leave_it(world, clock, made, official, other):
    whom = world.official() if other.get("body") else official
    publish_anew(world, made, whom, outcome=other.get("outcome", Outcome.POSITIVE))

    assert standings(world, made)[0][0] is Standing.OPEN
    assert asked(world, clock, 15, 4) == 1


def test_with_the_publication_of_the_newer_answer_it_is_undone(world, made, official):
    world.account()
    answer_anew(world, made, official, **promised(SECOND))
    with world.inside() as session:
        account = session.scalars(select(Account)).one()
        nina = Actor(ActorKind.STAFF, account_id=account.id, role=account.role)
        older = session.scalars(select(Promise)).one()
        older.desk_since = since = house_clock.now()
        session.commit()
        publish.publish(nina, session.get(Question, made.id), publish.Publication(outcome=Outcome.EXPLAINED, may_stay=True))
        [batch] = undoable_by(nina)
        assert undo(nina, batch.batch).done
        assert (older.desk_since, older.taken_over_by) == (since, None), "a librarian is to ask as before"

    assert standings(world, made) == [(Standing.OPEN, FIRST, FIRST, None)]


@pytest.mark.parametrize(
    ("corrected", "stands"),
    [
        ({"outcome": Outcome.POSITIVE}, (Standing.KEPT, FIRST, FIRST, dt.date(2026, 3, 9))),
        (promised(SECOND), (Standing.MOVED, FIRST, SECOND, None)),
    ],
)
@pytest.mark.parametrize("was_put_off", [False, True])
def test_a_correction_says_it_anew(world, clock, official, corrected, stands, was_put_off):
    clock.on(6, 3)
    made = given_out(world, official)
    clock.on(9, 3)
    with world.inside() as session:
        answer = session.scalars(select(Answer)).one()
        who = Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
        if was_put_off:
            later = promises.Word(said=Said.LATER, text="Немає асфальту.", day=dt.date(2026, 5, 1))
            promises.report(who, answer.promise, later)
        corrections.correct(who, answer, respond.Reply(text="Інакше.", **corrected))
        checked = corrections.CheckedCorrection(text="Інакше.", outcome=corrected["outcome"], may_stay=True)
        corrections.publish_correction(SYSTEM, answer.question, answer.correction, checked)
    standing, first, due, done = stands
    [found] = standings(world, made)
    assert found == (standing, first, found[2] if done else due, done)
