"""Every engine finds the same: hits, totals, facets and order, for one set of documents and queries.

Whoosh is the measure. PostgreSQL takes part in `pytest --database=postgresql`, Tantivy always.
"""

import random
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bench import search_quality as quality
from reception.search import postgres_view
from reception.search.engine import open_engine

COUNT = 600
SENTENCE = re.compile(r"(?<=[.?!])\s+")
NARROWED = (
    ({}, "relevance"), ({}, "newest"), ({}, "oldest"), ({"topic": "Тема 2"}, "relevance"),
    ({"topic": "Тема 1", "year": "2025"}, "newest"), ({"outcome": "9.1", "branch": "Філія 3"}, "relevance"),
)  # fmt: skip
ODD = (
    "", "-вода", "вода -гаряча", '"гаряча вода"', '"не працює ліфт" -під\'їзд', "вод*", "а і в на", "вода вода вода",
    "МК-2025-00012", "вода ліфт дорога", "вода зелений паркан космодром", "космодром",
    "світло у дворі вночі на вулиці біля школи не горить",
)  # fmt: skip


def town():
    """Return documents of sentences taken from the judged ones, so that each word stands in many."""
    chance = random.Random(3)
    judged = [quality._document(number, row) for number, row in enumerate(_rows(), 1)]
    sentences = [each for document in judged for each in SENTENCE.split(f"{document.question} {document.answer}") if each]
    for number in range(1, COUNT + 1):
        asked = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
        yield replace(
            judged[0], id=number, number=f"МК-{asked.year}-{number:05}", subject=chance.choice(judged).subject,
            question=" ".join(chance.choices(sentences, k=3)), answer=" ".join(chance.choices(sentences, k=chance.randrange(4))),
            topic=f"Тема {number % 5}", authority=f"Орган {number % 7}", outcome=f"9.{number % 4}", branch=f"Філія {number % 6}",
            asked_on=asked, answered_on=asked if number % 3 else None,
        )  # fmt: skip


def _rows():
    return list(quality._rows(quality.JUDGED / "judged_documents.jsonl"))


def queries():
    """Return what is asked: every third judged query, and what people type by mistake or mischief."""
    judged = quality.queries({row["id"]: number for number, row in enumerate(_rows(), 1)})
    return [*ODD, *[each[0] for group in judged.values() for each in group][::3]]


@pytest.fixture(scope="module")
def engines(databases, tmp_path_factory):
    """Every engine over the same documents, after the same changes."""
    names = ["whoosh", "tantivy"]
    url = ""
    if databases.kind == "postgresql":
        names.append("postgresql")
        url = databases.create_empty()
    opened = {name: open_engine(name, tmp_path_factory.mktemp(name), url) for name in names}
    documents = list(town())
    for engine in opened.values():
        engine.rebuild(documents[:-20], 5)
        engine.apply([*documents[-20:], replace(documents[0], subject="Космодром")], [documents[1].id], 9)
    yield opened
    for engine in opened.values():
        engine.close()


def others(engines):
    return {name: engine for name, engine in engines.items() if name != "whoosh"}


def test_all_hold_the_same_documents_at_the_same_position(engines):
    held = {name: (engine.ids(), engine.position(), engine.outdated()) for name, engine in engines.items()}
    assert all(each == held["whoosh"] for each in held.values())
    assert len(held["whoosh"][0]) == COUNT - 1


@pytest.mark.parametrize(("filters", "sort"), NARROWED)
def test_all_find_the_same_documents_count_the_same_and_sort_the_same(engines, filters, sort):
    for query in queries():
        wanted = engines["whoosh"].search(query, filters, sort, limit=COUNT)
        for name, engine in others(engines).items():
            found = engine.search(query, filters, sort, limit=COUNT)
            assert (found.total, found.complete, found.relaxed) == (wanted.total, wanted.complete, wanted.relaxed), (name, query)
            assert found.facets == wanted.facets, (name, query)
            assert (found.suggestion, set(found.marks)) == (wanted.suggestion, set(wanted.marks)), (name, query)
            assert set(found.ids) == set(wanted.ids), (name, query)
            assert len(set(found.ids)) == len(found.ids), (name, query)
            if sort != "relevance":
                assert found.ids == wanted.ids, (name, query)


def test_all_show_nearly_the_same_first_page(engines):
    for name, engine in others(engines).items():
        shares = []
        for query in queries():
            wanted, found = (set(each.search(query, {}).ids) for each in (engines["whoosh"], engine))
            shares.append(len(wanted & found) / max(1, len(wanted)))
        assert sum(shares) / len(shares) >= 0.9, name


def test_all_page_without_gap_or_overlap_and_narrow_to_given_ids(engines):
    among = range(1, COUNT, 7)
    for name, engine in engines.items():
        whole = engine.search("вода", {}, limit=60).ids
        pages = [id for offset in range(0, 60, 20) for id in engine.search("вода", {}, offset=offset, limit=20).ids]
        assert pages == list(whole), name
        narrowed = engine.search("вода", {}, among=among, limit=COUNT)
        assert set(narrowed.ids) == set(engine.search("вода", {}, limit=COUNT).ids) & set(among), name
        assert narrowed.total == len(narrowed.ids), name


def test_all_give_every_hit_they_count_without_facets(engines, monkeypatch):
    monkeypatch.setattr(postgres_view, "LIKELY", 5)
    for name, engine in engines.items():
        for query in ("вода космодром", "вода ліфт дорога космодром", "вода", ""):
            hits = engine.search(query, {}, limit=None)
            assert len(set(hits.ids)) == len(hits.ids) == hits.total, (name, query)
            assert (hits.facets, hits.total) == ({}, engine.search(query, {}).total), (name, query)


def test_all_call_the_same_questions_alike(engines):
    texts = [document.question for document in town()][::60]
    for name, engine in others(engines).items():
        shares = []
        for text in texts:
            wanted, found = (set(each.similar(text, limit=5, exclude=[9])) for each in (engines["whoosh"], engine))
            assert 9 not in found
            shares.append(len(wanted & found) / len(wanted))
        assert sum(shares) / len(shares) >= 0.9, name
