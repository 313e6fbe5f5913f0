"""`reception init` and `reception demo`: an installation made ready."""

import click
import flask_migrate
from flask.cli import with_appcontext

from reception.cli.output import progress_bar
from reception.cli.trial import accounts_of
from reception.current import settings
from reception.extensions import db
from reception.services import demo as story
from reception.services import indexing
from reception.services.catalogue import load_catalogues


def prepare() -> None:
    """Bring folders, database and catalogues up to date. What is there stays."""
    settings().uploads.mkdir(parents=True, exist_ok=True)
    flask_migrate.upgrade()
    load_catalogues()


def make_demo() -> None:
    """Play the demo and index it."""
    with progress_bar("Making the demo") as told:
        story.play(told)
    with progress_bar("Indexing") as told:
        indexing.rebuild(told)


@click.command()
@with_appcontext
def init() -> None:
    """Set up an installation, or bring it up to date after an upgrade: folders, database, catalogues."""
    prepare()
    click.echo(f"Ready: {db.engine.url.render_as_string(hide_password=True)}")
    if story.is_new():
        click.echo("The first administrator: reception account add LOGIN --role administrator")


@click.command()
@with_appcontext
def demo() -> None:
    """Fill a new installation with the demo: a town, its librarians, a year of questions. Not for a real one."""
    if settings().production:
        raise click.ClickException("This is a real installation (RECEPTION_PRODUCTION); the demo is for trials.")
    prepare()
    if not story.is_new():
        raise click.ClickException("This installation is in use already; the demo needs one of its own: RECEPTION_INSTANCE=…")
    make_demo()
    for line in accounts_of():
        click.echo(line)
