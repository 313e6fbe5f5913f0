"""Quality does not fall: the judged queries of `bench/`, over our own documents."""

import pytest

from bench import search_quality as quality
from reception.search.engine import open_engine


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    rows = list(quality._rows(quality.JUDGED / "judged_documents.jsonl"))
    engine = open_engine("whoosh", tmp_path_factory.mktemp("judged"))
    engine.rebuild([quality._document(number, row) for number, row in enumerate(rows, 1)], 0)
    yield engine, quality.queries({row["id"]: number for number, row in enumerate(rows, 1)})
    engine.close()


@pytest.mark.parametrize(
    ("group", "recall", "reciprocal"),
    [
        ("cases", 0.98, 0.95), ("aspects", 0.98, 0.95), ("derived", 0.9, 0.85), ("typos", 0.9, 0.9), ("apostrophes", 0.98, 0.95),
        ("ru-uk", 0.95, 0.9), ("uk-ru", 0.95, 0.85), ("abbreviations", 0.95, 0.9), ("layout", 0.95, 0.9),
        ("translit", 0.9, 0.8), ("phrases", 0.95, 0.9), ("numbers", 0.98, 0.95),
    ],
)  # fmt: skip
def test_each_group_is_found_as_well_as_before(judged, group, recall, reciprocal):
    engine, groups = judged
    reached = quality.measure(lambda query: list(engine.search(query, {}).ids), groups[group])
    assert reached[:2] >= (recall, reciprocal), reached[2]
    assert reached[1] >= reciprocal, reached[2]
