"""`reception dates`: the calendar that dates are counted with, and counting open ones anew when it has changed."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from reception.cli.output import remark
from reception.current import terms, terms_in_force
from reception.domain.calendar import decoded
from reception.services.recounting import Recounted
from reception.services.recounting import recount as count_anew


@click.group()
def dates() -> None:
    """The calendar of working days, and the dates that are counted with it."""


@dates.command()
@with_appcontext
def show() -> None:
    """Print the calendar that holds, as a calendar.toml in the instance folder would say it."""
    calendar = terms().calendar
    remark(f"{terms_in_force().path}: {'' if terms_in_force().path.exists() else 'not there, so what is shipped holds:'}")
    for line in calendar.lines():
        click.echo(line)


@dates.command()
@click.option("--dry-run", is_flag=True, help="Only say which dates would move.")
@with_appcontext
def recompute(dry_run: bool) -> None:
    """Count the dates of open questions anew by the present calendar, and say which move. Closed ones never change."""
    problem = terms() and terms_in_force().problem
    if problem:
        raise click.ClickException(problem)
    found = count_anew(dry_run)
    for each in found:
        click.echo(f"{each.number}  {each.clock}  {each.before} -> {each.after}  {', '.join(_because(each))}")
    remark(f"Dates that {'would move' if dry_run else 'have moved'}: {len(found)}.")


def _because(moved: Recounted) -> Iterator[str]:
    before = decoded(moved.was_calendar)
    changed = {each.field for each in terms().calendar.differences_from(before)}
    pairs = zip(before.lines(), terms().calendar.lines(), strict=True)
    return (f"{now} (was {was.split(' = ')[1]})" for was, now in pairs if now.split(" = ")[0].removeprefix("# ") in changed)
