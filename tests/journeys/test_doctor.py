"""The doctor names what is wrong and what to do, one line each."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from reception import create_app
from reception.domain import clock as house_clock
from reception.domain.roles import Role
from reception.extensions import db
from reception.models import Letter, LetterState, Official
from reception.search import thesaurus, word_lists
from reception.services import incoming, indexing
from tests.application import opened
from tests.command import run_command


def examined(app):
    """Return exit code and findings: {what it is about: (level, the whole line)}."""
    result = run_command(app, "doctor")
    lines = [line.split(None, 1) for line in result.output.splitlines()]
    return result.exit_code, {words.split(":")[0]: (level, words) for level, words in lines}


@pytest.fixture
def healthy(app, world):
    """An installation that lacks nothing but being real."""
    world.account(Role.ADMINISTRATOR)
    world.published()
    app.extensions["reception_settings"].uploads.mkdir(parents=True, exist_ok=True)
    with app.app_context():
        indexing.catch_up()
    return app


@pytest.fixture
def changed(healthy):
    """Change the installation behind the doctor's back."""

    def change(model, **values):
        with healthy.app_context():
            db.session.query(model).update(values)
            db.session.commit()

    return change


def test_a_healthy_one_has_nothing_broken(healthy):
    code, found = examined(healthy)
    assert code == 0
    assert {level for level, _line in found.values()} == {"ok", "look"}
    assert found["settings"][0] == "look"  # a trial
    assert found["letters"][0] == "ok"
    assert found["mail server"][0] == "ok"


@pytest.fixture
def streets(settings):
    """The library's own list of streets; afterwards the process has only the program's words again."""
    folder = settings.instance / word_lists.FOLDER
    folder.mkdir()
    yield folder / "streets.txt"
    thesaurus.read_also(settings.instance / "no such folder")


def test_words_that_the_library_added_are_counted_and_what_says_nothing_is_named(healthy, settings, streets):
    streets.write_text("вулиця Паровозна = вулиця Тепловозна\nвулиця Зелена\n", encoding="utf-8")
    with opened(create_app(settings)) as app:
        _code, found = examined(app)
    assert found["words of your own"] == ("ok", "words of your own: 2 lines of streets.txt")
    assert found["words"][0] == "look"
    assert "line 2 of streets.txt" in found["words"][1]


def test_a_mail_server_that_is_down_is_broken_and_said_in_words(healthy, settings):
    with opened(create_app(replace(settings, mail_port=1))) as app:
        code, found = examined(app)
    assert code == 1
    assert found["mail server"][0] == "broken"
    assert "refused" in found["mail server"][1]


def test_letters_that_failed_or_wait_too_long(healthy, changed, clock):
    changed(Letter, state=LetterState.FAILED, error="550 no such user")
    assert "could not be delivered" in examined(healthy)[1]["letters"][1]
    changed(Letter, state=LetterState.QUEUED)
    clock.advance(hours=2)
    assert "does the worker run?" in examined(healthy)[1]["letters"][1]


def test_a_mailbox_that_cannot_be_read(healthy, settings):
    with opened(create_app(replace(settings, imap_server="127.0.0.1", imap_port=1))) as app:
        code, found = examined(app)
    assert (code, found["mailbox"][0]) == (1, "broken")


def test_mail_that_waits_at_the_desk_for_days(healthy, clock):
    clock.set(house_clock.now())
    with healthy.app_context():
        incoming.receive(b"From: somebody@mail.example\n\nA letter.")
    assert "mail that came in" not in examined(healthy)[1]
    clock.advance(days=4)
    assert examined(healthy)[1]["mail that came in"][0] == "look"


def test_an_official_who_cannot_be_reached(healthy, changed):
    changed(Official, address_refused_at=house_clock.now())
    assert examined(healthy)[1]["officials"][0] == "look"


def test_nobody_to_administer(app):
    code, found = examined(app)
    assert (code, found["administrators"][0]) == (1, "broken")
    assert "reception account add" in found["administrators"][1]


def test_an_index_that_was_never_built(healthy, settings, tmp_path):
    with opened(create_app(replace(settings, index=tmp_path / "elsewhere"))) as app:
        level, line = examined(app)[1]["index"]
    assert (level, "reception index rebuild" in line) == ("look", True)


def test_an_index_that_is_damaged(healthy, settings):
    for path in settings.index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"nonsense")
    with opened(create_app(settings)) as app:
        code, found = examined(app)
    assert (code, found["index"][0]) == (1, "broken")


def test_a_database_that_was_not_set_up(settings, empty_database_url):
    with opened(create_app(replace(settings, database_url=empty_database_url))) as app:
        code, found = examined(app)
    assert (code, found["database"][0]) == (1, "broken")
    assert "reception init" in found["database"][1]
    assert "mail server" not in found


GUARD = {"sqlite": "event_no_delete", "postgresql": "event_stays ON event"}


def test_a_journal_that_lost_its_guard(healthy):
    with healthy.app_context():
        db.session.execute(text(f"DROP TRIGGER {GUARD[db.engine.dialect.name]}"))
        db.session.commit()
    code, found = examined(healthy)
    assert (code, found["journal"][0]) == (1, "broken")


def test_a_real_installation_with_things_of_the_demo_in_it(healthy, settings, world):
    world.account(Role.MODERATOR, login="zahorodnia")
    real = replace(
        settings, production=True, demo=True, mail_sender="r@library.example", public_url="https://reception.example"
    )
    with opened(create_app(real)) as app:
        found = examined(app)[1]
    assert "zahorodnia" in found["demo accounts"][1]
    assert "RECEPTION_TRUSTED_PROXIES" in found["settings"][1]


def test_keys_that_others_may_read(healthy, settings):
    key = settings.instance / "token_key"
    key.write_text("a key")
    key.chmod(0o644)
    assert any(f"chmod 600 {key}" in line for _level, line in examined(healthy)[1].values())
