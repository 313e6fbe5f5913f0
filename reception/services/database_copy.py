"""A whole database into a file and back, by the means of the database itself."""

import os
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from reception.domain.errors import Invalid
from reception.extensions import db


def copy_out(target: Path) -> Path:
    """Copy the database into a file, as it is at one moment, while others go on; return the file.

    Raises Invalid if the copy cannot be written, or the database's own tool is missing.
    """
    if db.engine.dialect.name == "sqlite":
        try:
            with closing(sqlite3.connect(target)) as copy, closing(_sqlite()) as database:
                database.backup(copy)
        except sqlite3.Error as error:  # the disk of the copy is full
            raise Invalid("tool_failed", tool="SQLite", detail=str(error)) from error
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return target


def copy_in(source: Path) -> None:
    """Put the copied database in the place of the present one. Raises Invalid, and changes nothing, if the copy is damaged."""
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        _check(source)
        with closing(sqlite3.connect(source)) as copy, closing(_sqlite()) as database:
            copy.backup(database)
    else:
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", str(source))


def _sqlite() -> sqlite3.Connection:
    return sqlite3.connect(db.engine.url.database)


def _check(source: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise Invalid("backup_broken", detail=found)


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on the database; the password goes by the environment, where other users do not see it."""
    url = db.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    command = [tool, *arguments, f"--dbname={address}"]
    if shutil.which(tool) is None:
        raise Invalid("tool_missing", tool=tool, command=shlex.join(command))
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 – no shell, our own words
    if done.returncode:
        raise Invalid("tool_failed", tool=tool, detail=done.stderr.strip())
