"""What keeps a question from standing still, and what keeps it from coming back."""

import pytest

from reception.domain.errors import Invalid, NotAllowed
from reception.domain.roles import Actor, ActorKind
from reception.models import Question
from reception.services import asker, clarify, refer, triage

LIBRARIAN = Actor(ActorKind.STAFF)


def official(referral_id):
    return Actor(ActorKind.OFFICIAL, referral_id=referral_id)


def test_an_asker_who_does_not_clarify_keeps_nobody_from_answering(world):
    made = world.referred(world.official(), world.official())
    with world.inside() as session:
        clarify.ask_asker(official(made.referral_ids[0]), session.get(Question, made.id), "Біля якого будинку?")
    world.answer(made.referral_ids[1])
    assert world.state(made) == "clarification"
    world.answer(made.referral_ids[0])
    assert world.state(made) == "answered"


def test_the_library_goes_on_where_it_had_asked(world):
    made = world.question()
    with world.inside() as session:
        question = session.get(Question, made.id)
        clarify.ask_asker(LIBRARIAN, question, "Яка вулиця?")
        clarify.go_on(LIBRARIAN, question)
        assert question.state == "received"
        with pytest.raises(NotAllowed):
            clarify.clarify(Actor(ActorKind.ASKER, question_id=made.id), question, "Степова")


def test_what_its_asker_withdrew_cannot_be_taken_up_again(world):
    made = world.accepted()
    with world.inside() as session:
        question = session.get(Question, made.id)
        asker.withdraw(Actor(ActorKind.ASKER, question_id=made.id), question)
        with pytest.raises(NotAllowed):
            triage.reopen(LIBRARIAN, question, "Ще раз")


def test_what_was_declined_as_it_came_is_accepted_before_it_is_public(world):
    made, taken_up, closed, reason = world.question(), world.accepted(), world.published(), world.reason()
    with world.inside() as session:
        for each in (made, taken_up):
            triage.decline(LIBRARIAN, session.get(Question, each.id), reason)
        for each in (made, taken_up, closed):
            triage.reopen(LIBRARIAN, session.get(Question, each.id), "Ще раз")

        states = [session.get(Question, each.id).state.value for each in (made, taken_up, closed)]
        assert states == ["received", "accepted", "accepted"]
        assert session.get(Question, made.id).public_at is None


def test_a_note_makes_no_page_of_another_librarian_stale(world):
    made = world.question()
    with world.inside() as session:
        question = session.get(Question, made.id)
        seen = question.version
        triage.note(LIBRARIAN, question, "Телефонував, не відповідає")
        triage.accept(LIBRARIAN, question, triage.Edit(), seen)

        assert question.state.value == "accepted"


def test_a_reason_has_a_length(world):
    made = world.referred()
    with world.inside() as session:
        with pytest.raises(Invalid, match="text_too_long") as raised:
            refer.recall(LIBRARIAN, session.get(Question, made.id), "я" * 2001)
        assert raised.value.field == "reason"
    assert world.state(made) == "referred"
