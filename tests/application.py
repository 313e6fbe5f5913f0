"""The application as the tests open it: settings under one folder, closed again afterwards."""

import contextlib
from collections.abc import Iterator

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from reception import create_app
from reception.config import Settings
from reception.extensions import db
from reception.queries.engine import close_engine
from tests.pages import Client

TEMPLATES = FileSystemBytecodeCache()
"""Compiled templates, for all tests: each makes an application of its own, which would compile them all anew."""


def settings_in(folder, **given):
    """Return settings under a folder. Keys are given, so that no two runs differ."""
    keys = {"secret_key": "secret key of the tests, long enough", "token_key": "token key of the tests, long enough"}
    given = {"undo_seconds": 0} | given  # letters leave at once, but for the tests of undoing
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


class Applications:
    """The applications of this process. One is made once for the same settings, and is as new each time it is opened:
    its routes and its statements are compiled once, and not for each test anew."""

    ROOM = 3

    def __init__(self) -> None:
        self.kept: dict[Settings, tuple[Flask, dict, dict]] = {}

    @contextlib.contextmanager
    def opened(self, settings: Settings) -> Iterator[Flask]:
        """Give the application of these settings, as `create_app()` makes it."""
        app, config, extensions = self.kept.pop(settings, None) or self._made(settings)
        settings.instance.mkdir(parents=True, exist_ok=True)
        with opened(app):
            yield app
        app.config.clear()
        app.config.update(config)
        app.extensions.clear()
        app.extensions.update(extensions)
        self.kept[settings] = app, config, extensions
        while len(self.kept) > self.ROOM:
            del self.kept[next(iter(self.kept))]

    def _made(self, settings: Settings) -> tuple[Flask, dict, dict]:
        app = create_app(settings)
        return app, dict(app.config), dict(app.extensions)
