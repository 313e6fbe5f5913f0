"""Undoing what was done to a question into which others were merged: their askers were to be told as well."""

import dataclasses

import pytest
from sqlalchemy import select

from reception.models import Letter, Question
from reception.queries.undo import undoable_by
from reception.services import delivery, merge, refer, triage
from reception.services.undo import undo


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, undo_seconds=30)


def merged(world):
    """Return two questions of which one was merged into the other."""
    main, other = world.accepted(), world.accepted(email="other@mail.example")
    with world.inside() as session:
        merge.merge(world._librarian(), session.get(Question, other.id), main.number)
    return main, other


def test_nobody_whose_question_was_merged_into_it_is_told_either(world, clock):
    main, other = merged(world)
    nina, official = world.staff(), world.official()
    with world.inside() as session:
        delivery.send_due()
        refer.refer(nina, session.get(Question, main.id), [official])
        [undoable] = undoable_by(nina)
        assert session.scalar(select(Letter).where(Letter.question_id == other.id, Letter.name == "referred_alike"))
        assert delivery.send_due().count == 0
        assert undo(nina, undoable.batch).done
        clock.advance(minutes=1)
        assert delivery.send_due().count == 0


def test_declining_what_others_were_merged_into_is_final(world):
    main, other = merged(world)
    nina = world.staff()
    with world.inside() as session:
        triage.decline(nina, session.get(Question, main.id), world.reason())
        assert list(undoable_by(nina)) == []
        assert session.get(Question, other.id).state == "accepted"
