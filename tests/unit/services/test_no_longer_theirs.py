"""What was open to somebody while an answer held is open no more once the question has moved on."""

import datetime as dt

import pytest

from reception.domain.errors import NotAllowed
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Answer, Question, Referral
from reception.queries import corrections as waiting
from reception.queries import promises as promised
from reception.services import clarify, corrections, delivery, promises, refer, triage
from reception.services.corrections import CheckedCorrection
from reception.services.respond import Reply

DUE = dt.date(2030, 6, 1)
FUTURE = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": DUE}


def corrected(world, made):
    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[0])
        actor = Actor(ActorKind.OFFICIAL, referral_id=answer.referral_id)
        corrections.correct(actor, answer, Reply(text="Інші слова.", outcome=Outcome.EXPLAINED))


def say(world, made):
    with world.inside() as session:
        [promise] = [each.promise for each in session.get(Question, made.id).answers]
        promises.report(Actor(ActorKind.STAFF), promise, promises.Word(said=Said.NOT_DONE, text="Коштів не буде."))


def test_a_correction_gives_no_result_to_a_question_that_was_taken_up_again(world, do):
    made = world.published()
    corrected(world, made)
    do(triage.reopen, made, "Ще раз")
    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[0])
        checked = CheckedCorrection(text=answer.correction.text, outcome=Outcome.EXPLAINED, may_stay=True)
        corrections.publish_correction(world._librarian(), answer.question, answer.correction, checked)
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert (question.outcome, question.answers[0].outcome) == (None, Outcome.EXPLAINED)


def test_nobody_is_to_check_what_belongs_to_a_question_that_is_not_dealt_with(world, do):
    reason = world.reason()
    first, second = world.published(), world.referred()
    corrected(world, first)
    world.answer(second.referral_ids[0], **FUTURE)
    world.publish(second, Outcome.EXPLAINED)
    say(world, second)
    with world.inside():
        assert (waiting.count_waiting(SYSTEM), promised.count(SYSTEM), len(promised.tasks(SYSTEM))) == (1, 1, 1)
    for made in (first, second):
        do(triage.reopen, made, "Ще раз")
        do(triage.decline, made, reason, "")
    with world.inside():
        assert (waiting.count_waiting(SYSTEM), promised.count(SYSTEM), len(promised.tasks(SYSTEM))) == (0, 0, 0)


def test_an_official_who_has_answered_asks_the_citizen_nothing(world):
    body = world.authority()
    made = world.referred(world.official(body), world.official(body))
    world.answer(made.referral_ids[1])
    assert world.state(made) == "referred"
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[1])
        actor = Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=referral.links[0].id)
        with pytest.raises(NotAllowed):
            clarify.ask_asker(actor, referral.question, "Де саме?")
    assert world.state(made) == "referred"


def test_while_a_question_is_taken_down_strangers_learn_nothing_of_its_promise(world, smtp, join):
    made = world.accepted()
    join(world.accepted(name="Ольга Бойко", email="boiko@mail.example"), made)
    with world.inside() as session:
        refer.refer(SYSTEM, session.get(Question, made.id), (world.official(),))
    made = world.again(made)
    world.answer(made.referral_ids[0], **FUTURE)
    world.publish(made, Outcome.EXPLAINED)
    world.hide(made)
    say(world, made)
    with world.inside():
        delivery.send_due()
    assert any("зроблено не буде" in each.text for each in smtp.to("petrenko@mail.example"))
    assert not any("зроблено не буде" in each.text for each in smtp.to("boiko@mail.example"))
