"""Documents and engines for the search tests."""

from dataclasses import replace
from datetime import date

import pytest

from reception.search.document import Document
from reception.search.engine import open_engine

PLAIN = Document(
    id=1, number="МК-2026-00001", subject="", question="", answer="", attachments="", topic="Дороги", authority="Департамент ЖКГ",
    outcome="9.1", branch="Філія № 1", state="closed", verdict="", asked_on=date(2026, 3, 5), answered_on=date(2026, 3, 20),
)  # fmt: skip


def document(id, question, **others):
    """Return a document that asks a question."""
    return replace(PLAIN, id=id, number=f"МК-2026-{id:05}", question=question, **others)


@pytest.fixture
def engine(tmp_path):
    """An engine over an index that does not exist yet."""
    engine = open_engine("whoosh", tmp_path / "index")
    yield engine
    engine.close()


@pytest.fixture
def index(engine):
    """Return a function that indexes questions, numbered from 1, and gives the engine."""

    def fill(*questions, **others):
        engine.rebuild([document(id, question, **others) for id, question in enumerate(questions, 1)], 1)
        return engine

    return fill
