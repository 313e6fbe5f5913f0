"""The engines that find and count by themselves; PostgreSQL takes part in `pytest --database=postgresql`."""

import pytest

from reception.search.engine import open_engine
from tests.unit.search.conftest import document
from tests.unit.search.test_query import TEXTS

NAMES = ("tantivy", "postgresql")


@pytest.fixture(scope="module", params=NAMES)
def name(request, databases):
    """One engine after the other."""
    if request.param == "postgresql" and databases.kind != "postgresql":
        pytest.skip("without --database=postgresql there is no server")
    return request.param


@pytest.fixture
def place(name, request, tmp_path):
    """Where an index can be: what `open_engine` is given."""
    url = request.getfixturevalue("empty_database_url") if name == "postgresql" else ""
    return name, tmp_path / "index", url


@pytest.fixture
def engine(place):
    """An engine over an index that does not exist yet."""
    engine = open_engine(*place)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def town(name, databases, tmp_path_factory):
    """The texts that queries are tried on."""
    url = databases.create_empty() if name == "postgresql" else ""
    engine = open_engine(name, tmp_path_factory.mktemp("index"), url)
    engine.rebuild([document(id, text) for id, text in TEXTS.items()], 1)
    yield engine
    engine.close()
