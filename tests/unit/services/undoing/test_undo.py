"""What a librarian did a moment ago is undone: everything is as it was, and no letter has left."""

import pytest
from sqlalchemy import select

from reception.domain.clock import now
from reception.domain.errors import NotAllowed
from reception.domain.events import Tag
from reception.domain.kinds import VerdictValue
from reception.domain.roles import Actor, ActorKind
from reception.models import Account, Deadline, Letter, Question, Referral, ReferralState, Undo
from reception.queries import asker as asker_queries
from reception.queries import office
from reception.queries.archive import latest_answers
from reception.queries.engine import engine
from reception.queries.public_view import public_view
from reception.queries.selection import Selection
from reception.queries.undo import undoable_by
from reception.queries.visibility import public
from reception.services import alerts, asker, delivery, housekeeping, indexing, publish, refer, triage
from reception.services.undo import undo
from reception.services.undoable import together
from tests.unit.services.undoing.acts import ACTS, acted, prepared, rows_as_they_are, state_of


@pytest.fixture
def nina(world, clock):
    """A librarian, on a clock that stands still."""
    clock.set(now())
    login = world.account(name="Ніна Марченко")
    with world.inside() as session:
        account = session.scalar(select(Account).where(Account.login == login))
        return Actor(ActorKind.STAFF, account_id=account.id, role=account.role)


@pytest.mark.parametrize("email", ["petrenko@mail.example", None])
@pytest.mark.parametrize("name", ACTS)
def test_everything_is_as_it_was(world, nina, smtp, clock, name, email):
    made = prepared(world, name, email=email)
    with world.inside() as session:
        delivery.send_due()
        before, left = state_of(session.get(Question, made.id)), len(smtp.messages)
        rows = rows_as_they_are(session.get(Question, made.id))
        visible = session.scalar(select(public()).where(Question.id == made.id))
        clock.advance(seconds=5)
        question, batch = acted(world, nina, name, made, session)
        assert state_of(question) != before
        delivery.send_due()
        assert len(smtp.messages) == left, "nothing leaves before it can be undone no more"
        clock.advance(seconds=20)
        result = undo(nina, batch)
        assert (result.done, result.refused) == ([question], [])
        assert state_of(question) == before
        assert {key: rows_as_they_are(question)[key] for key in rows} == rows
        assert session.scalar(select(public()).where(Question.id == made.id)) == visible
        clock.advance(minutes=5)
        delivery.send_due()
        assert len(smtp.messages) == left
        assert question.events[-1].tag is Tag.UNDONE
        assert not session.scalars(select(Undo)).all()


@pytest.mark.parametrize("name", ACTS)
def test_after_the_time_it_is_too_late_and_the_letters_leave(world, nina, smtp, clock, name):
    made = prepared(world, name)
    with world.inside() as session:
        delivery.send_due()
        left = len(smtp.messages)
        question, batch = acted(world, nina, name, made, session)
        state = question.state
        clock.advance(seconds=31)
        delivery.send_due()
        assert len(smtp.messages) > left
        [(refused, error)] = undo(nina, batch).refused
        assert (refused.id, error.code) == (made.id, "undo_too_late")
        assert question.state is state
        assert Tag.UNDONE not in [event.tag for event in question.events]


def test_a_letter_that_left_before_its_time_makes_it_too_late(world, nina, clock):
    """The worker's clock may be ahead of the site's."""
    made = world.accepted()
    with world.inside() as session:
        delivery.send_due()
        question, batch = acted(world, nina, "refer", made, session)
        clock.advance(seconds=30)
        assert delivery.send_due(limit=1).count == 1
        clock.advance(seconds=-5)
        [(_question, error)] = undo(nina, batch).refused
        assert error.code == "undo_too_late"
        assert question.state == "referred"
        assert len(session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == "referred")).all()) == 1


def test_flushing_the_mail_does_not_take_the_moment_away(world, nina):
    made = world.accepted()
    with world.inside() as session:
        delivery.send_due()
        acted(world, nina, "refer", made, session)
        delivery.make_due()
        assert delivery.send_due().count == 0


def test_the_links_of_what_was_undone_open_nothing(world, nina, client):
    made = world.accepted()
    with world.inside() as session:
        _question, batch = acted(world, nina, "refer", made, session)
        referral_id = session.scalar(select(Referral.id))
    token = world.token_of(referral_id)
    assert "Яма на вулиці" in client.page(f"/answer/{token}").text
    with world.inside() as session:
        undo(nina, batch)
        assert session.get(Referral, referral_id).state is ReferralState.RECALLED
        assert session.get(Referral, referral_id).links[0].revoked_at
    assert "Коли її відремонтують" not in client.get(f"/answer/{token}").text


def test_readers_and_the_asker_see_nothing_of_it_and_the_journal_sees_all(world, nina):
    made = world.answered()
    with world.inside() as session:
        _question, batch = acted(world, nina, "publish", made, session)
        indexing.catch_up()
        assert latest_answers(Selection(), 5)
        undo(nina, batch)
        indexing.catch_up()
        assert latest_answers(Selection(), 5) == []
        assert engine().search("засиплють", {}).total == 0
        session.expunge_all()
        question = session.get(Question, made.id)
        shown = {Tag.PUBLISHED, Tag.UNDONE}
        assert not shown & {event.tag for event in public_view(question).timeline}
        assert not shown & {event.tag for event, _words in asker_queries.timeline(question)}
        assert [event.tag for event in question.events][-2:] == [Tag.PUBLISHED, Tag.UNDONE]


