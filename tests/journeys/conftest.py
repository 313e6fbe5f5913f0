"""What the stories stand on."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.faults.trial import Workers
from tests.imapserver import DOVECOT, ImapServer
from tests.journeys.actors import Town


@pytest.fixture(params=["uk", "en"])
def town(request, app, world, smtp):
    """The people of a town, who all read Ukrainian, or all English."""
    return Town(app, world, smtp, request.param)


@pytest.fixture
def people(town):
    """One who asks, one at the desk, one who answers."""
    return town.citizen(), town.librarian(), town.official()


@pytest.fixture(scope="session")
def kept_workers():
    """The processes that fork workers, by their settings: databases one after the other have the same name."""
    kept = {}
    yield kept
    for workers in kept.values():
        workers.stop()


@pytest.fixture
def workers(settings, kept_workers):
    """Whoever starts workers on this test's database, and lets the system kill them (tests/faults/)."""
    kept_workers[settings] = kept_workers.get(settings) or Workers(settings)
    return kept_workers[settings]


@pytest.fixture(scope="session")
def imap_server():
    """Dovecot, in a folder whose path is short enough for its sockets and open to its user."""
    if DOVECOT is None:
        pytest.skip("needs Dovecot (apt install dovecot-imapd)")
    folder = Path(tempfile.mkdtemp(prefix="imap"))
    folder.chmod(0o755)
    server = ImapServer(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def imap(imap_server):
    """Dovecot with an empty mailbox."""
    imap_server.clear()
    return imap_server
