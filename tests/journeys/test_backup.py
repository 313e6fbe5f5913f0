"""The restore drill: a backup, a new installation, and everything is there."""

import io
import tarfile
from dataclasses import replace

import pytest
from PIL import Image
from sqlalchemy import func, select

from reception import create_app
from reception.extensions import db
from reception.models import Account, Answer, Attachment, Event, Letter, Question
from reception.queries.engine import engine
from reception.services import indexing, uploads
from tests.application import opened, settings_in
from tests.command import run_command

TABLES = (Account, Answer, Attachment, Event, Letter, Question)
FOUND_BY = ("яма на дорозі", "вода")


@pytest.fixture
def used(app, world):
    """An installation with something of everything in it."""
    world.account()
    world.published(subject="Яма на дорозі")
    world.referred(subject="Немає води")
    with app.app_context():
        uploads.receive(picture(), "яма.png", "a form", files=2, size=uploads.MEGABYTE)
    world.question(form_key="a form")
    return app


@pytest.fixture
def another(tmp_path, empty_database_url):
    """A new installation that nobody has set up."""
    settings = replace(settings_in(tmp_path / "another"), database_url=empty_database_url)
    with opened(create_app(settings)) as app:
        yield app


def counts(app):
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(model)) for model in TABLES]


def searched(app):
    with app.app_context():
        indexing.catch_up()
        return [engine().search(words, {}).ids for words in FOUND_BY]


def files(app):
    folder = app.extensions["reception_settings"].uploads
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def backup(used, tmp_path):
    file = tmp_path / "backup.tar.gz"
    result = run_command(used, "backup", file)
    assert result.exit_code == 0, result.output
    return file


def test_everything_comes_back_in_another_place(used, another, backup):
    result = run_command(another, "restore", backup)
    assert result.exit_code == 0, result.output
    assert counts(another) == counts(used)
    assert searched(another) == searched(used)
    assert files(another) == files(used) != {}


def test_what_the_library_made_its_own_comes_back_too(used, another, tmp_path):
    ours = used.extensions["reception_settings"]
    (ours.instance / "settings.cfg").write_text("RECEPTION_EMBLEM = герб.svg\n", encoding="utf-8")
    own = ("герб.svg", "calendar.toml", "words/streets.txt")
    (ours.instance / "words").mkdir()
    for name in own:
        (ours.instance / name).write_text(f"# {name}", encoding="utf-8")
    with opened(create_app(replace(ours, emblem="герб.svg"))) as app:
        assert run_command(app, "backup", str(tmp_path / "own.tar.gz")).exit_code == 0
    assert run_command(another, "restore", str(tmp_path / "own.tar.gz")).exit_code == 0

    theirs = another.extensions["reception_settings"].instance
    assert [(theirs / name).read_text(encoding="utf-8") for name in own] == [f"# {name}" for name in own]
    assert not {"manifest.json", "database"} & {path.name for path in theirs.iterdir()}


def test_the_journal_still_cannot_be_changed(another, backup):
    run_command(another, "restore", backup)
    assert "journal cannot be changed" in run_command(another, "doctor").output


def test_what_is_here_is_not_replaced_unless_that_is_said(used, world, backup):
    before = counts(used)
    world.question()
    refused = run_command(used, "restore", backup)
    assert (refused.exit_code, "--force" in refused.output) == (1, True)
    assert counts(used) != before
    assert run_command(used, "restore", backup, "--force").exit_code == 0
    assert counts(used) == before


def test_only_its_owner_may_read_it(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_it_does_not_write_over_another_file(used, tmp_path):
    there = tmp_path / "there"
    there.write_text("something else")
    result = run_command(used, "backup", there)
    assert (result.exit_code, there.read_text()) == (1, "something else")


def test_keys_that_differ_are_said(another, backup, used):
    assert "another token key" not in run_command(another, "restore", backup).output
    other = replace(another.extensions["reception_settings"], token_key="another token key, long enough too")
    with opened(create_app(other)) as app:
        assert "another token key" in run_command(app, "restore", backup, "--force").output


@pytest.mark.parametrize("damage", ["cut", "text", "database", "manifest"])
def test_a_damaged_one_changes_nothing(used, backup, tmp_path, damage):
    before = counts(used)
    result = run_command(used, "restore", damaged(backup, tmp_path / "damaged", damage), "--force")
    assert result.exit_code == 1
    assert result.output
    assert counts(used) == before


def damaged(backup, target, damage):
    """Return a backup that cannot be used: cut off, no archive at all, or with a part that is not what it should be."""
    if damage == "cut":
        target.write_bytes(backup.read_bytes()[:2000])
    elif damage == "text":
        target.write_text("not an archive")
    else:
        replaced = {"database": "database", "manifest": "manifest.json"}[damage]
        with tarfile.open(backup) as good, tarfile.open(target, "w:gz") as bad:
            for member in good:
                content = b"{nonsense" if member.name == replaced else good.extractfile(member).read()
                member.size = len(content)
                bad.addfile(member, io.BytesIO(content))
    return target


def picture():
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    out.seek(0)
    return out
