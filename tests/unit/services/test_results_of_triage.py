"""What triage makes of an appeal counts by classifier № 858 (9.4 to 9.6) until it goes on; readers see it of what is declined."""

import pytest

from reception.domain.kinds import Kind
from reception.domain.outcomes import Outcome
from reception.domain.requisites import Requisite
from reception.domain.roles import Actor, ActorKind
from reception.models import DeclineReason, Question
from reception.queries.fact_table import NONE
from reception.queries.facts import facts
from reception.queries.public_view import public_view
from reception.services import asker, clarify, corrections, respond, triage
from reception.services.catalogue import load_catalogues
from reception.services.classify import Decision, classify
from reception.services.exports import export_personal, export_public
from reception.services.returning import Supplied, complete, go_on_as_question, return_to_author
from reception.services.triage import Edit

LIBRARIAN = Actor(ActorKind.STAFF)
WHOLE = {"kind": Kind.APPEAL, "name": "Іван Петренко", "residence": "Миколаїв"}


@pytest.fixture
def reason(world):
    return world.add(
        DeclineReason(code="late", title_uk="Запізно", title_en="Late", text_uk="…", text_en="…", result=Outcome.NOT_CONSIDERED)
    )


def do(world, made, service, *arguments, actor=LIBRARIAN, **more):
    with world.inside() as session:
        service(actor, session.get(Question, made.id), *arguments, **more)


def outcome(world, made):
    with world.inside() as session:
        return session.get(Question, made.id).outcome


@pytest.mark.parametrize("way", ["completed", "as_question", "went_on", "withdrawn"])
def test_what_is_returned_counts_as_returned_until_it_goes_on(world, way):
    made = world.accepted(name="Іван")
    own = Actor(ActorKind.ASKER, question_id=made.id)
    do(world, made, classify, Decision(kind=Kind.APPEAL), "Просить поновити право")
    do(world, made, return_to_author, list(Requisite), "Допишіть.")
    assert outcome(world, made) is Outcome.RETURNED
    with world.inside() as session:
        assert public_view(session.get(Question, made.id)).outcome is None
        assert [record.get("result") for record in (*export_public(), *export_personal())] == [None, "9.4"]
    match way:
        case "completed":
            given = {"name": "Іван Петренко", "residence": "Миколаїв", "text": "Поновіть пільгу."}
            do(world, made, complete, Supplied(**given), actor=own)
        case "as_question":
            do(world, made, go_on_as_question, actor=own)
        case "went_on":
            do(world, made, clarify.go_on)
        case "withdrawn":
            do(world, made, asker.withdraw, actor=own)
    assert outcome(world, made) is (Outcome.RETURNED if way == "withdrawn" else None)


def test_a_declined_appeal_counts_by_its_reason_and_a_question_by_none(world, reason):
    appeal, question, other = world.question(**WHOLE), world.question(), world.question(**WHOLE)
    for made in (appeal, question):
        do(world, made, triage.decline, reason)
    do(world, other, triage.decline, world.reason())
    assert [outcome(world, made) for made in (appeal, question, other)] == [Outcome.NOT_CONSIDERED, None, None]
    do(world, appeal, triage.reopen, "Строк поновлено")
    assert outcome(world, appeal) is None


def test_an_appeal_that_is_answered_after_all_has_the_result_of_its_answer(world, reason):
    made = world.question(**WHOLE)
    do(world, made, triage.decline, reason)
    do(world, made, triage.reopen, "Строк поновлено")
    do(world, made, triage.accept, Edit(may_stay=True))
    do(world, made, respond.answer_self, respond.Reply(text="Подайте її до 1 травня.", outcome=Outcome.EXPLAINED))
    world.publish(world.again(made), Outcome.EXPLAINED)
    assert outcome(world, made) is Outcome.EXPLAINED


def test_readers_see_the_result_of_what_was_not_taken_and_may_be_shown(world, reason):
    made = world.accepted(**WHOLE)
    do(world, made, triage.decline, reason, shown=Edit(may_stay=True, wartime_checked=True))
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert (question.shown_declined, question.outcome) == (True, Outcome.NOT_CONSIDERED)
        assert public_view(question).outcome is Outcome.NOT_CONSIDERED
        assert facts().counts("outcome", facts().declined) == {"9.6": 1}
        assert [record["result"] for record in export_public()] == ["9.6"]


def test_a_correction_of_the_answer_before_gives_no_result_to_what_is_returned_now(world):
    made = world.published(**WHOLE)
    do(world, made, triage.reopen, "Дивимося ще раз")
    do(world, made, return_to_author, [Requisite.ESSENCE], "Допишіть, про який двір мова.")
    official = Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
    with world.inside() as session:
        answer = session.get(Question, made.id).answers[0]
        corrections.correct(official, answer, respond.Reply(text="Засиплемо в суботу.", outcome=Outcome.EXPLAINED))
        checked = corrections.CheckedCorrection(text="Засиплемо в суботу.", outcome=Outcome.EXPLAINED, may_stay=True)
        corrections.publish_correction(LIBRARIAN, answer.question, answer.correction, checked)
    assert outcome(world, made) is Outcome.RETURNED
    with world.inside():
        assert facts().counts("outcome") == {NONE: 1}


def test_the_shipped_reasons_say_what_the_law_says(world):
    with world.inside() as session:
        load_catalogues()
        found = {row.code: row.result for row in session.query(DeclineReason) if row.result}
    assert found == {
        "anonymous_appeal": Outcome.NOT_CONSIDERED, "repeat": Outcome.NOT_CONSIDERED, "late_complaint": Outcome.NOT_CONSIDERED,
        "not_completed": Outcome.RETURNED,
    }  # fmt: skip
