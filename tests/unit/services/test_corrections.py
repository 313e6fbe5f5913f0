"""An official corrects an answer: at once while the library has it, by way of the library once it was given out."""

import datetime as dt
import io

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid, NotAllowed, NotFound
from reception.domain.kinds import VerdictValue
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.roles import Actor, ActorKind
from reception.models import Answer, AnswerVersion, Attachment, Letter, Question, Referral
from reception.queries import corrections as query
from reception.queries.facts import facts
from reception.queries.public_view import public_view
from reception.services import corrections, merge, retention, triage, uploads
from reception.services.corrections import CheckedCorrection
from reception.services.respond import Reply
from tests import delegations
from tests.pdfs import pdf

FIRST, SECOND, THIRD = "Яму засиплють до п’ятниці.", "Яму засиплють до середи.", "Яму засиплють до четверга."


def correct(world, made, text=SECOND, outcome=Outcome.POSITIVE, at=0, **more):
    """Let the official of an answer correct it."""
    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[at])
        actor = Actor(ActorKind.OFFICIAL, referral_id=answer.referral_id)
        corrections.correct(actor, answer, Reply(text=text, outcome=outcome, **more))


def give_out(world, made, text=SECOND, outcome=Outcome.POSITIVE, at=0, **more):
    """Let a librarian give out the correction that waits."""
    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[at])
        checked = CheckedCorrection(text=text, outcome=outcome, may_stay=True, **more)
        corrections.publish_correction(world._librarian(), answer.question, answer.correction, checked)


def letters(world, made, name):
    with world.inside() as session:
        found = select(Letter).where(Letter.question_id == made.id, Letter.name == name).order_by(Letter.id)
        return session.scalars(found).all()


def shown(session, made):
    return public_view(session.get(Question, made.id)).answers[0]


def test_while_the_library_has_it_an_answer_is_replaced_and_the_first_text_kept_for_staff(world):
    made = world.answered()

    correct(world, made, outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED, promised_on=dt.date(2030, 6, 1))

    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[0])
        assert (answer.text, answer.public_text, answer.commitment) == (SECOND, SECOND, Commitment.PLANNED)
        assert [(each.text, each.published_at) for each in answer.versions] == [(FIRST, None)]
        assert (answer.correction, answer.earlier) == (None, ())
    assert world.state(made) == "answered"
    world.publish(made, Outcome.EXPLAINED)
    with world.inside() as session:
        assert (shown(session, made).text, shown(session, made).corrected_at, shown(session, made).earlier) == (SECOND, None, ())


def test_once_given_out_it_changes_for_nobody_until_the_library_gives_the_correction_out(world, clock):
    made = world.published()
    clock.advance(days=1)

    correct(world, made, outcome=Outcome.EXPLAINED)

    with world.inside() as session:
        assert shown(session, made).text == FIRST
        assert query.count_waiting(world._librarian()) == 1
    assert not letters(world, made, "corrected")
    assert len(letters(world, made, "correction_received")) == 1

    clock.advance(hours=1)
    give_out(world, made, "Яму засиплють до середи!", Outcome.EXPLAINED)

    with world.inside() as session:
        answer, question = shown(session, made), session.get(Question, made.id)
        assert (answer.text, answer.outcome) == ("Яму засиплють до середи!", Outcome.EXPLAINED)
        assert [(each.text, each.outcome) for each in answer.earlier] == [(FIRST, Outcome.POSITIVE)]
        assert answer.earlier[0].published_at < answer.earlier[0].replaced_at == answer.corrected_at
        assert (question.outcome, question.published_at) == (Outcome.EXPLAINED, answer.published_at)
        assert facts().counts("outcome") == {"9.3": 1}
        assert query.count_waiting(world._librarian()) == 0


def test_a_verdict_stays_and_is_asked_for_anew_where_the_result_is_another(world):
    made = world.published(verdict=VerdictValue.SOLVED)
    correct(world, made)
    give_out(world, made)
    correct(world, made, THIRD, Outcome.REFUSED)
    give_out(world, made, THIRD, Outcome.REFUSED)

    first, second = letters(world, made, "corrected")
    assert "результат тепер інший" not in first.body_text.lower()
    assert "результат тепер інший" in second.body_text.lower()
    with world.inside() as session:
        view = public_view(session.get(Question, made.id))
        assert (view.verdict.value, view.verdict.is_of_earlier) == ("solved", True)
        assert [each.text for each in view.answers[0].earlier] == [FIRST, SECOND]


def test_an_earlier_text_can_be_kept_from_readers(world):
    made = world.published()
    correct(world, made)
    give_out(world, made, earlier_shown=False)

    with world.inside() as session:
        assert shown(session, made).earlier == ()
        assert [each.text for each in session.get(Answer, made.answer_ids[0]).earlier] == [FIRST]


