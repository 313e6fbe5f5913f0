"""The one door to every change of state: whatever the table allows moves, and everything else is refused.

The tests are made from the table. Who holds which permission is written here once more, so that a slip in the map of
permissions does not pass unseen.
"""

import pytest

from reception.domain.clock import now
from reception.domain.errors import DomainError, Invalid, NotAllowed, NotFound, Stale
from reception.domain.events import SHAPES
from reception.domain.lifecycle import TABLE, Action, State, To, row_of
from reception.domain.permission_names import Permission
from reception.domain.roles import PUBLIC, SYSTEM, Actor, ActorKind, Role
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Question, Referral, ReferralState, Return
from reception.services.move import allowed, check, move

QUESTION, REFERRAL = 7, 70
ACTORS = {
    "the public": PUBLIC,
    "the asker": Actor(ActorKind.ASKER, question_id=QUESTION),
    "the asker of another question": Actor(ActorKind.ASKER, question_id=8),
    "the official": Actor(ActorKind.OFFICIAL, referral_id=REFERRAL),
    "the official of another question": Actor(ActorKind.OFFICIAL, referral_id=80),
    "a moderator": Actor(ActorKind.STAFF, account_id=1, role=Role.MODERATOR),
    "a branch head": Actor(ActorKind.STAFF, account_id=2, role=Role.BRANCH_HEAD),
    "an administrator": Actor(ActorKind.STAFF, account_id=3, role=Role.ADMINISTRATOR),
    "the program": SYSTEM,
}
STAFF = {"a moderator", "a branch head", "an administrator"}
HOLDERS = {
    Permission.ANSWER: {"the official"},
    Permission.ASK_ASKER: STAFF | {"the official"},
    Permission.DELEGATE: {"the official"},
    Permission.HIDE: STAFF,
    Permission.KEEP_TERM: STAFF | {"the official"},
    Permission.NOTE: STAFF,
    Permission.OWN: {"the asker"},
    Permission.PROMISE: STAFF | {"the official"},
    Permission.PUBLISH: STAFF,
    Permission.TRIAGE: STAFF,
}


@pytest.fixture(autouse=True)
def _nothing_is_stored(context):
    yield
    db.session.rollback()


def question_in(state):
    """Return a question that was with an official, in a state, beside the database."""
    referral = Referral(id=REFERRAL, state=ReferralState.NOT_OURS)
    return Question(id=QUESTION, state=state, version=3, resume_state=State.REFERRED, referrals=[referral], answers=[])


def may(actor, action):
    return actor == "the program" or actor in HOLDERS[row_of(action).permission]


def go(question, action, actor, **given):
    """Take an action with all that its event holds; nobody is written to."""
    row = row_of(action)
    data = dict.fromkeys(SHAPES[row.event].keys, "x")
    return move(question, action, ACTORS[actor], occasion=Occasion(question), **data | given)


def outcome(state, action, actor):
    """Return what became of a question, or the error by which the action was refused."""
    question = question_in(state)
    try:
        go(question, action, actor)
    except DomainError as error:
        assert question.state is state
        return type(error)
    return question.state


def expected(state, action, actor):
    row = row_of(action)
    if not may(actor, action):
        return NotFound
    if state not in row.froms or row.hidden or row.returned:
        return NotAllowed
    return led_to(row, state)


def led_to(row, state):
    """Return where a row leads the question of these tests."""
    if row.to in (To.SAME, To.BEFORE):  # nothing is said here of what was before
        return state
    return {To.RESUME: State.REFERRED, To.AS_REFERRALS_STAND: State.ACCEPTED}.get(row.to) or row.to


@pytest.mark.parametrize("state", State)
def test_in_each_state_each_actor_can_do_what_the_table_says_and_nothing_else(state):
    every = [(action, actor) for action in Action for actor in ACTORS]
    assert {each: outcome(state, *each) for each in every} == {each: expected(state, *each) for each in every}


@pytest.mark.parametrize("state", State)
def test_a_page_offers_what_the_door_lets_through(state):
    for actor in ACTORS:
        offered = allowed(question_in(state), ACTORS[actor])
        rows = (row for row in TABLE if state in row.froms and not (row.hidden or row.returned))
        assert offered == {row.action for row in rows if may(actor, row.action)}, actor


@pytest.mark.parametrize("is_hidden", [True, False])
def test_what_is_taken_down_can_be_put_back_and_only_what_is_not_can_be_taken_down(is_hidden):
    question = question_in(State.CLOSED)
    question.hidden_at = now() if is_hidden else None
    offered = allowed(question, ACTORS["a moderator"])
    assert {Action.HIDE, Action.UNHIDE} & offered == {Action.UNHIDE if is_hidden else Action.HIDE}
    with pytest.raises(NotAllowed):
        go(question, Action.HIDE if is_hidden else Action.UNHIDE, "a moderator")


def test_what_is_with_its_author_waits_for_the_authors_choice_and_for_no_clarification():
    question = question_in(State.CLARIFICATION)
    question.returns = [Return()]
    own = {Action.COMPLETE, Action.AS_QUESTION}
    assert allowed(question, ACTORS["the asker"]) & {Action.CLARIFY, *own} == own
    assert Action.CLASSIFY not in allowed(question, ACTORS["a moderator"])


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.action)
def test_every_move_is_one_line_of_the_journal(row):
    state = min(row.froms)
    holder = min(HOLDERS[row.permission])
    question = question_in(state)
    question.hidden_at = now() if row.hidden else None
    question.returns = [Return()] if row.returned else []
    event = go(question, row.action, holder)
    assert (event.tag, event.old_state, event.question_id) == (row.event, state.value, QUESTION)
    assert event.new_state == led_to(row, state).value
    assert event.account_id == ACTORS[holder].account_id


@pytest.mark.parametrize("row", [row for row in TABLE if row.reason], ids=lambda row: row.action)
@pytest.mark.parametrize("reason", ["", "  \n", None])
def test_where_a_reason_is_asked_for_nothing_happens_without_one(row, reason):
    question = question_in(min(row.froms))
    with pytest.raises(Invalid) as error:
        go(question, row.action, min(HOLDERS[row.permission]), reason=reason)
    assert (error.value.code, error.value.field) == ("reason_needed", "reason")
    assert question.state is min(row.froms)


def test_a_page_of_another_version_is_stale_before_anything_else_is_said():
    with pytest.raises(Stale):
        check(question_in(State.CLOSED), Action.ACCEPT, ACTORS["a moderator"], version=2)
    assert check(question_in(State.RECEIVED), Action.ACCEPT, ACTORS["a moderator"], version=3)


def test_whoever_may_not_act_does_not_learn_that_the_page_was_stale():
    with pytest.raises(NotFound):
        check(question_in(State.RECEIVED), Action.ACCEPT, PUBLIC, version=2)
