"""The table of the lifecycle is whole: each action once, each state reached and left, reasons and letters where they belong."""

from reception.domain.events import SHAPES
from reception.domain.lifecycle import ANY, FINAL, OPEN, TABLE, Action, State, To, row_of, rows_from

TARGETS_OF = {
    To.RESUME: {State.RECEIVED, State.ACCEPTED, State.REFERRED},
    To.BEFORE: {State.RECEIVED, State.ACCEPTED, State.REFERRED, State.ANSWERED, State.DISPUTED},
    To.AS_REFERRALS_STAND: {State.REFERRED, State.ANSWERED, State.ACCEPTED},
}


def targets(row, state):
    """Return the states to which a row may lead a question that stands in a state."""
    return {state} if row.to is To.SAME else TARGETS_OF.get(row.to) or {row.to}


def reachable(start):
    """Return all states that a question may ever come to."""
    seen, waiting = set(), {start}
    while waiting:
        state = waiting.pop()
        seen.add(state)
        waiting |= {to for row in rows_from(state) for to in targets(row, state)} - seen
    return seen


def test_every_action_has_one_row():
    assert sorted(row.action for row in TABLE) == sorted(Action)
    assert [row_of(row.action) for row in TABLE] == list(TABLE)


def test_every_event_is_declared_and_belongs_to_one_action():
    tags = [row.event for row in TABLE]
    assert set(tags) <= set(SHAPES)
    assert len(set(tags)) == len(tags)


def test_who_must_give_a_reason_is_told_apart_in_the_journal():
    assert all("reason" in SHAPES[row.event].keys for row in TABLE if row.reason)


def test_every_state_is_reached_from_the_first():
    assert reachable(State.RECEIVED) == set(State)


def test_from_every_state_there_is_a_way_to_an_end():
    assert all(reachable(state) & FINAL for state in State)


def test_no_state_is_a_trap_but_the_one_its_asker_chose():
    for state in ANY - {State.WITHDRAWN}:
        moving = [row for row in rows_from(state) if row.to is not To.SAME]
        assert moving, state


def test_the_groups_of_states_do_not_contradict_one_another():
    assert OPEN | {State.ANSWERED, State.DISPUTED} | FINAL == ANY
    assert not OPEN & FINAL


def test_the_asker_withdraws_only_what_is_not_answered():
    assert row_of(Action.WITHDRAW).froms == OPEN | {State.DUPLICATE}


def test_what_was_withdrawn_is_not_edited():
    assert State.WITHDRAWN not in row_of(Action.EDIT).froms


def test_whoever_loses_a_decision_is_written_to():
    for action in (Action.DECLINE, Action.RECALL, Action.SEND_BACK, Action.CLOSE, Action.REOPEN, Action.WITHDRAW):
        assert row_of(action).letters, action
