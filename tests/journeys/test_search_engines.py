"""The other engines in the place of the first: one setting, and everything goes on as before."""

from dataclasses import replace

import pytest

from reception import create_app
from reception.cli import health_work
from reception.config import SettingsError
from reception.queries.engine import engine
from reception.services import indexing
from tests.application import opened
from tests.command import run_command
from tests.pages import Client
from tests.world import World


@pytest.fixture(params=["tantivy", "postgresql"])
def other(request, settings, monkeypatch):
    """The application with another engine."""
    if request.param == "postgresql" and not settings.database.startswith("postgresql"):
        pytest.skip("the engine needs PostgreSQL: --database=postgresql")
    monkeypatch.setattr(Client, "checks", True)  # no other test sees the pages of these
    with opened(create_app(replace(settings, search_engine=request.param))) as app:
        yield app


def test_a_published_question_is_found_and_a_hidden_one_is_not(other):
    world = World(other)
    made = world.published(subject="Ліхтар біля школи")
    with other.app_context():
        indexing.catch_up()
        assert engine().search("ліхтарі", {}).ids == (made.id,)
    page = other.test_client().get("/archive?q=ліхтарями").get_data(as_text=True)
    assert made.number in page
    assert "<mark>Ліхтар</mark> біля школи" in page

    world.hide(made)
    with other.app_context():
        indexing.catch_up()
        assert engine().search("ліхтарі", {}).total == 0


def test_check_and_rebuild_mend_what_was_lost(other):
    made = World(other).published(subject="Ліхтар біля школи")
    with other.app_context():
        indexing.catch_up()
        engine().apply([], [made.id], engine().position())
        assert indexing.check().missing == 1
        assert indexing.rebuild() == 1
        assert engine().ids() == {made.id}


def test_an_engine_that_cannot_be_had_stops_the_start_with_one_line(settings):
    with pytest.raises(SettingsError, match="RECEPTION_SEARCH_ENGINE: unknown search engine 'sphinx'") as error:
        create_app(replace(settings, search_engine="sphinx"))
    assert len(error.value.lines) == 1
    if not settings.database.startswith("postgresql"):
        with pytest.raises(SettingsError, match="needs a PostgreSQL database"):
            create_app(replace(settings, search_engine="postgresql"))


def test_the_doctor_recommends_the_faster_engine_for_a_large_archive(app, world, settings, monkeypatch):
    world.published()
    monkeypatch.setattr(health_work, "MANY_QUESTIONS", 0)
    advice = "engine: 1 questions are many for Whoosh"
    assert advice in run_command(app, "doctor").output
    with opened(create_app(replace(settings, search_engine="tantivy"))) as faster:
        assert advice not in run_command(faster, "doctor").output
