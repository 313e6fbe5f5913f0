"""What several stories of services stand on."""

import pytest

from reception.domain.roles import SYSTEM
from reception.models import Question
from reception.services import merge


@pytest.fixture
def do(world):
    """Let the program do something to questions."""

    def act(service, made, *arguments, actor=SYSTEM, **more):
        with world.inside() as session:
            return service(actor, session.get(Question, made.id), *arguments, **more)

    return act


@pytest.fixture
def join(do):
    return lambda made, main: do(merge.merge, made, main.number)
