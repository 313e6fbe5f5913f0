"""Undoing a merging, and what was done to a question into which others were merged: their askers were to be told as well."""

import pytest
from sqlalchemy import select

from reception.domain.events import Tag
from reception.domain.roles import Actor, ActorKind
from reception.models import Letter, Merge, Question
from reception.queries import asker as asker_queries
from reception.queries.merged import events_of_main
from reception.queries.undo import undoable_by
from reception.services import asker, delivery, merge, publish, refer, triage
from reception.services.undo import undo
from tests.unit.services.undoing.acts import POSITIVE, undo_last


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


def test_whose_question_was_merged_into_it_reads_nothing_of_what_was_undone(world):
    main, other = merged(world)
    nina, official = world.staff(), world.official()
    with world.inside() as session:
        refer.refer(nina, session.get(Question, main.id), [official])
        assert Tag.REFERRED in [event.tag for event in events_of_main(session.get(Question, other.id))]
        undo_last(nina)
        shown = {event.tag for event in events_of_main(session.get(Question, other.id))}
        assert not shown & {Tag.REFERRED, Tag.UNDONE}


def test_declining_what_others_were_merged_into_is_final(world):
    main, other = merged(world)
    nina = world.staff()
    with world.inside() as session:
        triage.decline(nina, session.get(Question, main.id), world.reason())
        assert list(undoable_by(nina)) == []
        assert session.get(Question, other.id).state == "accepted"


def tags(question):
    return [event.tag for event in question.events]


def test_what_followed_a_question_follows_it_again(world, nina, smtp, clock):
    main, follower = merged(world)
    top = world.accepted(name="Юра", email=None)
    with world.inside() as session:
        delivery.send_due()
        question, behind, above = (session.get(Question, made.id) for made in (main, follower, top))
        timeline = [event.tag for event, _words in asker_queries.timeline(behind)]
        left = len(smtp.messages)
        merge.merge(nina, question, top.number)
        assert (behind.merged_into, above.supporters) == (above, 2)
        assert undo_last(nina).done == [question]
        session.expire_all()
        assert (question.state, behind.state) == ("accepted", "duplicate")
        assert (question.merged_into, behind.merged_into) == (None, question)
        assert (question.supporters, above.supporters) == (1, 0)
        assert [(row.into_id, row.ended_at) for row in session.scalars(select(Merge))] == [(main.id, None)]
        assert [event.tag for event, _words in asker_queries.timeline(behind)] == timeline
        clock.advance(minutes=1)
        assert (delivery.send_due().count, len(smtp.messages)) == (0, left)


def test_the_journals_of_all_say_what_became_of_it(world, nina):
    main, follower = merged(world)
    top = world.accepted(name="Юра", email=None)
    with world.inside() as session:
        question, behind, above = (session.get(Question, made.id) for made in (main, follower, top))
        merge.merge(nina, question, top.number)
        undo_last(nina)
        assert tags(question)[-2:] == tags(behind)[-2:] == [Tag.MERGED, Tag.UNDONE]
        assert tags(above)[-4:] == [Tag.JOINED, Tag.JOINED, Tag.PARTED, Tag.PARTED]
        undone = question.events[-1]
        assert (undone.old_state, undone.new_state, undone.account_id) == ("duplicate", "accepted", nina.account_id)


def test_who_asked_twice_is_counted_as_before(world, nina):
    main, first = merged(world)
    second, top = world.accepted(email="other@mail.example"), world.accepted(name="Юра", email=None)
    with world.inside() as session:
        merge.merge(Actor(ActorKind.STAFF), session.get(Question, second.id), main.number)
        question = session.get(Question, main.id)
        counted = [row.same_asker for row in session.scalars(select(Merge).order_by(Merge.id))]
        merge.merge(nina, question, top.number)
        undo_last(nina)
        session.expire_all()
        assert [row.same_asker for row in session.scalars(select(Merge).order_by(Merge.id))] == counted == [False, True]


def test_an_official_works_on_at_a_question_that_was_merged_by_a_slip(world, nina, client):
    made, main = world.referred(), world.accepted(name="Ольга", email=None)
    link = f"/answer/{world.token_of(made.referral_ids[0])}"
    with world.inside() as session:
        question = session.get(Question, made.id)
        due = question.due_on
        merge.merge(nina, question, main.number)
        assert "Коли її відремонтують" not in client.get(link).text
        undo_last(nina)
        assert (question.state, question.due_on) == ("referred", due)
    assert "Коли її відремонтують" in client.page(link).text


def object_to_it(world, question, main):
    merge.object_to(Actor(ActorKind.ASKER, question_id=question.id), question, "Це інша вулиця.")


def give_the_answer_out(world, question, main):
    publish.publish(world.staff(), main, POSITIVE)


def withdraw_the_other(world, question, main):
    asker.withdraw(Actor(ActorKind.ASKER, question_id=main.id), main)


@pytest.mark.parametrize("go_on", [object_to_it, give_the_answer_out, withdraw_the_other])
def test_merging_is_not_undone_once_either_has_gone_on(world, nina, go_on):
    again = world.accepted(email="other@mail.example")
    main = world.referred() if go_on is withdraw_the_other else world.answered()
    with world.inside() as session:
        question = session.get(Question, again.id)
        merge.merge(nina, question, main.number)
        go_on(world, question, session.get(Question, main.id))
        state = question.state
        [(_question, error)] = undo_last(nina).refused
        assert error.code == "undo_changed"
        assert question.state == state


def test_each_of_two_that_were_joined_with_one_is_taken_back_by_itself(world, nina):
    main, first, second = world.accepted(), world.accepted(name="Юра", email=None), world.accepted(name="Іра", email=None)
    with world.inside() as session:
        for made in (first, second):
            merge.merge(nina, session.get(Question, made.id), main.number)
        batches = {undoable.number: undoable.batch for undoable in undoable_by(nina)}
        assert undo(nina, batches[first.number]).done
        session.expire_all()
        assert session.get(Question, main.id).supporters == 1
        assert undo(nina, batches[second.number]).done
        session.expire_all()
        assert session.get(Question, main.id).supporters == 0
        assert {session.get(Question, made.id).state for made in (first, second)} == {"accepted"}


def test_a_merging_that_is_made_again_after_it_was_undone_holds(world, nina, clock):
    made, main = world.accepted(), world.accepted(name="Ольга", email=None)
    with world.inside() as session:
        question = session.get(Question, made.id)
        delivery.send_due()
        merge.merge(nina, question, main.number)
        undo_last(nina)
        merge.merge(nina, question, main.number)
        clock.advance(minutes=1)
        delivery.send_due()
        sent = session.scalars(select(Letter.name).where(Letter.question_id == made.id, Letter.sent_at.is_not(None))).all()
        assert (question.state, sent.count("merged")) == ("duplicate", 1)
        merge.unmerge(nina, question, "Це інша вулиця.")
        assert question.state == "accepted"
