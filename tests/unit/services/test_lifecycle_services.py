"""The services of the lifecycle, told as short stories."""

import datetime as dt

import pytest
from sqlalchemy import select, text

from reception.domain import clock as house_clock
from reception.domain.errors import Invalid, NotAllowed, NotFound, Stale
from reception.domain.kinds import Kind, VerdictValue
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.roles import PUBLIC, Actor, ActorKind
from reception.models import Answer, Authority, Event, Letter, LetterState, Official, Question, Referral
from reception.services import asker, bulk, clarify, refer, respond, triage

LIBRARIAN = Actor(ActorKind.STAFF)


def official(referral_id):
    return Actor(ActorKind.OFFICIAL, referral_id=referral_id)


def letters(session, made):
    return [letter.name for letter in session.scalars(select(Letter).where(Letter.question_id == made.id).order_by(Letter.id))]


def test_the_whole_way(world):
    made = world.published(verdict=VerdictValue.SOLVED)
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert question.state == "closed"
        assert question.outcome is Outcome.POSITIVE
        assert question.verdict is VerdictValue.SOLVED
        assert question.public_at
        assert question.due_on is None
        tags = [event.tag.value.split(".")[1] for event in question.events]
        assert tags == ["submitted", "accepted", "referred", "answered", "published", "verdict"]
        assert letters(session, made) == [
            "received", "accepted", "referral", "referred", "answer_received", "answer_waiting", "answered",
        ]  # fmt: skip


def test_the_letters_to_one_without_an_address_are_kept_and_never_leave(world):
    made = world.published(email=None)
    with world.inside() as session:
        written = session.scalars(select(Letter).where(Letter.question_id == made.id).order_by(Letter.id)).all()
        kept = [letter for letter in written if letter.state is LetterState.KEPT]
        assert [letter.name for letter in kept] == ["received", "accepted", "referred", "answer_waiting", "answered"]
        assert {letter.to_address for letter in kept} == {""}
        assert all(letter.official_id for letter in written if letter not in kept)


def test_the_same_form_twice_is_one_question(world):
    first, second = world.question(form_key="one form"), world.question(form_key="one form")
    assert first == second


def test_numbers_follow_one_another_within_a_year(world, clock):
    clock.set(dt.datetime(2026, 12, 31, 21, 59, tzinfo=dt.UTC))
    assert [world.question().number for _ in range(2)] == ["МК-2026-00001", "МК-2026-00002"]
    clock.set(dt.datetime(2026, 12, 31, 22, 1, tzinfo=dt.UTC))  # one minute past midnight in Kyiv
    assert world.question().number == "МК-2027-00001"


def test_without_consent_nothing_becomes_public(world):
    made = world.published(may_publish=False)
    with world.inside() as session:
        assert session.get(Question, made.id).public_at is None


def test_of_two_officials_the_responsible_one_must_answer_before_it_can_be_published(world):
    made = world.referred(world.official(), world.official())
    world.answer(made.referral_ids[1])
    assert world.state(made) == "referred"
    world.answer(made.referral_ids[0])
    assert world.state(made) == "answered"


def test_taking_it_back_from_one_lets_the_others_answer_be_published(world):
    made = world.referred(world.official(), world.official())
    world.answer(made.referral_ids[1])
    with world.inside() as session:
        refer.recall(LIBRARIAN, session.get(Question, made.id), "Досить однієї відповіді")
    assert world.state(made) == "answered"
    with pytest.raises(NotAllowed):
        world.answer(made.referral_ids[0])


def test_not_ours_gives_it_back_to_the_library_and_ends_the_link(world):
    made = world.referred()
    other = world.authority()
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        respond.not_ours(official(referral.id), referral, "Це питання водоканалу", other)
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        assert referral.question.state == "accepted"
        assert referral.suggested_authority_id == other
        assert referral.links[0].revoked_at


def test_the_term_can_be_extended_once_and_no_later_than_the_law_allows(world, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    made = world.referred(kind=Kind.APPEAL, residence="Миколаїв")
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        assert referral.due_on == dt.date(2026, 4, 2)
        with pytest.raises(Invalid, match="date_too_late"):
            respond.extend(official(referral.id), referral, dt.date(2026, 4, 17), "Потрібне обстеження")
        respond.extend(official(referral.id), referral, dt.date(2026, 4, 16), "Потрібне обстеження")
        assert referral.question.due_on == dt.date(2026, 4, 16)
        with pytest.raises(NotAllowed, match="extended_already"):
            respond.extend(official(referral.id), referral, dt.date(2026, 4, 17), "Ще")
        assert [entry.event for entry in referral.question.deadlines] == ["received", "referred", "extended"]


def test_the_asker_is_asked_and_clarifies_once(world):
    made = world.referred()
    own = Actor(ActorKind.ASKER, question_id=made.id)
    with world.inside() as session:
        question = session.get(Question, made.id)
        clarify.ask_asker(official(made.referral_ids[0]), question, "Біля якого будинку?")
        assert question.state == "clarification"
        clarify.clarify(own, question, "Біля зупинки")
        assert question.state == "referred"
        with pytest.raises(NotAllowed):
            clarify.clarify(own, question, "І ще")
        assert letters(session, made)[-2:] == ["clarification_asked", "clarified"]


def test_a_librarian_may_ask_before_accepting_and_the_question_waits_where_it_was(world):
    made = world.question()
    with world.inside() as session:
        question = session.get(Question, made.id)
        clarify.ask_asker(LIBRARIAN, question, "Яка вулиця?")
        clarify.clarify(Actor(ActorKind.ASKER, question_id=made.id), question, "Степова")
        assert question.state == "received"


def test_not_solved_puts_it_before_the_librarian_again(world):
    made = world.published(verdict=VerdictValue.NOT_SOLVED)
    assert world.state(made) == "disputed"
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert question.due_on
        refer.refer(LIBRARIAN, question, [world.official()])
        assert question.state == "referred"


def test_a_promise_needs_a_date_to_come(world):
    made = world.referred()
    with pytest.raises(Invalid, match="promise_needs_date"):
        world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED)
    with pytest.raises(Invalid, match="date_in_the_past"):
        world.answer(
            made.referral_ids[0],
            outcome=Outcome.EXPLAINED,
            commitment=Commitment.PLANNED,
            promised_on=house_clock.today(),
        )
    assert world.state(made) == "referred"


