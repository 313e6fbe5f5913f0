"""Commands that run at once say everything in their order, and one that fails is enough."""

import subprocess
import sys

import pytest

from tests.house_rules.source import ROOT


def at_once(*commands):
    return subprocess.run([sys.executable, ROOT / "tools" / "at_once.py", *commands], capture_output=True, text=True)


def test_each_waits_for_the_other_and_both_are_heard_in_their_order(tmp_path):
    met = tmp_path / "met"
    first = f"echo one; while ! [ -e {met} ]; do sleep 0.01; done; echo two"
    second = f"echo three; touch {met}; echo four >&2"

    done = at_once(first, second)

    assert (done.returncode, done.stdout, done.stderr) == (0, f"one\ntwo\n\n{second}\nthree\nfour\n", "")


@pytest.mark.parametrize("commands", [("exit 2", "true"), ("true", "exit 2"), ("true", "kill -9 $$")])
def test_one_that_fails_is_enough(commands):
    assert at_once(*commands).returncode
