"""Librarians who label at the same moment."""

import threading

import pytest
from sqlalchemy import select

from reception.extensions import db
from reception.models import Label, Question, QuestionLabel
from reception.services import labels


@pytest.fixture
def at_once(app):
    """Let several do something at the same moment; raise what any of them raises."""

    def go(*acts):
        start, raised = threading.Barrier(len(acts)), []

        def run(act):
            with app.app_context():
                start.wait()
                try:
                    act()
                except Exception as error:
                    raised.append(error)
                finally:
                    db.session.remove()

        people = [threading.Thread(target=run, args=(act,)) for act in acts]
        for each in people:
            each.start()
        for each in people:
            each.join()
        for error in raised:
            raise error

    return go


def names_of(world, made):
    with world.inside() as session:
        own = select(Label.name).join(QuestionLabel).where(QuestionLabel.question_id == made.id)
        return sorted(session.scalars(own))


def test_several_may_give_one_question_the_same_label(world, at_once):
    actor = world.staff()
    for n in range(6):
        made = world.question()
        typed = (f"сквер {n}, вода {n}", f"вода {n}, сквер {n}", f"сквер {n}")
        at_once(*(lambda each=each, made=made: labels.add(actor, db.session.get(Question, made.id), each) for each in typed))
        assert names_of(world, made) == [f"вода {n}", f"сквер {n}"]


def test_a_label_that_is_taken_off_here_may_be_put_there(world, at_once):
    actor = world.staff()
    for n in range(8):
        first, second = world.question(), world.question()
        with world.inside() as session:
            labels.add(actor, session.get(Question, first.id), f"сквер {n}")
            label_id = session.scalar(select(Label.id).where(Label.name == f"сквер {n}"))
        at_once(
            lambda n=n, made=second: labels.add(actor, db.session.get(Question, made.id), f"сквер {n}"),
            lambda made=first, label_id=label_id: labels.remove(actor, db.session.get(Question, made.id), label_id),
        )
        assert (names_of(world, first), names_of(world, second)) == ([], [f"сквер {n}"])