def test_the_same_answer_form_twice_is_one_answer(world):
    made = world.referred()
    assert world.answer(made.referral_ids[0], form_key="k") == world.answer(made.referral_ids[0], form_key="k")
    with pytest.raises(NotAllowed, match="referral_answered"):
        world.answer(made.referral_ids[0], form_key="another form")


def test_a_stale_page_changes_nothing(world):
    made = world.question()
    with world.inside() as session:
        question = session.get(Question, made.id)
        seen = question.version
        triage.accept(LIBRARIAN, question, triage.Edit(public_text="Чистий текст"), seen)
        with pytest.raises(Stale):
            triage.edit(LIBRARIAN, question, triage.Edit(public_text="Інший текст"), seen)
        assert question.public_text == "Чистий текст"


def test_the_original_never_changes_and_the_edit_is_kept(world):
    made = world.accepted(text="Телефонуйте 050 111 22 33", public_text="Телефонуйте [телефон]")
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert question.text == "Телефонуйте 050 111 22 33"
        assert question.revisions[0].after_text == "Телефонуйте [телефон]"
        question.text = "інше"
        with pytest.raises(ValueError, match="original"):
            session.flush()


def test_nobody_acts_for_another(world):
    mine, other = world.published(), world.referred()
    stranger = Actor(ActorKind.ASKER, question_id=other.id)
    with world.inside() as session:
        with pytest.raises(NotFound):
            asker.judge(stranger, session.get(Question, mine.id), VerdictValue.SOLVED)
        with pytest.raises(NotFound):
            triage.hide(PUBLIC, session.get(Question, mine.id), "так")
        with pytest.raises(NotFound):
            respond.extend(official(mine.referral_ids[0]), session.get(Referral, other.referral_ids[0]), dt.date.max, "так")


def test_withdrawing_ends_the_links_of_those_who_wait(world):
    made = world.referred()
    with world.inside() as session:
        question = session.get(Question, made.id)
        asker.withdraw(Actor(ActorKind.ASKER, question_id=made.id), question)
        assert question.state == "withdrawn"
        assert question.referrals[0].state == "recalled"
        assert letters(session, made)[-1] == "withdrawn"


def test_an_answer_without_a_question_before_it_cannot_be_published(world):
    made = world.referred()
    with pytest.raises(NotAllowed):
        world.publish(made)
    with world.inside() as session:
        assert session.scalars(select(Answer)).all() == []


@pytest.mark.parametrize("statement", ["DELETE FROM event", "UPDATE event SET tag = 'x'"])
def test_the_database_itself_refuses_to_change_the_journal(world, statement):
    world.question()
    with world.inside() as session:
        with pytest.raises(Exception, match="append-only"):
            session.execute(text(statement))
        session.rollback()
        assert session.scalars(select(Event)).all()


def test_taking_it_back_from_the_last_who_waits_lets_the_check_begin(world):
    made = world.referred(world.official(), world.official())
    world.answer(made.referral_ids[1])
    with world.inside() as session:
        refer.recall(LIBRARIAN, session.get(Question, made.id), "Досить однієї відповіді")
        question = session.get(Question, made.id)
        assert question.answered_at
        assert question.deadlines[-1].rule == "answer.check"
        assert letters(session, made)[-2:] == ["recalled", "answer_waiting"]


def test_giving_it_back_as_the_last_who_waits_lets_the_check_begin(world):
    made = world.referred(world.official(), world.official())
    world.answer(made.referral_ids[0])
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[1])
        respond.not_ours(official(referral.id), referral, "Не до нас")
        assert referral.question.state == "answered"
        assert referral.question.deadlines[-1].rule == "answer.check"
        assert letters(session, made)[-1] == "answer_waiting"


def test_nothing_is_passed_on_to_a_body_that_is_no_more(world):
    body = world.authority()
    official, made = world.official(body), world.accepted()
    with world.inside() as session:
        session.get(Authority, body).valid_to = house_clock.today() - dt.timedelta(days=1)
        session.commit()
        assert session.get(Official, official).is_current
        question = session.get(Question, made.id)
        with pytest.raises(Invalid, match="official_gone"):
            refer.refer(LIBRARIAN, question, [official])
        with pytest.raises(Invalid, match="official_gone"):
            bulk.refer(LIBRARIAN, [bulk.Picked(question, question.version)], official)
