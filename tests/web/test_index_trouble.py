"""Whatever happens to the search index: the page answers from the database, and staff – nobody else – are told in words."""

import shutil

import pytest

from reception.queries import index_state
from reception.queries.engine import close_engine, engine
from reception.search import index_folder, rebuilding
from reception.search.engine import IndexUnusable
from reception.search.rebuilding import Rebuilding
from reception.services import indexing
from tests.pages import words
from tests.web.librarians import sign_in

pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)


@pytest.fixture
def made(world):
    """A public question that is in the index."""
    made = world.accepted(subject="Ліхтар біля школи", text="Біля школи темно.")
    with world.inside():
        indexing.catch_up()
    return made


@pytest.fixture
def staff(app, world):
    """A librarian's browser."""
    browser = app.test_client()
    sign_in(browser, world.account())
    return browser


def lost(folder):
    shutil.rmtree(folder)


def of_another_version(folder):
    (folder / "CURRENT").write_text('{"folder": "index-1", "schema": "of yesterday", "words": ""}')


def half_written(folder):
    (folder / "CURRENT").write_text('{"folder": "ind')


def emptied(folder):
    for file in folder.glob("index-*/*"):
        file.write_bytes(b"")


HARM = {
    lost: "Пошукового індексу ще немає",
    of_another_version: "інша версія програми",
    half_written: "індекс пошкоджено",
    emptied: "індекс пошкоджено",
}


def notices(page):
    return " ".join(words(each) for each in page.all("div") if "notice--warning" in (each.get("class") or ""))


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_a_harmed_index_is_named_to_staff_and_mended_by_the_worker(client, staff, world, made, settings, harm):
    with world.inside():
        close_engine()
    harm(settings.index)

    page = client.page("/archive?q=школи")
    assert made.number in page.text
    assert not notices(page)
    for address in ("/archive?q=школи", "/archive?q=нічого", "/desk/"):
        assert HARM[harm] in notices(staff.page(address))
        assert "буква в букву" in notices(staff.page(address))

    with world.inside():
        indexing.catch_up()
    assert not notices(staff.page("/desk/"))
    assert made.number in client.page("/archive?q=школами").text


@pytest.mark.parametrize("reason", ["unreadable", "busy", "unheard of"])
def test_an_index_that_refuses_is_named_too(client, staff, app, made, monkeypatch, reason):
    def refuse(*_args, **_more):
        raise IndexUnusable(reason)

    with app.app_context():
        for name in ("search", "position", "similar"):
            monkeypatch.setattr(engine(), name, refuse)
    assert made.number in client.page("/archive?q=школи").text
    assert client.page(f"/q/{made.number}").text
    assert "буква в букву" in notices(staff.page("/archive?q=школи"))
    assert client.get("/health").json["index"] == reason


@pytest.mark.parametrize(("reason", "said"), [("unwritable", "не можна писати"), ("full", "заповнено")])
def test_a_folder_that_cannot_be_written_still_answers_and_is_named(client, staff, world, made, monkeypatch, reason, said):
    world.accepted(subject="Нове питання")
    if reason == "full":
        monkeypatch.setattr(index_state.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 0}))
    else:
        monkeypatch.setattr(index_state.os, "access", lambda _path, _how: False)

    assert made.number in client.page("/archive?q=школами").text
    assert said in notices(staff.page("/desk/"))
    health = client.get("/health")
    assert (health.status_code, health.json["index"], health.json["index_obstacle"]) == (503, "ok", reason)


def test_a_rebuild_notes_how_far_it_is_while_the_old_index_answers(world, made, settings):
    seen = []
    with world.inside():
        indexing.rebuild(lambda *_: seen.append((rebuilding.read(settings.index), engine().search("школами", {}).ids)))

    assert seen == [(Rebuilding(0, 1), (made.id,)), (Rebuilding(1, 1), (made.id,))]
    assert rebuilding.read(settings.index) is None


def test_how_far_a_rebuild_is_stands_at_the_desk_and_in_health(client, staff, app, made, settings):
    with app.app_context():
        rebuilding.note(settings.index, 1200, 20000)

    told = notices(staff.page("/desk/"))
    assert "прочитано звернень – 1200 із 20000. Доти відповідає попередній індекс." in told
    assert client.get("/health").json["index_rebuilding"] == {"done": 1200, "total": 20000}
    assert made.number in client.page("/archive?q=школами").text


def test_a_rebuild_that_was_killed_is_forgotten_after_a_while(settings, app, clock):
    with app.app_context():
        rebuilding.note(settings.index, 5, 10)
        assert rebuilding.read(settings.index) == Rebuilding(5, 10)
        clock.advance(minutes=11)
        assert rebuilding.read(settings.index) is None
        (settings.index / "REBUILDING").write_text("[")
        assert rebuilding.read(settings.index) is None


def test_other_dictionaries_make_the_worker_rebuild_once_after_its_start(staff, world, made, monkeypatch):
    monkeypatch.setattr(index_folder, "words_version", lambda: "of tomorrow")
    with world.inside():
        assert engine().outdated()
    assert "змінилися словники" in notices(staff.page("/desk/"))

    with world.inside():
        world.app.extensions.pop("reception_index_looked_at", None)
        assert indexing.catch_up() == 1
        assert not engine().outdated()
        assert indexing.catch_up() == 0


def test_a_rebuild_that_fails_leaves_the_old_index_and_nothing_half_done(world, made, settings, monkeypatch):
    def refuse(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_folder, "sync_folder", refuse)
    with world.inside():
        with pytest.raises(IndexUnusable, match="full"):
            indexing.rebuild()
        assert engine().ids() == {made.id}
    assert len(list(settings.index.glob("index-*"))) == 1
    assert rebuilding.read(settings.index) is None


def test_being_behind_for_long_asks_whether_the_worker_runs(staff, world, made, clock):
    world.accepted(subject="Нове питання")
    assert not notices(staff.page("/desk/"))
    clock.advance(minutes=16)
    assert "відстає вже 16 хв." in notices(staff.page("/desk/"))


def test_the_command_says_it_too(runner, world, made, settings):
    assert runner.invoke(args=["index", "status"]).output == "index: 0 events behind\n"
    with world.inside():
        rebuilding.note(settings.index, 3, 10)
    assert runner.invoke(args=["index", "status"]).output == (
        "index: being built anew, 3 of 10 questions; the old one answers meanwhile\n"
    )
