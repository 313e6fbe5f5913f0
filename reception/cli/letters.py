"""`reception mail`: the outbox, and what comes in."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from reception.cli import health_dns
from reception.cli.errors import say
from reception.cli.mail_test import need_server, test
from reception.current import settings
from reception.domain import clock
from reception.extensions import db
from reception.mail import dkim_key
from reception.mail.inbox import read
from reception.mail.mailbox import NoMailbox
from reception.mail.trouble_words import in_english
from reception.models import Letter, LetterState
from reception.queries.outages import outage
from reception.services import delivery, fetching, incoming

TRY_AGAIN = 75
"""The exit code by which a program tells a mail server to bring a message again (sysexits.h)."""

@click.group()
def mail() -> None:
    """Letters: how many wait, sending them now, trying the mail server, reading what comes in."""


mail.add_command(test)


@mail.command()
@with_appcontext
def status() -> None:
    """Say how many letters wait, left or failed, and what is wrong with those that did not leave."""
    counts = dict(db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())
    for state in LetterState:
        click.echo(f"{state.value:<8} {counts.get(state, 0)}")
    undelivered = Letter.state.not_in((LetterState.SENT, LetterState.DELIVERED))
    troubled = select(Letter).where(undelivered, Letter.error.is_not(None)).order_by(Letter.id)
    _say_standstill()
    for letter in db.session.scalars(troubled):
        number = letter.question.number if letter.question else "no question"
        again = f"again {clock.local(letter.next_attempt_at):%d.%m. %H:%M}" if letter.state is LetterState.QUEUED else "given up"
        click.echo(f"  letter {letter.id} ({letter.name}, {number}): {letter.error}; {again}")


def _say_standstill() -> None:
    found = outage()
    if found:
        since = clock.local(found.began_at)
        what, todo = in_english(found.cause)
        click.echo(f"No letter leaves since {since:%d.%m.%Y %H:%M}. {what} {todo}\nThe server said: {found.words}")


@mail.command()
@with_appcontext
def flush() -> None:
    """Send now what waits, even what would be tried again only later."""
    need_server()
    delivery.make_due()
    sent = failed = 0
    while (batch := delivery.send_due()) != delivery.Sent():
        sent, failed = sent + batch.count, failed + batch.failed
    click.echo(f"Sent: {sent}. Not sent: {failed}.")
    if failed:
        click.echo("Why: reception mail status")
        raise click.exceptions.Exit(1)


@mail.command()
@with_appcontext
def key() -> None:
    """Make the key by which letters are signed (DKIM), if there is none, and say what to publish."""
    path = Path(settings().dkim_key or settings().instance / "dkim.pem")
    if not path.exists():
        dkim_key.make(path)
        click.echo(f"A key was made: {path}. Set RECEPTION_DKIM_KEY = {path} when the record stands in the DNS.")
    try:
        public = dkim_key.public_key(path)
    except dkim_key.NoKey as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Publish at {dkim_key.record_name()} the TXT record\n{health_dns.record(public)}")


class FromMailServer(click.Command):
    """A command that a mail server runs: whatever keeps it from taking a message in, wrong settings too, is for a while."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; its failure ends with the exit code 75."""
        try:
            return super().invoke(ctx)
        except click.exceptions.Exit:
            raise
        except Exception as error:  # the message must not be lost
            click.echo(f"The message was not taken in: {say(error)}", err=True)
            raise click.exceptions.Exit(TRY_AGAIN) from error


@mail.command(cls=FromMailServer)
@click.option("--dry-run", is_flag=True, help="Only say as JSON what the message is taken for; no database is needed.")
@with_appcontext
def receive(dry_run: bool) -> None:
    """Take in one message on standard input, as a mail server pipes it: an answer, a bounce, an automatic reply, a loop …

    If that fails, the exit code is 75 (EX_TEMPFAIL): the mail server keeps the message and brings it again.
    """
    raw = sys.stdin.buffer.read()
    if dry_run:
        reading = read(raw, settings().sender, settings().mail_reply_address)
        click.echo(json.dumps(reading.as_json(), ensure_ascii=False).encode())  # UTF-8 whatever the locale
        return
    row = incoming.receive(raw)
    click.echo(f"{row.kind}: {row.state.value}")


@mail.command()
@with_appcontext
def fetch() -> None:
    """Take in what came to the mailbox; the worker does it every minute."""
    ours = settings()
    if not ours.imap_server:
        raise click.ClickException("No mailbox is set (RECEPTION_IMAP_SERVER).")
    try:
        found = fetching.fetch()
    except NoMailbox as error:
        raise click.ClickException(f"{ours.imap_server}:{ours.imap_port} gives no mail: {error}") from error
    click.echo(f"Taken in: {found.taken}. Left on the server: {found.left}.")
    if found.left:
        raise click.exceptions.Exit(1)
