"""A writer that is killed at any step leaves an index that answers as before or as after, and the next one ends its work."""

import itertools
import os
import shutil
import signal
import sys

import pytest

from reception.search.engine import open_engine
from tests.unit.search.conftest import document

STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
"""What changes a folder, by the names of Python's audit events; opening a file to write it is one more."""

BATCH = [document(1, "Ліфт замість ями"), document(9, "Новий ліхтар")], [2]
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system makes no copy of a running program"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork", "ignore::ResourceWarning"),
]


def apply(engine):
    engine.apply(*BATCH, 20)


def rebuild(engine):
    engine.rebuild([*BATCH[0], *(document(number, f"Яма номер {number}") for number in range(3, 8))], 20)


def is_killed_at(step, work, path) -> bool:
    """Do the work in another process that is killed before its step of that number; tell whether it came so far."""
    pid = os.fork()
    if not pid:
        counted = itertools.count(1)

        def watch(event, arguments):
            writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if (event in STEPS or writes) and next(counted) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            work(open_engine("whoosh", path))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def state(path) -> tuple:
    """Return what an index holds and finds."""
    engine = open_engine("whoosh", path)
    try:
        found = {words: engine.search(words, {}, limit=None).ids for words in ("яма", "ліфт", "ліхтар", "")}
        return engine.ids(), engine.position(), found
    finally:
        engine.close()


@pytest.mark.parametrize("work", [apply, rebuild])
def test_whatever_the_step_nothing_is_lost_and_nothing_is_there_twice(tmp_path, work):
    base = tmp_path / "base"
    engine = open_engine("whoosh", base)
    for number in range(1, 8):  # so many segments that the next commit merges them
        engine.apply([document(number, f"Яма номер {number}")], (), number)
    engine.close()
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    work(open_engine("whoosh", whole))
    before, after = state(base), state(whole)
    assert before != after

    for step in itertools.count(1):
        path = tmp_path / f"killed-{step}"
        shutil.copytree(base, path)
        if not is_killed_at(step, work, path):
            break
        assert state(path) in (before, after), step
        work(open_engine("whoosh", path))
        assert state(path) == after, step
        shutil.rmtree(path)
    assert step > 15
