"""The demo, played once: every screen has something true to life to show, and its history holds together."""

import pytest
from sqlalchemy import func, select

from reception import create_app
from reception.domain import clock
from reception.domain.kinds import Channel
from reception.domain.lifecycle import FINAL, State
from reception.domain.recording import Way
from reception.domain.roles import SYSTEM, Role
from reception.extensions import db
from reception.models import (
    Account,
    Authority,
    Deadline,
    Event,
    Letter,
    LetterState,
    Official,
    Question,
    Referral,
    ReferralState,
    Terminal,
    Topic,
)
from reception.queries import calls
from reception.queries.engine import engine
from reception.services import demo, indexing
from reception.services.accounts import sign_in
from reception.services.demo_cast import demo_accounts, demo_password
from tests.application import opened, settings_in


@pytest.fixture(scope="module")
def town(databases, tmp_path_factory):
    """An installation on which the demo was played."""
    url = databases.create()
    with opened(create_app(settings_in(tmp_path_factory.mktemp("demo"), database_url=url, demo=True))) as app:
        with app.app_context():
            demo.play()
            indexing.rebuild()
        yield app
    databases.drop(url)


@pytest.fixture
def _there(town):
    with town.app_context():
        yield


there = pytest.mark.usefixtures("_there")


def every(statement):
    return db.session.scalars(statement).all()


@there
def test_every_state_is_where_a_question_stands():
    assert set(every(select(Question.state))) == set(State)


@there
def test_the_town_has_all_kinds_of_things():
    assert {account.role for account in every(select(Account))} == set(Role)
    for model in (Topic, Authority, Official, Terminal):
        assert db.session.scalar(select(func.count()).select_from(model)) > 5


@there
def test_its_librarians_can_sign_in():
    for account in demo_accounts():
        assert sign_in(account.login, demo_password(account.login)).id == account.id


@there
def test_the_journal_is_in_the_order_of_time_and_nothing_is_in_the_future():
    times = every(select(Event.at).order_by(Event.id))
    assert times == sorted(times)
    assert times[-1] < clock.now()


@there
def test_numbers_follow_the_order_of_asking():
    numbers = every(select(Question.number).order_by(Question.submitted_at, Question.id))
    assert numbers == sorted(numbers)


@there
def test_every_closed_one_has_an_answer_an_outcome_and_nothing_due():
    closed = every(select(Question).where(Question.state == State.CLOSED))
    for question in closed:
        assert any(answer.published_at for answer in question.answers), question.number
        assert question.outcome, question.number
        assert question.closed_at > question.submitted_at
        assert question.due_on is None


@there
def test_whoever_must_act_has_a_date():
    waiting = every(select(Question).where(Question.state.not_in(FINAL)))
    assert [question.number for question in waiting if question.due_on is None] == []
    days = [entry.due_on >= clock.day_of(entry.counted_from) for entry in every(select(Deadline))]
    assert days
    assert all(days)


@there
def test_officials_who_must_answer_can_and_some_are_late():
    waiting = every(select(Referral).where(Referral.state == ReferralState.OPEN))
    assert all(referral.links for referral in waiting)
    assert [referral for referral in waiting if referral.due_on < clock.today()]


@there
def test_old_letters_have_arrived_and_those_that_somebody_waits_for_are_to_be_sent():
    letters = every(select(Letter))
    queued = [letter for letter in letters if letter.state is LetterState.QUEUED]
    assert {letter.state for letter in letters} == {LetterState.QUEUED, LetterState.SENT, LetterState.KEPT}
    assert 5 < len(queued) < 40
    assert {letter.name for letter in queued} >= {"referral", "received"}
    assert all(letter.next_attempt_at > clock.now() - demo.LIVE for letter in queued)


@there
def test_what_was_recorded_at_the_desk_says_how_and_somebody_waits_to_be_called():
    recorded = every(select(Question).where(Question.channel == Channel.DESK))
    assert {question.recording.way for question in recorded} >= {Way.PAPER, Way.PHONE, Way.DICTATED}
    assert all(question.recording.account_id for question in recorded)
    waiting = calls.counts(SYSTEM)
    assert 0 < sum(waiting.values()) < 12


@there
def test_what_is_public_is_in_the_index_in_any_form_of_its_words():
    found = [set(engine().search(words, {}).ids) for words in ("дорога", "дорогами", "на дорозі")]
    assert found[0]
    assert found[0] == found[1] == found[2]


def test_it_is_for_a_new_installation_and_half_of_it_is_nothing(context):
    def interrupted(done, _total):
        if done == 30:
            raise KeyboardInterrupt

    assert demo.is_new()
    with pytest.raises(KeyboardInterrupt):
        demo.play(interrupted)
    assert demo.is_new()
    assert every(select(Event)) == []


@there
def test_once_it_is_there_the_installation_is_not_new():
    assert not demo.is_new()
