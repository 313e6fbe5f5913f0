"""What an answer promised is undone with its publication."""

import datetime as dt

from sqlalchemy import select

from reception.domain.clock import today
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.roles import Actor, ActorKind
from reception.models import Account, Promise, Question
from reception.queries.undo import undoable_by
from reception.services import publish
from reception.services.undo import undo


def test_with_a_publication_the_promise_that_it_made_is_undone(world):
    world.account()
    made = world.referred()
    due = today() + dt.timedelta(days=40)
    world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED, promised_on=due)
    with world.inside() as session:
        account = session.scalars(select(Account)).one()
        nina = Actor(ActorKind.STAFF, account_id=account.id, role=account.role)
        question = session.get(Question, made.id)
        publish.publish(nina, question, publish.Publication(outcome=Outcome.EXPLAINED, may_stay=True))
        assert session.scalars(select(Promise.due_on)).all() == [due]
        [batch] = undoable_by(nina)
        assert undo(nina, batch.batch).done
        assert session.scalars(select(Promise.due_on)).all() == []
