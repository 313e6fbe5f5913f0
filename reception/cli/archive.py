"""`reception search` and `reception index`."""

import json
from typing import Any, BinaryIO

import click
from flask.cli import with_appcontext

from reception.cli.errors import say_index
from reception.cli.health_work import index_itself
from reception.cli.output import progress_bar, remark
from reception.queries.archive import search_archive
from reception.queries.engine import engine
from reception.queries.public_view import PublicQuestion
from reception.queries.selection import read_selection
from reception.search import dictionary
from reception.services import indexing

BEST = 10


@click.command()
@click.argument("words", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines for people.")
@click.option("--batch", type=click.File("rb"), help='Lines {"id", "q"} in, lines {"id", "numbers"} out.')
@click.option("--limit", type=click.IntRange(1, 1000), default=BEST, show_default=True, help="How many questions at most.")
@with_appcontext
def search(words: str | None, as_json: bool, batch: BinaryIO | None, limit: int) -> None:
    """Find public questions by WORDS, as the archive does: number and subject, best first."""
    if (words is None) == (batch is None):
        raise click.UsageError("Say what to look for: WORDS or --batch FILE.")
    if batch:
        _search_batch(batch, limit)
        return
    found = _search(words, limit)
    questions = [_shown(question) for question in found.questions]
    if as_json:
        click.echo(json.dumps({"q": words, "total": found.total, "questions": questions}, ensure_ascii=False))
        return
    for question in questions:
        click.echo(f"{question['number']}  {question['subject']}")
    remark(f"{len(questions)} of {found.total}")


def _search(words: str, limit: int):
    found = search_archive(read_selection({"q": words}), size=limit)
    if found.trouble:
        remark(say_index(found.trouble) + "\nUntil then words are looked for letter by letter.")
    return found


def _shown(question: PublicQuestion) -> dict[str, Any]:
    return {"number": question.number, "subject": question.subject}


def _search_batch(batch: BinaryIO, limit: int) -> None:
    for at, line in enumerate(batch, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line.decode("utf-8-sig"))
            query = {"id": asked["id"], "q": str(asked["q"])}
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(f'line {at}: not {{"id": …, "q": …}} ({error})') from error
        numbers = [question.number for question in _search(query["q"], limit).questions]
        click.echo(json.dumps({"id": query["id"], "numbers": numbers}, ensure_ascii=False))


@click.group()
def index() -> None:
    """The search index: it can always be made anew from the database."""


@index.command()
@with_appcontext
def rebuild() -> None:
    """Build the index anew beside the old one, which answers meanwhile."""
    with progress_bar("Indexing") as told:
        count = indexing.rebuild(told)
    click.echo(f"{count} questions in the index.")


@index.command()
@with_appcontext
def status() -> None:
    """Say how the index does: whether it can be asked, follows the journal, or is being built anew."""
    for finding in index_itself():
        click.echo(finding.text)


@index.command()
@with_appcontext
def check() -> None:
    """Compare the index with the database and repair what differs."""
    found = indexing.check()
    click.echo(f"Missing, and put in: {found.missing}. Not public, and taken out: {found.extra}.")
    if engine().outdated():
        click.echo("Words are cut otherwise now than when it was built: reception index rebuild")
    for language in dictionary.missing():
        click.echo(f"The dictionary of forms for “{language}” is not installed: search finds less.")
