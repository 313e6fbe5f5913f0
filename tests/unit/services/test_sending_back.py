"""An answer goes back to its official, and comes again."""

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid
from reception.domain.roles import Actor, ActorKind
from reception.models import Letter, Question, Referral
from reception.queries import office
from reception.services import publish

LIBRARIAN = Actor(ActorKind.STAFF)


def last_letter(session, made):
    return session.scalars(select(Letter).where(Letter.question_id == made.id).order_by(Letter.id.desc())).first()


def test_an_answer_sent_back_opens_the_same_link_again(world):
    made = world.answered()
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert question.referrals[0].links[0].expires_at
        publish.send_back(LIBRARIAN, question, "Назвіть строк")
        assert question.state == "referred"
        assert question.referrals[0].links[0].expires_at is None
    world.answer(made.referral_ids[0], text="До 1 травня.")
    world.publish(made)
    with world.inside() as session:
        published = [answer.text for answer in session.get(Question, made.id).answers if answer.published_at]
        assert published == ["До 1 травня."]


def test_of_two_answers_one_is_sent_back_and_the_other_waits(world):
    made = world.answered(world.official(), world.official())
    first, second = made.answer_ids
    with world.inside() as session:
        question = session.get(Question, made.id)
        publish.send_back(LIBRARIAN, question, "Назвіть строк", answer_ids=[first])
        assert question.state == "referred"
        assert [answer.id for answer in question.waiting_answers] == [second]
        assert [referral.id for referral in question.open_referrals] == [made.referral_ids[0]]
        assert last_letter(session, made).name == "sent_back"
    world.answer(made.referral_ids[0], text="До 1 травня.")
    assert world.state(made) == "answered"
    world.publish(made)
    with world.inside() as session:
        published = [answer.text for answer in session.get(Question, made.id).answers if answer.published_at]
    assert published == ["Яму засиплють до п’ятниці.", "До 1 травня."]


def test_an_answer_that_does_not_wait_cannot_be_sent_back(world):
    made = world.answered(world.official(), world.official())
    with world.inside() as session:
        question = session.get(Question, made.id)
        for chosen in ([], [max(made.answer_ids) + 1]):
            with pytest.raises(Invalid, match="answer_to_choose"):
                publish.send_back(LIBRARIAN, question, "Назвіть строк", answer_ids=chosen)
    assert world.state(made) == "answered"


def test_each_official_reads_what_his_own_answer_lacks(world):
    made = world.answered(world.official(), world.official())
    with world.inside() as session:
        publish.send_back(LIBRARIAN, session.get(Question, made.id), "Назвіть строк", answer_ids=made.answer_ids[:1])
    world.answer(made.referral_ids[0])
    with world.inside() as session:
        publish.send_back(LIBRARIAN, session.get(Question, made.id), "Назвіть кошторис", answer_ids=made.answer_ids[1:])
        assert office.returned(session.get(Referral, made.referral_ids[0])) is None
        assert office.returned(session.get(Referral, made.referral_ids[1]))[1] == "Назвіть кошторис"
