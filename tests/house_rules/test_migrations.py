"""Migrations are numbered in a row, lead to exactly the models, and lead back again."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from reception import create_app
from reception.extensions import db
from reception.models import Base
from tests.application import opened, settings_in
from tests.house_rules.source import ROOT


@pytest.fixture
def empty_app(tmp_path, empty_database_url):
    """The application on a database without tables."""
    with opened(create_app(settings_in(tmp_path, database_url=empty_database_url))) as app, app.app_context():
        yield app


def test_they_are_numbered_in_a_row():
    scripts = list(ScriptDirectory(ROOT / "migrations").walk_revisions())[::-1]
    numbers = [f"{number:04d}" for number in range(1, len(scripts) + 1)]

    assert scripts
    assert [script.revision for script in scripts] == numbers
    assert [script.down_revision for script in scripts] == [None, *numbers[:-1]]


def test_they_lead_to_the_models(empty_app):
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_they_lead_back(empty_app):
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")

    assert db.inspect(db.engine).get_table_names() == ["alembic_version"]


def test_the_journal_cannot_be_changed(context):
    db.session.execute(db.text("INSERT INTO event (at, tag, actor, data) VALUES (CURRENT_TIMESTAMP, 'x', 'system', '{}')"))

    for change in ("UPDATE event SET tag = 'y'", "DELETE FROM event"):
        with db.session.begin_nested() as savepoint:
            with pytest.raises(db.exc.DBAPIError, match="append-only"):
                db.session.execute(db.text(change))
            savepoint.rollback()


def test_rows_stay_when_a_table_that_they_refer_to_is_made_anew(empty_app):
    """SQLite cannot change a column: the old table goes, and would take with it what refers to its rows."""
    flask_migrate.upgrade(revision="0005")
    run = db.session.execute
    run(db.text("INSERT INTO authority (id, slug, name_uk, name_en, kind, is_active) VALUES (1, 'a', 'A', 'A', 'city', true)"))
    topic = "(id, slug, name_uk, name_en, official_topic, position, is_active) VALUES (1, 't', 'T', 'T', 1, 1, true)"
    run(db.text(f"INSERT INTO topic {topic}"))
    run(db.text("INSERT INTO authority_topic (authority_id, topic_id) VALUES (1, 1)"))
    official = "(id, authority_id, name, post, email, language, is_active) VALUES (1, 1, 'N', 'P', 'n@city.example', 'uk', true)"
    run(db.text(f"INSERT INTO official {official}"))
    db.session.commit()

    flask_migrate.upgrade()
    assert run(db.text("SELECT count(*) FROM authority_topic JOIN official USING (authority_id)")).scalar() == 1
    db.session.commit()
    flask_migrate.downgrade(revision="0005")
    assert run(db.text("SELECT count(*) FROM authority_topic JOIN official USING (authority_id)")).scalar() == 1