def test_what_is_sent_back_stays_to_be_completed_and_its_files_come_along(world, clock):
    made = world.published()
    with world.inside():
        uploads.receive(io.BytesIO(pdf("Кошторис")), "koshtorys.pdf", f"correction-{made.answer_ids[0]}-0", files=9, size=10_000)
    correct(world, made, form_key=f"correction-{made.answer_ids[0]}-0")
    clock.advance(days=10)
    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[0])
        corrections.send_back(world._librarian(), answer.question, answer.correction, "А котрої години?")
        assert letters(world, made, "correction_returned")[0].state == "queued"
    clock.advance(days=5)

    correct(world, made, THIRD)

    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[0])
        assert (answer.text, answer.correction.text) == (FIRST, THIRD)
        assert [file.file_name for file in answer.correction.attachments] == ["koshtorys.pdf"]
        assert answer.attachments == []
    give_out(world, made, THIRD)
    with world.inside() as session:
        assert [file.file_name for file in session.get(Answer, made.answer_ids[0]).attachments] == ["koshtorys.pdf"]


def test_the_same_form_twice_is_one_correction_even_after_it_was_given_out(world):
    made = world.published()
    key = f"correction-{made.answer_ids[0]}-0"
    for _time in range(2):
        correct(world, made, form_key=key)
    give_out(world, made)
    correct(world, made, form_key=key)

    with world.inside() as session:
        answer = session.get(Answer, made.answer_ids[0])
        assert (len(answer.versions), answer.correction) == (1, None)


def test_whoever_may_not_or_is_late_or_changes_nothing_is_refused(world, clock, settings):
    made = world.published(world.official(), world.official())
    with world.inside() as session:
        answer, other = (session.get(Answer, each) for each in made.answer_ids)
        actor = Actor(ActorKind.OFFICIAL, referral_id=other.referral_id)
        with pytest.raises(NotFound):
            corrections.correct(actor, answer, Reply(text=SECOND, outcome=Outcome.POSITIVE))
    with pytest.raises(Invalid, match="correction_same"):
        correct(world, made, FIRST)
    clock.advance(days=settings.correction_days)
    correct(world, made)
    clock.advance(days=1)
    with pytest.raises(NotAllowed, match="correction_too_late"):
        correct(world, made, THIRD, at=1)


@pytest.mark.parametrize("given_out", [False, True])
def test_what_a_colleague_answered_is_not_corrected_by_whoever_had_passed_it_on(world, given_out):
    made = world.referred()
    [referral_id] = made.referral_ids
    with world.inside() as session:
        before = delegations.holder_of(session.get(Referral, referral_id))
    delegations.pass_on(world, referral_id)
    answer_id = world.answer(referral_id, text=FIRST)
    if given_out:
        world.publish(made)
    with world.inside() as session:
        answer, reply = session.get(Answer, answer_id), Reply(text=SECOND, outcome=Outcome.POSITIVE)
        with pytest.raises(NotAllowed, match="not_in_this_state"):
            corrections.correct(before, answer, reply)
        corrections.correct(delegations.holder_of(answer.referral), answer, reply)


def test_of_a_question_taken_down_the_asker_alone_is_told(world):
    made, other = world.published(), world.question(name="Ольга Бойко", email="boiko@mail.example")
    with world.inside() as session:
        merge.merge(world._librarian(), session.get(Question, other.id), made.number)
    correct(world, made)
    world.hide(made)
    give_out(world, made)

    assert len(letters(world, made, "corrected")) == 1
    assert not letters(world, other, "corrected_alike")
    with world.inside() as session:
        triage.unhide(world._librarian(), session.get(Question, made.id))
    correct(world, made, THIRD)
    give_out(world, made, "Лише для читачів.")
    [alike] = letters(world, other, "corrected_alike")
    assert "Лише для читачів." in alike.body_text
    assert THIRD not in alike.body_text


def test_when_the_askers_data_go_nothing_is_left_that_readers_never_saw(world, clock):
    made = world.published()
    correct(world, made, "Петренку відповіли.")
    give_out(world, made, "Заявнику відповіли.")
    correct(world, made, "Петренку відповіли ще раз.", form_key=f"correction-{made.answer_ids[0]}-1")
    give_out(world, made, "Заявнику відповіли ще раз.")
    with world.inside():
        uploads.receive(io.BytesIO(pdf("Чернетка")), "x.pdf", f"correction-{made.answer_ids[0]}-2", files=9, size=10_000)
    correct(world, made, "Так і не оприлюднено.", form_key=f"correction-{made.answer_ids[0]}-2")
    clock.advance(days=366 * 6)
    with world.inside() as session:
        assert retention.erase_contacts() == 1
        assert [each.text for each in session.scalars(select(AnswerVersion).order_by(AnswerVersion.id))] == [
            FIRST, "Заявнику відповіли.",
        ]  # fmt: skip
        assert session.scalars(select(Attachment)).all() == []


