"""The queries of the queue find what they need by indexes, on either database: EXPLAIN says so of a few thousand questions,
with what the planner knows of them."""

import datetime as dt
import re

import pytest
from sqlalchemy import event, insert

from reception.domain import clock
from reception.domain.kinds import Channel, Kind, Pace
from reception.domain.lifecycle import State
from reception.domain.roles import Actor, ActorKind, Role
from reception.extensions import db
from reception.models import Label, Question, QuestionLabel, Referral
from reception.queries import complaints, corrections, desk, promises, registrations, reminders
from reception.queries.claims import claims_of
from reception.queries.delay import waiting_too_many
from reception.queries.desk import Filter, Sort, Tab
from reception.queries.labels import labels_of
from reception.queries.undo import undoable_by

NINA = Actor(ActorKind.STAFF, account_id=1, role=Role.MODERATOR, branch_id=1)
LISTS = {f"{tab} by date": (tab, Sort.DUE, Filter()) for tab in Tab} | {
    "all, newest first": (Tab.ALL, Sort.NEWEST, Filter()),
    "new, newest first": (Tab.NEW, Sort.NEWEST, Filter()),
    "of a topic": (Tab.ALL, Sort.DUE, Filter(topic_id=1)),
    "of a body": (Tab.WITH_OFFICIALS, Sort.DUE, Filter(authority_id=1)),
    "of a branch": (Tab.ALL, Sort.DUE, Filter(branch_id=1)),
    "with a label": (Tab.ALL, Sort.DUE, Filter(label_id=1)),
}
SMALL = {
    "claims of a page": lambda: claims_of(range(40)),
    "labels of a page": lambda: labels_of(range(40)),
    "what can be undone": lambda: list(undoable_by(NINA)),
    "how many wait": waiting_too_many,
    "complaints with their object": lambda: complaints.with_their_object(NINA),
    "what was picked": lambda: desk.picked(NINA, range(500)),
}
FEW = {
    "objections": lambda: desk.objections(NINA),
    "corrections": lambda: corrections.count_waiting(NINA),
    "corrections of a page": lambda: corrections.waiting_among(range(40)),
    "promises": lambda: promises.count(NINA),
    "registrations": lambda: registrations.count(NINA),
}
"""What the queue says of few questions: they are found from what is few, and not among all."""

IN_ORDER = {"all by date", "soon by date", "overdue by date", "all, newest first", *(f"{tab} by date" for tab in desk.STATE_OF)}
"""Lists that are read in the order of an index: the first page of 20,000 costs as much as that of 20."""


MANY = 4_000
TEXT = "Яма на вулиці. " * 30
STATES = [state for state in State for _ in range(12 if state is State.CLOSED else 4)]
"""Every state is long enough that the order of its list matters, and more are closed than anything else."""


@pytest.fixture
def town(world, context):
    """Thousands of questions in every state, of twenty topics and bodies, with what the planner counts of them."""
    topics, bodies = ([make(f"Т{n}", slug=f"t{n}") for n in range(20)] for make in (world.topic, world.authority))
    branches, official = [world.branch(code=f"0{n}") for n in range(5)], world.official(bodies[0])
    label, now, sqlite = Label(name="Перевірити"), clock.now(), db.engine.dialect.name == "sqlite"
    db.session.add(label)
    db.session.execute(insert(Question), [
        {
            "number": f"МК-2026-{n:05}", "kind": Kind.PUBLIC_QUESTION, "pace": Pace.ORDINARY, "state": STATES[n % len(STATES)],
            "channel": Channel.ONLINE, "subject": "Яма", "public_subject": "Яма", "text": TEXT, "public_text": TEXT,
            "topic_id": topics[n % 20], "authority_id": bodies[n // 3 % 20], "branch_id": branches[n // 7 % 5], "pin_nonce": "n",
            "submitted_at": now - dt.timedelta(hours=n), "changed_at": now, "due_on": now.date() + dt.timedelta(days=n % 60 - 20),
        }
        for n in range(MANY)
    ])  # fmt: skip
    db.session.flush()
    labelled = [{"question_id": row, "label_id": label.id} for row in range(1, MANY, 50)]
    db.session.execute(insert(QuestionLabel), labelled)
    db.session.execute(insert(Referral), [
        {
            "question_id": n + 1, "official_id": official, "authority_id": bodies[0], "authority_name": "ЖКГ",
            "official_name": "Іван", "official_post": "начальник",
            "sent_at": now - dt.timedelta(days=n), "due_on": now.date() + dt.timedelta(days=30 - n),
        }
        for n in range(MANY)
    ])  # fmt: skip
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # An index alone is enough to read only of rows that are marked as seen by all. What is not on the disk yet is not marked,
        # unless it was frozen before.
        for command in ["ANALYZE"] if sqlite else ["VACUUM FREEZE question", "VACUUM ANALYZE"]:
            connection.exec_driver_sql(command)


def plans(work) -> list[str]:
    """Return how the database would do each query of some work."""
    seen = []
    listen = db.engine, "before_cursor_execute", lambda *given: seen.append(given[2:4])
    event.listen(*listen)
    try:
        work()
    finally:
        event.remove(*listen)
    connection = db.session.connection()
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    queries = [given for given in seen if given[0].startswith("SELECT")]
    return ["\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}", given)) for sql, given in queries]


def reads_all(plan: str) -> bool:
    """Tell whether a plan reads a whole table of questions, without any index."""
    return bool(re.search(r"SCAN question(?! USING)|Seq Scan on question( |$)", plan))


def plan_of(name: str) -> str:
    """Return how the database would read the first page of a list."""
    tab, sort, chosen = LISTS[name]
    [plan] = plans(lambda: desk.queue(NINA, tab, chosen, sort, 1, 100))
    return plan


THROUGH_ALL = re.compile(r"ix_question_desk|SCAN question|Seq Scan on question( |$)", re.MULTILINE)
SORTED_AFTERWARDS = re.compile(r"TEMP B-TREE FOR ORDER BY|->  Sort\b")


def assert_few_are_found():
    few = {name: plan for name, work in FEW.items() for plan in plans(work)}
    assert few.keys() == FEW.keys()
    assert not {name: plan for name, plan in few.items() if THROUGH_ALL.search(plan)}


def test_what_is_few_is_found_without_statistics_too(context):
    """SQLite is never told to count what is in its tables."""
    if db.engine.dialect.name == "sqlite":
        assert_few_are_found()
    else:
        pytest.skip("PostgreSQL counts by itself")


@pytest.mark.usefixtures("town")
def test_what_the_queue_and_reminders_read_is_found_by_indexes():
    """One town for all: its thousands of questions take longer to make than all plans together."""
    lists = {name: plan_of(name) for name in LISTS}
    beside = {f"{name}, {at}": plan for name, work in SMALL.items() for at, plan in enumerate(plans(work))}
    counted = plans(lambda: desk.counts(NINA, Filter()))

    assert_few_are_found()
    assert not {name: plan for name, plan in {**lists, **beside}.items() if reads_all(plan)}
    assert not {name: lists[name] for name in IN_ORDER if SORTED_AFTERWARDS.search(lists[name])}
    assert "ix_referral_state_due_on" in plans(lambda: reminders.due(clock.now()))[0], "reminders read the days at hand alone"
    assert len(counted) == 2
    assert not any(map(reads_all, counted)), "\n\n".join(counted)
    assert re.search(r"COVERING INDEX ix_question_desk|Index Only Scan using ix_question_desk", counted[0]), counted[0]
