"""`reception import` and `reception export`: questions as JSON Lines."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from reception.cli.errors import say
from reception.cli.output import progress_bar, remark
from reception.search.hits import IndexUnusable
from reception.services import exports, indexing, kept_files
from reception.services.imports import Report, import_questions, read_lines


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--create", is_flag=True, help="Make topics and authorities that are not there yet.")
@with_appcontext
def import_(file: Path, create: bool) -> None:
    """Take questions from FILE, one JSON object a line (docs/operations.md, "Import").

    Each is taken whole or not at all, and importing a file twice changes nothing. Questions become public, for the file is
    an archive; a line with "publish": false does not. Prints every line that was not taken, with the reason; exit code 1
    if there is one.
    """
    with file.open("rb") as counted:
        total = sum(1 for _line in counted)
    with file.open("rb") as opened, progress_bar("Importing") as told:
        report = import_questions(read_lines(opened), create, lambda line: told(line, total))
    _index()
    _print(report)
    if report.refused:
        raise click.exceptions.Exit(1)


def _index() -> None:
    """Bring the index up to date; where the worker is doing that just now, it is not in its way."""
    remark("Indexing …")
    try:
        indexing.catch_up()
    except IndexUnusable as error:
        remark(say(error))


def _print(report: Report) -> None:
    for number, reason in report.refused:
        click.echo(f"line {number}: not taken: {say(reason)}")
    for kind, names in (("topics", report.new_topics), ("authorities", report.new_authorities)):
        if names:
            click.echo(f"New {kind}: {len(names)}. Look at them at /admin/.")
    click.echo(f"Taken: {report.taken}. Here already: {report.known}. Not taken: {len(report.refused)}.")


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output is None or str(output) == "-":
        yield sys.stdout.buffer
        return
    try:
        with kept_files.whole(output) as new, new.open("wb") as file:
            yield file
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from error


@click.command()
@click.option("--personal", is_flag=True, help="All questions as they were asked, with names and contacts.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of standard output.")
@with_appcontext
def export(personal: bool, output: Path | None) -> None:
    """Write questions as JSON Lines, in the format that `reception import` reads.

    Without --personal only what every reader may see, and not even the names that were published. With it everything:
    keep that file as carefully as the database.
    """
    count = 0
    with _opened(output) as file:
        for record in exports.export_personal() if personal else exports.export_public():
            file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            count += 1
    remark(f"{count} questions")
