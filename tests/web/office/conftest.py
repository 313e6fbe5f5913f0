"""A question at an official's, and the link in his letter."""

import pytest
from sqlalchemy import func, select

from reception.models import Answer
from tests.web.officials import link_to


@pytest.fixture
def made(world):
    """A question that one official has at hand."""
    return world.referred(message="Просимо назвати дату.")


@pytest.fixture
def link(world, made):
    """The address in the official's letter."""
    return link_to(world, made.referral_ids[0])


@pytest.fixture
def answers(world):
    """Count what was answered."""

    def count():
        with world.inside() as session:
            return session.scalar(select(func.count()).select_from(Answer))

    return count
