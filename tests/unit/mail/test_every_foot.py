"""Every letter says in both parts why it came and how to stop; that the words are right, the tests of each letter see."""

import re

import pytest

from reception.mail.letters import LETTERS

FOOT = {"why", "stop"}


def blocks_of(environment, name):
    """Return the blocks that a letter's template fills, itself or by what it extends below the layout of all letters."""
    filled = set()
    while not name.startswith("mail/layout."):
        source, _path, _fresh = environment.loader.get_source(environment, name)
        filled |= set(re.findall(r"{% block (\w+) %}(?!{% endblock %})", source))
        name = re.search(r'{% extends "([^"]+)" %}', source)[1]
    return filled


@pytest.mark.parametrize("part", ["txt", "html"])
def test_every_letter_says_why_it_came_and_how_to_stop(app, part):
    lacking = {name: FOOT - blocks_of(app.jinja_env, f"mail/{name}/body.{part}") for name in LETTERS}

    assert LETTERS
    assert not {name: blocks for name, blocks in lacking.items() if blocks}
