"""`reception doctor`: what is wrong with an installation, in words."""

import click
from flask.cli import ScriptInfo
from sqlalchemy.exc import SQLAlchemyError

from reception.cli import health_dates, health_dns, health_ground, health_people, health_work
from reception.cli.findings import Finding, Level
from reception.config import SettingsError

COLOURS = {Level.OK: "green", Level.LOOK: "yellow", Level.BROKEN: "red"}


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Look at everything an installation needs and say what to do; exit code 1 if something is broken."""
    worst = Level.OK
    for finding in _examine(ctx):
        worst = max(worst, finding.level)
        click.echo(f"{click.style(f'{finding.level.word:<6}', COLOURS[finding.level])}  {finding.text}")
    if worst is Level.BROKEN:
        raise click.exceptions.Exit(1)


def _examine(ctx: click.Context):
    """Yield what is found, from the ground up; where the ground is broken, nothing is looked for above it."""
    try:
        app = ctx.ensure_object(ScriptInfo).load_app()
    except SettingsError as error:
        yield from (Finding(Level.BROKEN, f"setting {line}") for line in error.lines)
        return
    with app.app_context():
        yield from health_ground.settings_and_folders()
        database = list(health_ground.database())
        yield from database
        if any(finding.level is Level.BROKEN for finding in database):
            return
        try:
            yield from health_work.index()
            yield from health_work.mail()
            yield health_dates.dates()
            yield from health_dns.sender_domain()
            yield from health_people.people()
        except SQLAlchemyError as error:
            yield Finding(Level.BROKEN, f"database: {error}")
