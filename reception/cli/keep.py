"""`reception sweep`, `reception backup`, `reception restore`: what keeps an installation in order."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from reception.cli.output import progress_bar, remark
from reception.cli.setup import prepare
from reception.domain import clock
from reception.services import backup as archives
from reception.services import housekeeping, indexing, promise_letters, reminders


@click.command()
@with_appcontext
def sweep() -> None:
    """Remind officials of what is due, ask what became of promises, and throw away what nobody needs: files of
    forms that were never sent, old drafts and counts. The worker does both by itself."""
    click.echo(f"Reminders written: {reminders.remind()}.")
    click.echo(f"Letters about promises written: {promise_letters.ask()}.")
    click.echo(f"Files removed: {housekeeping.sweep()}.")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path | None) -> None:
    """Write everything into FILE (.tar.gz): database, attachments, keys, settings. Nothing needs to be stopped.

    It holds personal data and the keys: keep it where only administrators come.
    """
    file = file or Path(f"reception-{clock.local(clock.now()):%Y-%m-%d-%H%M}.tar.gz")
    try:
        archives.back_up(file)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    click.echo(f"{file}: {file.stat().st_size / 1024 / 1024:.1f} MB")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the database that is here.")
@with_appcontext
def restore(file: Path, force: bool) -> None:
    """Put the backup in FILE here: a new installation, or with --force in the place of this one. Stop the server first."""
    archives.restore(file, force)
    prepare()
    with progress_bar("Indexing") as told:
        count = indexing.rebuild(told)
    click.echo(f"Restored; {count} questions are public.")
    if archives.keys_differ(file):
        remark("The backup was made with another token key. If RECEPTION_TOKEN_KEY is set, set it to that of the backup:")
        remark("otherwise PINs and links that people have do not work.")
