"""A library whose librarians may undo for half a minute, on a clock that stands still."""

import dataclasses

import pytest

from reception.domain.clock import now


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, undo_seconds=30)


@pytest.fixture
def nina(world, clock):
    """A librarian, on a clock that stands still."""
    clock.set(now())
    return world.staff()
