"""The doctor looks at the ground: settings, folders, database."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reception.cli.findings import Finding, broken, look, ok
from reception.current import settings
from reception.extensions import db

LITTLE_SPACE = 500 * 1024 * 1024
"""Bytes under which somebody should look: a day of photos and an index written anew beside the old one."""

TRIGGERS = {
    "sqlite": ("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'event_no_%'", 2),
    "postgresql": ("SELECT count(*) FROM pg_trigger WHERE tgname = 'event_stays' AND tgenabled <> 'D'", 1),
}


def settings_and_folders() -> Iterator[Finding]:
    """Look at what the settings say and whether the folders can be used."""
    ours = settings()
    if ours.production:
        yield ok(f"settings: a real installation at {ours.public_url}")
    else:
        yield look("settings: a trial; a real installation sets RECEPTION_PRODUCTION=yes")
    if ours.production and ours.demo:
        yield look("settings: RECEPTION_DEMO is on; its mail page shows letters to everybody: turn it off")
    if ours.production and not ours.trusted_proxies:
        yield look("settings: RECEPTION_TRUSTED_PROXIES is 0; behind a proxy all visitors count as one and share its limits")
    for what, folder in (("instance", ours.instance), ("attachments", ours.uploads), ("index", ours.index)):
        yield _folder(what, folder)
    yield from _keys(ours.instance)


def _folder(what: str, folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        return broken(f"folder of the {what}: {there} may not be written by this user; change its owner or rights")
    free = shutil.disk_usage(there).free
    if free < LITTLE_SPACE:
        return look(f"folder of the {what}: {folder} has only {free // 1024**2} MB left on its disk")
    return ok(f"folder of the {what}: {folder}, {free / 1024**3:.1f} GB free")


def _keys(instance: Path) -> Iterator[Finding]:
    for name in ("secret_key", "token_key", "settings.cfg"):
        path = instance / name
        if path.exists() and path.stat().st_mode & 0o077:
            yield look(f"{path} can be read by other users of this computer: chmod 600 {path}")


def database() -> Iterator[Finding]:
    """Look whether the database answers, is of this version, and keeps its journal."""
    where = db.engine.url.render_as_string(hide_password=True)
    try:
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
            wanted = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
            if present != wanted:
                yield broken(f"database: {where} is at {present or 'nothing'}, the program at {wanted}: reception init")
                return
            statement, count = TRIGGERS[connection.dialect.name]
            if connection.scalar(text(statement)) != count:
                yield broken("journal: the triggers that keep it unchanged are gone; restore them from migration 0002")
    except SQLAlchemyError as error:
        yield broken(f"database: {where} does not answer: {getattr(error, 'orig', error)}")
        return
    yield ok(f"database: {where}, at {present}; its journal cannot be changed")
