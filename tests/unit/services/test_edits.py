"""Edits of a question: what is journalled, what is kept, what cannot be changed any more."""

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import DeclineReason, Event, Question, Topic
from reception.services import clarify, triage
from reception.services.triage import Edit

LIBRARIAN = Actor(ActorKind.STAFF, role=Role.MODERATOR)


def edit(world, made, **changes):
    with world.inside() as session:
        triage.edit(LIBRARIAN, session.get(Question, made.id), Edit(**changes))


def last_event(session, made):
    return session.scalars(select(Event).where(Event.question_id == made.id).order_by(Event.id.desc())).first()


def test_texts_are_kept_beside_the_journal_and_not_in_it(world):
    made = world.question(text="Телефон 050 111 22 33")
    edit(world, made, public_text="Телефон [телефон]", topic_id=world.topic())
    with world.inside() as session:
        event = last_event(session, made)
        assert event.data["fields"] == ["public_text", "topic_id"]
        assert "111 22 33" not in str(event.data)
        assert session.get(Question, made.id).revisions[0].before_text == "Телефон 050 111 22 33"


def test_a_changed_kind_counts_the_term_anew_from_the_same_day(world):
    made = world.question()
    edit(world, made, kind=Kind.APPEAL)
    with world.inside() as session:
        question = session.get(Question, made.id)
        first, second = question.deadlines
        assert (first.rule, second.rule) == ("question.forward", "appeal.forward")
        assert first.counted_from == second.counted_from
        assert question.due_on == second.due_on


def test_the_kind_is_fixed_once_an_authority_has_the_question(world):
    made = world.referred()
    with pytest.raises(Invalid, match="kind_fixed"):
        edit(world, made, kind=Kind.APPEAL)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"public_subject": ""}, "subject_needed"),
        ({"public_subject": "ж" * 201}, "subject_too_long"),
        ({"public_text": "\x00"}, "text_needed"),
        ({"public_text": "ж" * 20_001}, "text_too_long"),
        ({"topic_id": 999}, "topic_id_gone"),
        ({"authority_id": 999}, "authority_id_gone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(world, changes, code):
    made = world.question()
    with pytest.raises(Invalid, match=code):
        edit(world, made, **{"public_text": "Новий текст"} | changes)
    with world.inside() as session:
        assert session.get(Question, made.id).public_text != "Новий текст"
        assert last_event(session, made).tag is Tag.SUBMITTED


def test_a_topic_that_went_out_of_use_stays_with_its_question(world):
    topic = world.topic()
    made = world.question(topic_id=topic)
    with world.inside() as session:
        session.get(Topic, topic).is_active = False
        session.commit()
    edit(world, made, topic_id=topic, public_text="Новий текст")
    with world.inside() as session:
        assert session.get(Question, made.id).topic_id == topic


def test_a_reason_that_went_out_of_use_declines_nothing(world):
    made, reason = world.question(), world.reason()
    with world.inside() as session:
        session.get(DeclineReason, reason).is_active = False
        session.commit()
        with pytest.raises(Invalid, match="reason_gone"):
            triage.decline(LIBRARIAN, session.get(Question, made.id), reason)


def test_the_addressee_is_fixed_once_it_was_passed_on(world):
    """Or the statistics of two bodies would change, and neither had a letter."""
    other = world.authority("Водоканал")
    for made in (world.referred(), world.answered(), world.published()):
        with pytest.raises(Invalid, match="authority_fixed"):
            edit(world, made, authority_id=other)
    made = world.referred()
    with world.inside() as session:
        clarify.ask_asker(Actor(ActorKind.STAFF), session.get(Question, made.id), "Де?")
    with pytest.raises(Invalid, match="authority_fixed"):
        edit(world, made, authority_id=other)
    made = world.accepted()
    edit(world, made, authority_id=other)
    with world.inside() as session:
        assert session.get(Question, made.id).authority_id == other
