"""What every test stands on: settings and a database of its own, the application, a mail server, a hand on the clock.

`pytest --database=postgresql` runs the same tests on PostgreSQL, on a server that lives as long as the run
(tests/cluster.py).
"""

import contextlib
import datetime as dt
import gc
import os
import shutil

import argon2
import flask_migrate
import hypothesis
import pytest

pytest.register_assert_rewrite("tests.pages", "tests.journeys.actors")
gc.disable()  # what is imported and collected stays until the end: see pytest_collection_finish

from reception import create_app  # noqa: E402 – what is imported before the line above is not rewritten
from reception.domain import clock as house_clock  # noqa: E402
from reception.services import accounts  # noqa: E402
from tests.application import Applications, opened, settings_in  # noqa: E402
from tests.cluster import Cluster  # noqa: E402
from tests.database import PostgresqlDatabases, SqliteDatabases  # noqa: E402
from tests.mailserver import FreePortController, MailServer, running  # noqa: E402
from tests.pages import Client  # noqa: E402
from tests.world import World  # noqa: E402

# No test is about how long something takes: a busy machine is no fault.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

CLUSTER = pytest.StashKey[Cluster]()


def pytest_addoption(parser):
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="the database to test on")
    parser.addoption("--lag", type=float, default=0.0, help="seconds by which the site keeps the browser waiting")


def pytest_configure(config):
    """Start PostgreSQL once, in the process that hands out the tests; its workers are told where it is."""
    if config.getoption("--database") == "postgresql":
        Client.checks = False  # the pages are the same, and are checked with SQLite
        if not hasattr(config, "workerinput"):
            config.stash[CLUSTER] = Cluster()


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL run only what asks a database something else than SQLite was asked: the rest runs with SQLite."""
    if config.getoption("--database") == "postgresql":
        without = [item for item in items if is_the_same(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


def pytest_collection_finish():
    """Let the collector of garbage look only at what the tests make, not each time at all that was imported."""
    gc.freeze()
    gc.enable()


def is_the_same(item) -> bool:
    """Tell whether a test does the same whatever the database: it needs none, tries an index that is files, or tells in
    English a story that is told in Ukrainian too."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return "databases" not in item.fixturenames or given.get("name") == "tantivy" or given.get("town") == "en"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    if CLUSTER in node.config.stash:
        node.workerinput["cluster"] = node.config.stash[CLUSTER].url("postgres")


def pytest_unconfigure(config):
    if CLUSTER in config.stash:
        config.stash[CLUSTER].stop()


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside():
    """Forget the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("RECEPTION_")]:
        del os.environ[name]


@pytest.fixture(autouse=True, scope="session")
def _no_authorities_of_the_system():
    """Believe no certificate of the world outside, which no test calls: reading them all costs more than sending a letter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", os.devnull)
        yield


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords():
    """Hash passwords as fast as Argon2id can: what it costs in earnest is looked at in one test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASHER", argon2.PasswordHasher.from_parameters(argon2.profiles.CHEAPEST))
        yield


@pytest.fixture(scope="session")
def databases(request, tmp_path_factory):
    """The maker of databases for this process."""
    folder = tmp_path_factory.mktemp("databases")

    def migrate(url):
        with opened(create_app(settings_in(folder, database_url=url))) as app, app.app_context():
            flask_migrate.upgrade()

    config = request.config
    if config.getoption("--database") == "sqlite":
        made = SqliteDatabases(folder, migrate)
    else:
        worker = getattr(config, "workerinput", None)
        url = worker["cluster"] if worker else config.stash[CLUSTER].url("postgres")
        made = PostgresqlDatabases(url, worker["workerid"] if worker else "alone", migrate)
    yield made
    made.close()


@pytest.fixture
def database_url(databases):
    """The address of this test's database: every table, no row."""
    url = databases.create()
    yield url
    databases.drop(url)


@pytest.fixture
def empty_database_url(databases):
    """The address of a database without tables, for what makes them."""
    url = databases.create_empty()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """The folder of this process's installation; tests use `settings`."""
    return tmp_path_factory.mktemp("installation")


@pytest.fixture
def settings(installation, database_url, smtp):
    """Settings of an installation of its own, with nothing in its folders: change some with `dataclasses.replace`."""
    yield settings_in(installation, database_url=database_url, mail_server=smtp.host, mail_port=smtp.port)
    for folder in installation.iterdir():
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def applications():
    """The applications of this process; tests use `app`."""
    return Applications()


@pytest.fixture
def app(applications, settings):
    """The application, as it is served."""
    with applications.opened(settings) as app:
        yield app


@pytest.fixture
def client(app):
    """A browser without JavaScript that checks every page it is given (tests/pages.py)."""
    return app.test_client()


@pytest.fixture
def context(app):
    """The application's context, for tests that call services and queries themselves – not beside `client`, whose
    requests would share it, and with it whoever is logged in."""
    with app.app_context():
        yield


@pytest.fixture
def world(app):
    """A small town: people, bodies, and questions at every stage (tests/world.py)."""
    return World(app)


@pytest.fixture
def runner(app):
    """The `reception` command on this application."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def mail_server():
    """The mail server of this process; tests use `smtp`."""
    with running(FreePortController(MailServer())) as server:
        yield server


@pytest.fixture
def smtp(mail_server):
    """A mail server that has received nothing yet."""
    mail_server.reset()
    yield mail_server
    mail_server.reset()


class Clock:
    """A hand on the one clock, for the test's process and the server in it."""

    def __init__(self, moves):
        self.moves = moves

    def set(self, to):
        """Stop the clock at an aware moment."""
        self.moves.enter_context(house_clock.travel(to))

    def on(self, day, month):
        """Stop the clock at ten in the morning of a day of 2026."""
        self.set(dt.datetime(2026, month, day, 10, tzinfo=house_clock.KYIV))

    def advance(self, **period):
        """Stop the clock later by a period, in timedelta's words: `clock.advance(days=3)`."""
        self.set(house_clock.now() + dt.timedelta(**period))


@pytest.fixture
def clock():
    with contextlib.ExitStack() as moves:
        yield Clock(moves)
