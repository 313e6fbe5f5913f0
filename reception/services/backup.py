"""Everything that is not in the program, in one file: the database, the attachments, the keys, the settings."""

import errno
import io
import json
import os
import shutil
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import inspect

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.extensions import db
from reception.search import word_lists
from reception.services import kept_files
from reception.services.database_copy import copy_in, copy_out

MANIFEST, DATABASE, UPLOADS, SETTINGS = "manifest.json", "database", "uploads", "settings.cfg"
KEYS = ("secret_key", "token_key")


def back_up(target: Path) -> None:
    """Write a backup while everything runs. It holds personal data and keys, so only its owner may read the file.

    The file is whole or is not there. Raises FileExistsError if there is such a file, OSError if it cannot be written, Invalid
    if the database's own tool is missing or fails.
    """
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    with kept_files.whole(target) as new, tempfile.TemporaryDirectory() as folder, tarfile.open(new, "w:gz") as archive:
        _add_text(archive, MANIFEST, json.dumps(_manifest()))
        for name in KEYS:
            _add_text(archive, name, getattr(settings(), name))
        # Files are stored before their rows and outlive them, so that this order loses none.
        archive.add(copy_out(Path(folder) / DATABASE), DATABASE)
        for path in _files():
            archive.add(path, str(path.relative_to(settings().instance)))


def restore(backup: Path, force: bool = False) -> None:
    """Put a backup in place of what is here. The index is to be rebuilt, and migrations run, by whoever calls.

    Raises Invalid if it is no whole backup, if it is of another kind of database, or if there is a database here and
    it may not be replaced.
    """
    if not force and inspect(db.engine).get_table_names():
        raise Invalid("database_there")
    settings().instance.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings().instance) as folder:
        unpacked = Path(folder)
        _unpack(backup, unpacked)
        copy_in(unpacked / DATABASE)
        _replace_uploads(unpacked / UPLOADS)
        for name in KEYS:
            _place(unpacked / name, settings().instance / name)
        for path in (each for each in unpacked.rglob("*") if each.is_file()):
            name = path.relative_to(unpacked)
            if name.name not in (MANIFEST, DATABASE) and not (settings().instance / name).exists():
                _place(path, settings().instance / name)


def keys_differ(backup: Path) -> bool:
    """Tell whether the backup was made with another token key than the settings give: PINs on paper would not work."""
    with tarfile.open(backup) as archive:
        return archive.extractfile("token_key").read().decode() != settings().token_key


def _manifest() -> dict[str, str]:
    return {"made_at": clock.now().isoformat(), "version": version("reception"), "database": db.engine.dialect.name}


def _files() -> list[Path]:
    """Return what lies in the instance folder and is not made anew: attachments, settings, the calendar, words, the emblem."""
    ours = settings()
    named = [ours.instance / SETTINGS, ours.calendar_file, ours.instance / ours.emblem]
    words = (ours.instance / word_lists.FOLDER).glob("*")
    return [path for path in [*named, *words, *sorted(ours.uploads.glob("*"))] if path.is_file()]


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _unpack(backup: Path, folder: Path) -> None:
    try:
        with tarfile.open(backup) as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text())
        theirs = manifest["database"]
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise Invalid("backup_broken", detail=str(error)) from error
    if theirs != db.engine.dialect.name:
        raise Invalid("backup_other_database", theirs=theirs, ours=db.engine.dialect.name)


def _replace_uploads(unpacked: Path) -> None:
    unpacked.mkdir(exist_ok=True)
    if settings().uploads.exists():
        shutil.rmtree(settings().uploads)
    shutil.move(unpacked, settings().uploads)


def _place(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes(source.read_bytes())