def test_the_asker_reads_no_letter_that_may_still_be_taken_back(world, nina, clock):
    made = world.question(email=None)
    with world.inside() as session:
        question, _batch = acted(world, nina, "decline", made, session)
        assert [letter.name for letter in asker_queries.letters(question)] == ["received"]
        clock.advance(seconds=30)
        assert [letter.name for letter in asker_queries.letters(question)] == ["received", "declined"]


def test_subscribers_are_told_of_nothing_that_was_undone(world, nina, clock):
    made = world.answered()
    world.subscribed()
    clock.advance(minutes=1)
    with world.inside() as session:
        indexing.catch_up()
        _question, batch = acted(world, nina, "publish", made, session)
        indexing.catch_up()
        assert alerts.write_due() == 0
        undo(nina, batch)
        indexing.catch_up()
        clock.advance(minutes=20)
        assert alerts.write_due() == 0


def test_the_ledger_says_that_the_earlier_date_runs_again(world, nina):
    made = world.accepted()
    with world.inside() as session:
        due = session.get(Question, made.id).due_on
        question, batch = acted(world, nina, "refer", made, session)
        assert question.due_on != due
        undo(nina, batch)
        last = session.scalars(select(Deadline).order_by(Deadline.id.desc())).first()
        assert (last.event, last.due_on, last.rule) == ("undone", due, "question.forward")


def test_what_was_edited_while_taking_up_stays(world, nina):
    made = world.question()
    topic = world.topic()
    with world.inside() as session:
        question = session.get(Question, made.id)
        triage.accept(nina, question, triage.Edit(public_text="Велика яма", topic_id=topic))
        [undoable] = undoable_by(nina)
        undo(nina, undoable.batch)
        assert (question.state, question.public_at) == ("received", None)
        assert (question.public_text, question.topic_id) == ("Велика яма", topic)


def test_what_something_else_has_happened_to_is_not_undone(world, nina):
    made = world.answered()
    with world.inside() as session:
        question, batch = acted(world, nina, "publish", made, session)
        asker.judge(Actor(ActorKind.ASKER, question_id=made.id), question, VerdictValue.SOLVED)
        [(_question, error)] = undo(nina, batch).refused
        assert error.code == "undo_changed"
        assert question.verdict is VerdictValue.SOLVED


def test_a_note_is_in_nobodys_way(world, nina):
    made = world.accepted()
    with world.inside() as session:
        question, batch = acted(world, nina, "refer", made, session)
        triage.note(Actor(ActorKind.STAFF), question, "Дзвонила заявниця")
        assert undo(nina, batch).done == [question]
        assert question.notes


def test_an_official_works_on_where_recalling_was_undone(world, nina, client):
    made = world.referred()
    link = f"/answer/{world.token_of(made.referral_ids[0])}"
    with world.inside() as session:
        delivery.send_due()
        _question, batch = acted(world, nina, "recall", made, session)
        assert "Коли її відремонтують" not in client.get(link).text
        undo(nina, batch)
    assert "Коли її відремонтують" in client.page(link).text


def test_an_official_reads_what_an_answer_lacks_and_not_what_was_undone(world, nina):
    made = world.answered()
    with world.inside() as session:
        question, batch = acted(world, nina, "send_back", made, session)
        undo(nina, batch)
        assert office.returned(question.referrals[0]) is None
        publish.send_back(nina, question, "Бракує строку.")
        _answer, lacking = office.returned(question.referrals[0])
        assert lacking == "Бракує строку."


def test_only_ones_own_act_can_be_undone(world, nina):
    made = world.accepted()
    stranger = world.staff()
    with world.inside() as session:
        question, batch = acted(world, nina, "refer", made, session)
        assert list(undoable_by(stranger)) == []
        assert undo(stranger, batch).done == []
        assert undo(Actor(ActorKind.STAFF), batch).done == []
        assert question.state == "referred"


def test_a_batch_is_undone_as_far_as_it_can_be(world, nina):
    first, second = world.accepted(), world.accepted()
    official = world.official()
    with world.inside() as session, together() as batch:
        for made in (first, second):
            refer.refer(nina, session.get(Question, made.id), [official])
    with world.inside() as session:
        [undoable] = undoable_by(nina)
        assert (undoable.batch, undoable.count) == (batch, 2)
        refer.recall(Actor(ActorKind.STAFF), session.get(Question, second.id), "Помилка")
        result = undo(nina, batch)
        assert [question.id for question in result.done] == [first.id]
        assert [(question.id, error.code) for question, error in result.refused] == [(second.id, "undo_changed")]
        assert isinstance(result.refused[0][1], NotAllowed)


def test_twice_is_once(world, nina):
    made = world.accepted()
    with world.inside() as session:
        question, batch = acted(world, nina, "refer", made, session)
        assert undo(nina, batch).done
        again = undo(nina, batch)
        assert (again.done, again.refused) == ([], [])
        assert [event.tag for event in question.events].count(Tag.UNDONE) == 1


def test_what_can_be_undone_no_more_is_forgotten(world, nina, clock):
    made = world.accepted()
    with world.inside() as session:
        acted(world, nina, "refer", made, session)
        clock.advance(minutes=1)
        housekeeping.sweep()
        assert not session.scalars(select(Undo)).all()
