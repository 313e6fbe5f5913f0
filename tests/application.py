"""The application as the tests open it: settings under one folder, closed again afterwards."""

import contextlib

from jinja2 import FileSystemBytecodeCache

from reception.config import Settings
from reception.extensions import db
from reception.queries.engine import close_engine
from tests.pages import Client

TEMPLATES = FileSystemBytecodeCache()
"""Compiled templates, for all tests: each makes an application of its own, which would compile them all anew."""


def settings_in(folder, **given):
    """Return settings under a folder. Keys are given, so that no two runs differ."""
    keys = {"secret_key": "secret key of the tests, long enough", "token_key": "token key of the tests, long enough"}
    return Settings(instance=folder / "instance", index=folder / "search_index", **keys, **given)


@contextlib.contextmanager
def opened(app):
    """Give an application, and close its database and its index afterwards."""
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = TEMPLATES
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        close_engine()
