"""What the stories stand on."""

import pytest

from tests.faults.trial import Workers
from tests.journeys.actors import Town


@pytest.fixture(params=["uk", "en"])
def town(request, app, world, smtp):
    """The people of a town, who all read Ukrainian, or all English."""
    return Town(app, world, smtp, request.param)


@pytest.fixture
def people(town):
    """One who asks, one at the desk, one who answers."""
    return town.citizen(), town.librarian(), town.official()


@pytest.fixture(scope="session")
def kept_workers():
    """The processes that fork workers, by their settings: databases one after the other have the same name."""
    kept = {}
    yield kept
    for workers in kept.values():
        workers.stop()


@pytest.fixture
def workers(settings, kept_workers):
    """Whoever starts workers on this test's database, and lets the system kill them (tests/faults/)."""
    kept_workers[settings] = kept_workers.get(settings) or Workers(settings)
    return kept_workers[settings]
