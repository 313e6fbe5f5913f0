"""What the stories stand on."""

import pytest

from tests.journeys.actors import Town


@pytest.fixture(params=["uk", "en"])
def town(request, app, world, smtp):
    """The people of a town, who all read Ukrainian, or all English."""
    return Town(app, world, smtp, request.param)


@pytest.fixture
def people(town):
    """One who asks, one at the desk, one who answers."""
    return town.citizen(), town.librarian(), town.official()
