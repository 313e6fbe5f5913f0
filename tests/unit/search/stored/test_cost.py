"""What a query may cost a store: few statements, little memory."""

import pytest

from reception.search.postgres_view import PostgresView
from tests.unit.search.conftest import document
from tests.unit.search.test_query import CYRILLIC

EVERY = " ".join(f"{one}{other}" for one in CYRILLIC[:16] for other in CYRILLIC[:16])


def test_postgresql_is_asked_for_all_terms_of_a_prefix_at_once(engine, name, monkeypatch):
    if name != "postgresql":
        pytest.skip("the other engine has no statements")
    engine.rebuild([document(1, EVERY)], 1)
    statements, rows = [], PostgresView._rows
    monkeypatch.setattr(PostgresView, "_rows", lambda view, *asked: statements.append(asked) or rows(view, *asked))
    assert engine.search(" ".join(f"{letter}*" for letter in CYRILLIC[:16]), {}).ids == (1,)
    assert len(statements) < 16 + 20


def test_counts_that_are_kept_do_not_keep_the_query(engine, name):
    if name != "tantivy":
        pytest.skip("the other engine keeps no counts")
    engine.rebuild([document(1, EVERY)], 1)
    query = " ".join(f"{letter}*" for letter in CYRILLIC[:16])
    with engine.reading() as view:
        kept = []
        for sort in ("newest", "oldest"):
            assert engine.search(query, {}, sort).total == 1
            kept.append(list(view._tallies))
    assert kept[0] == kept[1]
    assert {len(each) for each in kept[0]} == {64}
