"""The queries of the queue find what they need by indexes, on either database: EXPLAIN says so."""

import re

import pytest
from sqlalchemy import event

from reception.domain.roles import Actor, ActorKind, Role
from reception.extensions import db
from reception.queries import desk
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
    "what was picked": lambda: desk.picked(NINA, range(500)),
}
IN_ORDER = {"all by date", "soon by date", "overdue by date", "all, newest first", *(f"{tab} by date" for tab in desk.STATE_OF)}
"""Lists that are read in the order of an index: the first page of 20,000 costs as much as that of 20."""


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
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        for way in ("seqscan", "sort"):  # by which a small table is read as a whole, and put in order afterwards
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
    queries = [given for given in seen if given[0].startswith("SELECT")]
    return ["\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}", given)) for sql, given in queries]


def reads_all(plan: str) -> bool:
    """Tell whether a plan reads a whole table of questions, without any index."""
    return bool(re.search(r"SCAN question(?! USING)|Seq Scan on question\b", plan))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_found_by_an_index(context, name):
    tab, sort, chosen = LISTS[name]
    found = plans(lambda: desk.queue(NINA, tab, chosen, sort, 1, 100))
    assert len(found) == 1
    assert not reads_all(found[0]), found[0]


@pytest.mark.parametrize("name", sorted(IN_ORDER))
def test_what_is_long_is_read_in_the_order_of_an_index(context, name):
    tab, sort, chosen = LISTS[name]
    [plan] = plans(lambda: desk.queue(NINA, tab, chosen, sort, 1, 100))
    assert not re.search(r"TEMP B-TREE FOR ORDER BY|->  Sort\b", plan), plan


def test_the_lists_are_counted_by_two_queries_and_an_index(context):
    found = plans(lambda: desk.counts(NINA, Filter()))
    assert len(found) == 2
    assert not any(map(reads_all, found)), "\n\n".join(found)
    assert re.search(r"COVERING INDEX ix_question_desk|Index Only Scan using ix_question_desk", found[0]), found[0]


@pytest.mark.parametrize("name", SMALL)
def test_what_stands_beside_the_list_is_found_by_an_index(context, name):
    for plan in plans(SMALL[name]):
        assert not reads_all(plan), plan
