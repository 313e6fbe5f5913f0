"""The search engine of the running application."""

from flask import Flask, current_app

from reception.config import Settings, SettingsError
from reception.current import settings
from reception.search import thesaurus, word_lists
from reception.search.engine import Engine, open_engine

_KEY = "reception_search_engine"


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its engine. Raises SettingsError in one line for an engine that cannot be had here."""
    thesaurus.read_also(settings.instance / word_lists.FOLDER)
    app.extensions[_KEY] = _open(settings)


def engine() -> Engine:
    """Return the engine over the installation's index, the same object for all threads of the application.

    Opening reads nothing: an index that is missing or broken raises IndexUnusable when it is asked.
    """
    known = current_app.extensions
    if _KEY not in known:
        known.setdefault(_KEY, _open(settings()))
    return known[_KEY]


def close_engine() -> None:
    """Let go of the index's files; the next use opens them again."""
    opened = current_app.extensions.pop(_KEY, None)
    if opened is not None:
        opened.close()


def _open(settings: Settings) -> Engine:
    try:
        return open_engine(settings.search_engine, settings.index, settings.database)
    except ValueError as error:
        raise SettingsError([f"RECEPTION_SEARCH_ENGINE: {error}"]) from error
